package posthouse.imap.fetch;

import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Set;
import posthouse.imap.Extension;
import posthouse.imap.annotate.MessageNotes;
import posthouse.imap.selected.Rows;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.Vanished;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BrokenOff;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/**
 * What FETCH answers, pulled as the client reads: some rows, or a piece of a message's octets, at a time. Between two pieces
 * it holds a short batch of rows and at most one open message; no thread, no lock, no database connection.
 */
final class FetchAnswer implements Answer {

    /** A piece ends with the row that reaches this size. */
    private static final int PIECE = 32 * 1024;
    private static final int BUFFER = 32 * 1024;

    private final Fetch command;
    private final Selected state;
    private final View view;
    private final List<FetchItem> itemsOfSeen;
    private final boolean tellsFlags;
    private final boolean opensBody;
    private final boolean readsHead;
    private final String fields; // the answer's name, if header fields are all that a message would be opened for
    private final Head head = new Head();
    private final Prepared prepared;
    private final Set<StructureText> texts; // that are asked for
    private final int textBits;
    private final Scratch scratch;
    private final MessageNotes notes;
    private final UidSet seen;
    private Vanished vanished; // null if nothing more is to be told of it
    private final PrimitiveIterator.OfLong sequences;
    private final Rows rows; // null if the view knows enough
    private boolean missing;
    private Completion refusal;

    private Row row; // the one whose answer has begun
    private List<FetchItem> items;
    private int item;
    private boolean toldSome; // of this row
    private Octets octets; // what of it must come before the next item
    private byte[] buffer;

    /**
     * @param sequences the messages
     * @param seen UIDs of those that this command gave {@code \Seen}: their answer tells the flags
     * @param vanished UIDs that are told to be gone first
     */
    FetchAnswer(Fetch command, Selected state, View view, UidSet sequences, UidSet seen, UidSet vanished) {
        this.command = command;
        this.state = state;
        this.view = view;
        this.itemsOfSeen = itemsOfSeen(command.items(), state);
        this.tellsFlags = command.items().contains(Attribute.FLAGS);
        this.opensBody = command.items().stream().anyMatch(FetchItem::readsOctets);
        this.fields = onlyFields(command.items());
        this.readsHead = command.items().stream().anyMatch(FetchItem::readsHead);
        this.prepared = state.client().prepared();
        this.texts = command.structureTexts();
        this.textBits = StructureText.bits(texts);
        this.scratch = texts.isEmpty() ? null : new Scratch(state.utf8());
        this.notes = new MessageNotes(state.mailbox(), state.authenticated().accountId());
        this.seen = seen;
        this.vanished = vanished.isEmpty() ? null : new Vanished(vanished, true);
        this.sequences = sequences.iterator();
        this.rows = switch (command.source()) {
            case VIEW -> null;
            case SUMMARY -> new Rows(state.mailbox(), view, this.sequences, Detail.SUMMARY);
            case PREPARED -> new Rows(state.mailbox(), view, this.sequences, Detail.STRUCTURE, m -> prepared.of(m, state.utf8()).has(textBits));
            case STRUCTURE -> new Rows(state.mailbox(), view, this.sequences, Detail.STRUCTURE);
        };
    }

    private static String onlyFields(List<FetchItem> items) {
        List<FetchItem> reading = items.stream().filter(FetchItem::readsOctets).toList();
        return reading.size() == 1 && reading.get(0) instanceof BodySection section && section.picksFields() ? section.name() : null;
    }

    /** RFC 7162 3.1, 3.2.4: with CONDSTORE changed flags come with their mod-sequence and the UID. */
    private static List<FetchItem> itemsOfSeen(List<FetchItem> items, Selected state) {
        var all = FetchItems.with(Attribute.FLAGS, items);
        if (!state.client().enabled(Extension.CONDSTORE)) {
            return all;
        }
        var withModSeq = FetchItems.with(Attribute.MODSEQ, all);
        return state.client().enabled(Extension.UIDONLY) ? withModSeq : FetchItems.with(Attribute.UID, withModSeq);
    }

