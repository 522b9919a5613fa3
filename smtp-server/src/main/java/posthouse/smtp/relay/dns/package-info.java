/** What the relay asks the DNS: the only imports of dnsjava. */
package posthouse.smtp.relay.dns;
