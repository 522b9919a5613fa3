package posthouse.imap.search;

/** What RETURN asks for: RFC 9051 6.4.4, RFC 4731 3.1; SAVE: RFC 5182; PARTIAL: RFC 9394 3.1; RELEVANCY: RFC 6203 4; UPDATE, CONTEXT: RFC 5267 4. In the order of the answer. */
public enum ReturnOption {
    MIN, MAX, ALL, PARTIAL, COUNT, RELEVANCY, SAVE, UPDATE, CONTEXT
}
