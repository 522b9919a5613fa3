/**
 * The command line. {@link posthouse.server.command.Commands} is its contents page; each kind of command is an
 * {@link posthouse.server.command.Action}. What goes wrong is one line on standard error that says what to do, never a stack
 * trace; exit codes are 0 done, 1 failed, 2 usage.
 */
package posthouse.server.command;