    @Override
    public boolean writeNext(ImapWriter out) throws StoreException, BrokenOff {
        long enough = out.written() + PIECE;
        if (vanished != null) {
            vanished = vanished.writeLine(out) ? vanished : null;
            return true;
        }
        do {
            if (octets != null) {
                continueOctets(out);
            } else if (row != null) {
                continueRow(out);
            } else if (!beginRow(out)) {
                return false;
            }
        } while (out.written() < enough);
        return true;
    }

    private boolean beginRow(ImapWriter out) throws StoreException {
        row = nextRow();
        while (row != null && !opened()) {
            row = nextRow();
        }
        if (row == null) {
            return false;
        }
        items = seen.contains(row.uid()) ? itemsOfSeen : command.items();
        item = 0;
        toldSome = false;
        if (tellsFlags || items == itemsOfSeen) {
            state.introduce(row.flags(), out);
        }
        state.beginFetch(out, view, row.sequence());
        return true;
    }

    private Row nextRow() throws StoreException {
        if (rows == null) {
            return sequences.hasNext() ? new Row(state, view, (int) sequences.nextLong(), null, head, scratch, notes) : null;
        }
        Message message = rows.next();
        return message == null ? null : new Row(state, view, view.sequence(message.uid()), message, head, scratch, notes);
    }

    /** A message that goes away from now on stays readable; one that went away before isn't begun. */
    private boolean opened() throws StoreException {
        try {
            if (!texts.isEmpty()) {
                row.prepare(texts, textBits);
            }
            if (fields != null && row.knowsFields(fields)) {
                return true;
            }
            if (opensBody) {
                row.body();
            }
            if (readsHead) {
                row.headEnd();
            }
            return true;
        } catch (MessageGone e) {
            row.close();
            missing = true;
            return false;
        }
    }

    private void continueRow(ImapWriter out) throws BrokenOff {
        try {
            while (item < items.size() && octets == null) {
                octets = tell(items.get(item++), out);
            }
        } catch (StoreException e) {
            throw new BrokenOff("FETCH of UID " + row.uid() + " broke off", e);
        }
        if (octets == null) {
            if (!toldSome) {
                out.text("UID ").number(row.uid()); // a response with nothing in it has no syntax
            }
            out.close().crlf();
            refusal = row.refusal() == null ? refusal : row.refusal();
            row.close();
            row = null;
        }
    }

    private Octets tell(FetchItem next, ImapWriter out) throws StoreException {
        if (next.isSilent(row)) {
            return null;
        }
        out.text(toldSome ? " " : "");
        toldSome = true;
        return next.writeTo(out, row);
    }

    private void continueOctets(ImapWriter out) throws BrokenOff {
        if (buffer == null || buffer.length < BUFFER && buffer.length < octets.remaining()) {
            buffer = new byte[(int) Math.min(octets.remaining(), BUFFER)];
        }
        try {
            int read = octets.read(buffer);
            if (read <= 0 && octets.remaining() > 0) {
                throw new BrokenOff("message of UID " + row.uid() + " ended " + octets.remaining() + " octets too early", null);
            }
            out.octets(buffer, 0, read);
        } catch (StoreException e) {
            throw new BrokenOff("FETCH of UID " + row.uid() + " broke off", e);
        }
        if (octets.remaining() == 0) {
            octets = null;
        }
    }

    /** RFC 5530: some were expunged by another session, and this client must not be told while its numbers count. */
    @Override
    public Completion completion() {
        if (refusal != null) {
            return refusal;
        }
        boolean some = missing || rows != null && rows.missing();
        if (some && command.messages().numbering() == Numbering.SEQUENCE) {
            return Completion.no(ResponseCode.EXPUNGEISSUED, "some of the messages were expunged");
        }
        return Completion.ok("FETCH completed");
    }

    @Override
    public void close() {
        if (row != null) {
            row.close();
            row = null;
        }
    }
}
