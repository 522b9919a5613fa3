package posthouse.server.command;

/** The command line opens the store itself. */
class AdministrationWithoutServerTest extends AdministrationCommands {
}
