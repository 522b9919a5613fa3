/**
 * Conversations as tests (never shipped). A transcript is a text file that reads like an RFC's example and is played
 * against the real server on loopback, with a fresh store, in three ways: as written, one octet per packet, and with all
 * client lines sent at once.
 *
 * <p>Its lines:
 * <dl>
 *   <dt>{@code # text}</dt><dd>A comment; {@code # not pipelined} leaves the third way out, {@code # in one packet} the second (for octets that
 *       only prove something if they arrive together), {@code # logs an error} says that the server may log one (else that
 *       fails the test).
 *   <dt>{@code given ...}</dt><dd>What the store holds; see {@link posthouse.testkit.Given}. One further down happens at that
 *       point of the conversation.
 *   <dt>{@code C: text}</dt><dd>What the client sends, with CRLF; a line that ends with a backslash goes out without.
 *       {@code <name>} stands for what an S line above matched with it. {@code <base64 text>} is the text in base64.
 *   <dt>{@code C: <starttls>}, {@code C: <deflate>}, {@code C: <plain>}, {@code C: <end>}, {@code C: <close>}</dt><dd>The client
 *       begins TLS, compresses (RFC 4978) and goes back to what was before, says that it will send no
 *       more but goes on reading, or is gone at once.
 *   <dt>{@code S: text}</dt><dd>What the server must say next, exactly. {@code <name>} matches one or more characters and
 *       remembers them: the same name matches the same text from then on. {@code <text>} matches one or more,
 *       {@code <...>} any number, and both forget them.
 *   <dt>{@code S: ... <until a2 OK>}</dt><dd>Any lines, to the first that begins so. {@code S: <closed>}: the server closes.
 *   <dt>{@code S*: text}</dt><dd>Lines of this kind below each other come in any order.
 *   <dt>{@code wait}</dt><dd>Pipelined too, nothing below is sent before everything above has come. After IDLE, after a
 *       literal that must be waited for ({@code {5}}) and before a {@code <name>} not yet known this is so by itself.
 *   <dt>{@code C1:}, {@code S1:}, {@code C2:}, ...</dt><dd>Several connections, each opened when it is first named; one that was
 *       closed is opened anew.
 * </dl>
 * In C, S and message lines {@code \xHH} is an octet, {@code \r} and {@code \n} (where no lower-case letter follows) are CR
 * and LF, and {@code <300 ab>} is {@code ab} 300 times. Other backslashes are themselves, as IMAP's flags want it. Lines are
 * octets: UTF-8 in the file is UTF-8 on the wire.
 */
package posthouse.testkit;
