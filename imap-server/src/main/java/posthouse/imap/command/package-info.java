/** The commands, each a record in a file of its own: what it says, how it is read, what it does. */
package posthouse.imap.command;
