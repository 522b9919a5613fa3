package posthouse.imap.fetch;

import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/** {@code <offset.count>} behind a section: RFC 9051 6.4.5, partial. {@code <offset>} asks for all from there, as Dovecot lets it. */
record Partial(long offset, long count) {

    /** The partial that comes next, or {@code null} if none does. */
    static Partial parse(ImapReader in) throws BadSyntax {
        if (!in.take('<')) {
            return null;
        }
        long offset = in.number64();
        long count = in.take('.') ? in.number64() : Long.MAX_VALUE;
        in.expect('>');
        if (count == 0) {
            throw new BadSyntax("a partial asks for at least one octet");
        }
        return new Partial(offset, count);
    }

    /** What of {@code whole} is meant: empty beyond its end, shorter where it ends before. */
    Extent of(Extent whole) {
        long start = whole.start() + Math.min(offset, whole.size());
        return new Extent(start, start + Math.min(count, whole.end() - start));
    }
}
