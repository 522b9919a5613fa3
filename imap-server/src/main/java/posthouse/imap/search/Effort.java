package posthouse.imap.search;

/** What must be read to know whether a message matches, the cheapest first: each has what those before it have. */
enum Effort {
    /** Nothing: the client's view. */
    VIEW,
    /** The message's row. */
    SUMMARY,
    /** The row with envelope and structure. */
    STRUCTURE,
    /** The octets of its header. */
    HEADER,
    /** All its octets. */
    BODY;

    Effort or(Effort other) {
        return compareTo(other) < 0 ? other : this;
    }
}
