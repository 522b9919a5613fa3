package posthouse.imap.command;

import java.util.Iterator;
import java.util.LinkedHashMap;
import posthouse.imap.Authenticated;
import posthouse.imap.access.MyRights;
import posthouse.imap.access.Names;
import posthouse.imap.access.Reached;
import posthouse.imap.access.Right;
import posthouse.imap.access.Rights;
import posthouse.imap.metadata.Entry;
import posthouse.imap.metadata.Notes;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** The answer to LIST, made as the client reads it. */
final class Listing implements Answer {

    private static final int PIECE = 32 * 1024;

    private final ListOptions options;
    private final Iterator<MailboxTree.Node> nodes;
    private final Authenticated state;

    Listing(ListOptions options, Iterator<MailboxTree.Node> nodes, Authenticated state) {
        this.options = options;
        this.nodes = nodes;
        this.state = state;
    }

    @Override
    public boolean writeNext(ImapWriter out) {
        long end = out.written() + PIECE;
        while (nodes.hasNext() && out.written() < end) {
            var node = nodes.next();
            Rights rights = rights(node);
            MailboxTree.write(out, "LIST", options.attributes(node, rights), node.name);
            if (options.tellsChildInfo(node)) {
                out.text(" (\"CHILDINFO\" (\"SUBSCRIBED\"))");
            }
            out.crlf();
            if (node.exists() && options.matches(node)) {
                details(out, node, rights);
            }
        }
        return nodes.hasNext();
    }

    private void details(ImapWriter out, MailboxTree.Node node, Rights rights) {
        if (options.tellsRights()) {
            MyRights.write(out, node.name, rights); // RFC 8440 3
        }
        if (!options.metadata().isEmpty() && rights.seesAnnotations()) {
            metadata(out, node);
        }
        if (!options.status().isEmpty() && rights.has(Right.READ)) {
            status(out, node.name);
        }
    }

    private Rights rights(MailboxTree.Node node) {
        return !Names.isForeign(node.name) ? Rights.OWNER : state.names().find(node.name).map(Reached::rights).orElse(Rights.NONE);
    }

    /** RFC 9590 3. */
    private void metadata(ImapWriter out, MailboxTree.Node node) {
        try {
            var notes = new Notes(state, node.info.id());
            var values = new LinkedHashMap<String, byte[]>();
            for (Entry entry : options.metadata()) {
                values.put(entry.given(), notes.value(entry));
            }
            Notes.write(out, node.name, values);
        } catch (StoreException e) {
            return; // as below
        }
    }

    /** RFC 5819 2: a mailbox whose status can't be told has none. */
    private void status(ImapWriter out, String name) {
        try {
            StatusItem.write(out, name, state.names().open(name, Right.READ).mailbox(), options.status(), state);
        } catch (Refused | StoreException e) {
            return; // it was deleted a moment ago
        }
    }

    @Override
    public Completion completion() {
        return Completion.ok("LIST completed");
    }
}
