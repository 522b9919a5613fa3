/**
 * The commands, one file each: what it says, how it is read, what it does. {@link posthouse.smtp.command.CommandTable} is the
 * contents page. A new command or extension is a file here and a line there.
 */
package posthouse.smtp.command;
