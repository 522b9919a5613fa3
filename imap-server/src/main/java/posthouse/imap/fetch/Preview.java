package posthouse.imap.fetch;

import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.StoreException;

/** PREVIEW: RFC 8970. It costs a short read, so LAZY (RFC 8970 4.1) gets it too. */
record Preview() implements FetchItem {

    @Override
    public Source source() {
        return Source.STRUCTURE;
    }

    @Override
    public boolean readsOctets() {
        return true;
    }

    @Override
    public Octets writeTo(ImapWriter out, Row row) throws StoreException {
        String text = posthouse.mailstore.search.Preview.of(row.body(), row.structure());
        out.text("PREVIEW ").unicode(text);
        return null;
    }
}
