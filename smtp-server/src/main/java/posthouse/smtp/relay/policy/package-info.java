/**
 * What TLS the mail for a domain must have, from what its owner published: MTA-STS (RFC 8461), DANE (RFC 7672), and what a sender
 * asked for (REQUIRETLS, RFC 8689). The strictest wins. What can't be satisfied is a temporary failure, never mail in clear.
 */
package posthouse.smtp.relay.policy;
