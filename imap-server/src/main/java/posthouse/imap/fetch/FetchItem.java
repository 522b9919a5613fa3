package posthouse.imap.fetch;

import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.StoreException;

/** One thing that FETCH asks of each message (RFC 9051 6.4.5, fetch-att) and how it is answered (7.5.2, msg-att). */
sealed interface FetchItem permits Attribute, BodySection, BinarySection, Preview, ThreadIdItem, AnnotationItem {

    /** Where the answer comes from, the cheapest first: each has what those before it have. */
    enum Source {
        /** What the client's view knows: no row is read. */
        VIEW,
        /** The message's row without its structure. */
        SUMMARY,
        /** The row, and what was written of its structure before; where that isn't known, the structure. */
        PREPARED,
        /** The row with envelope and structure. */
        STRUCTURE
    }

    Source source();

    /** Whether it reads the message's octets. */
    default boolean readsOctets() {
        return false;
    }

    /** Whether it must know where the message's own header ends. */
    default boolean readsHead() {
        return false;
    }

    /** Whether asking sets {@code \Seen} (RFC 9051 6.4.5: BODY without PEEK). */
    default boolean setsSeen() {
        return false;
    }

    /** Whether there is nothing to tell of this message. */
    default boolean isSilent(Row row) throws StoreException {
        return false;
    }

    /**
     * Writes name and value.
     *
     * @return {@code null}; or the octets that must follow, whose literal has been announced: exactly as many as was said
     */
    Octets writeTo(ImapWriter out, Row row) throws StoreException;
}
