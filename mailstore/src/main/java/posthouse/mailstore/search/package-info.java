/**
 * Matching decoded text: the leaves of a SEARCH (RFC 9051 6.4.4), the base subject of SORT and THREAD (RFC 5256), and the first words of a
 * message (RFC 8970).
 *
 * <p>What holds here:
 * <ul>
 *   <li>Text is compared as it is meant: transfer encodings, charsets and encoded-words undone, case and composition apart
 *       ({@link posthouse.mailstore.search.CaseMap}; RFC 5051 is the model). The meaning of a search does not depend on how a
 *       message happens to be encoded.
 *   <li>A message is read in short pieces; the time is linear in its octets for any text that is looked for, and the memory does not
 *       grow with either.
 *   <li>Nothing here fails on any message: what can't be decoded is taken as it stands.
 * </ul>
 */
package posthouse.mailstore.search;
