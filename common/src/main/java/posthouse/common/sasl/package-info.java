/**
 * Login (RFC 4422): one file for each mechanism, the same for all protocols.
 *
 * <p>What holds here:
 * <ul>
 *   <li>A client can't tell an account that doesn't exist from a wrong password: same answers, same work, a salt that stays.
 *   <li>Nothing is kept that gives a password back (but for APOP's, which is none of the others): keys for SCRAM (RFC 5802), against which PLAIN is checked too, and for ten
 *       minutes a keyed digest in memory of what was right.
 *   <li>Hashing has threads of its own and a queue with an end. Secrets are compared in constant time and never logged.
 *   <li>What is remembered of addresses and passwords is bounded.
 * </ul>
 */
package posthouse.common.sasl;
