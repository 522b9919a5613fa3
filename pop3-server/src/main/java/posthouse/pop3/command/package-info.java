/**
 * The commands of POP3, one file each, named as in the RFCs; {@link posthouse.pop3.command.Commands} is the table of them. The
 * states of RFC 1939 3 are types, so that a command gets the state it needs: {@link posthouse.pop3.command.Authorization} before
 * login, {@link posthouse.pop3.command.Transaction} after it, with its {@link posthouse.pop3.command.Maildrop}.
 */
package posthouse.pop3.command;
