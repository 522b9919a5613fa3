/**
 * Mail in and out of an account: Maildir folders, mbox files, other IMAP servers. One message at a time is in memory, and of those that are there
 * already a few octets each. What is done twice is done once: messages that a mailbox has are skipped, files that an export has made are left
 * alone, so that a second run goes on where the first broke off.
 */
package posthouse.server.transfer;
