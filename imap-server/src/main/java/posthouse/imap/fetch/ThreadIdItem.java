package posthouse.imap.fetch;

import posthouse.imap.thread.ThreadId;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.StoreException;

/** THREADID: RFC 8474 5.2. It is in the message's header, not in its row. */
record ThreadIdItem() implements FetchItem {

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
        out.text("THREADID (").text(ThreadId.of(row.message(), row.body())).close();
        return null;
    }
}
