/**
 * What MAIL and RCPT say beside the address, as values: validated here, acted on by whoever delivers or sends on. Each has the
 * name that its RFC gives it.
 */
package posthouse.smtp.envelope;
