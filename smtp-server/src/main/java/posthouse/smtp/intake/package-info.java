/**
 * A message between 354 and its answer: its octets on their way to the store, the trace lines in front of them, and what
 * became of its copies.
 */
package posthouse.smtp.intake;
