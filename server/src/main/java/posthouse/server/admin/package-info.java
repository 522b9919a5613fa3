/**
 * Administration of domains, accounts and aliases: {@link posthouse.server.admin.Administration} does it, over a store that the
 * command line has opened or, through {@link posthouse.server.admin.AdminChannel}, in the server that runs on the data folder.
 */
package posthouse.server.admin;
