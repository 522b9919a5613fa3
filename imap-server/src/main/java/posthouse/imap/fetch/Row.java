package posthouse.imap.fetch;

import java.util.List;
import java.util.Set;
import posthouse.imap.annotate.MessageNotes;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageAnnotations.Noted;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.MessageStructure;

/**
 * A message on its way to the client. Its octets are opened when they are first asked for, and stay until it is closed even
 * if the message is expunged meanwhile.
 */
final class Row {

    private final Selected state;
    private final View view;
    private final int sequence;
    private final long uid;
    private final Message message;
    private final Head head;
    private final Scratch scratch;
    private final MessageNotes notes;
    private Prepared.Texts texts;
    private byte[] knownFields;
    private MessageStructure structure; // what was not prepared is written from
    private Extent inHead; // what of this message is there
    private long headEnd = -1;
    private MessageBody body;
    private Completion refusal;

    /**
     * @param message {@code null} if the view knows enough
     * @param head where its headers can be read to
     * @param scratch where what is told of its structure can be written
     * @param notes where annotations are read
     */
    Row(Selected state, View view, int sequence, Message message, Head head, Scratch scratch, MessageNotes notes) {
        this.state = state;
        this.view = view;
        this.sequence = sequence;
        this.uid = message == null ? view.uid(sequence) : message.uid();
        this.message = message;
        this.head = head;
        this.scratch = scratch;
        this.notes = notes;
    }

    int sequence() {
        return sequence;
    }

    long uid() {
        return uid;
    }

    Flags flags() {
        return message == null ? view.flags(sequence) : message.flags();
    }

    long modSeq() {
        return message == null ? view.modSeq(sequence) : message.modSeq();
    }

    boolean recent() {
        return view.recent(uid);
    }

    /** The client is being told the flags. */
    void told() {
        state.told(sequence, flags());
    }

    /** The client is being told the mod-sequence. */
    void toldModSeq() {
        state.told(sequence, modSeq());
    }

    Message message() {
        return message;
    }

    MessageStructure structure() {
        return message.structure();
    }

    /** Has at hand what will be told of its structure. @param bits those of {@code wanted} */
    void prepare(Set<StructureText> wanted, int bits) throws StoreException {
        Prepared prepared = state.client().prepared();
        texts = prepared.of(message, state.utf8());
        if (texts.has(bits)) {
            return;
        }
        structure = described();
        for (StructureText each : wanted) {
            boolean comesInPieces = each == StructureText.ENVELOPE && EnvelopePieces.isLong(structure.envelope());
            if (texts.get(each) == null && !comesInPieces) {
                texts = texts.with(each, scratch.written(each, structure));
            }
        }
        prepared.keep(texts);
    }

    /** Writes what was prepared, or an envelope that is too long for that; @return what must follow, {@code null} if it is all written */
    Octets write(ImapWriter out, StructureText what) {
        byte[] known = texts.get(what);
        if (known == null) {
            return EnvelopePieces.of(structure.envelope(), out);
        }
        out.octets(known);
        return null;
    }

    /** Whether these header fields were picked before: then the message isn't opened for them. */
    boolean knowsFields(String name) {
        knownFields = state.client().prepared().fields(message, name);
        if (knownFields != null) {
            state.mailbox().fetched(message);
        }
        return knownFields != null;
    }

    /** Those of {@link #knowsFields}, with their size before them; {@code null} if they must be read. */
    byte[] knownFields() {
        return knownFields;
    }

    void keepFields(String name, byte[] octets) {
        state.client().prepared().keepFields(message, name, octets);
    }

    /** What is noted of it. */
    List<Noted> notes() throws StoreException {
        return notes.of(uid());
    }

    int prefix() throws StoreException {
        return body().prefixSize();
    }

    MessageBody body() throws StoreException {
        if (body == null) {
            body = state.mailbox().body(message);
            state.mailbox().fetched(message);
        }
        return body;
    }

    /** Where the message's own header ends, prefix and empty line included. */
    long headEnd() throws StoreException {
        if (headEnd < 0 && message.structure() == null && head.read(body())) {
            headEnd = head.length();
            inHead = new Extent(0, headEnd);
        } else if (headEnd < 0) {
            headEnd = prefix() + described().root().bodyStart();
        }
        return headEnd;
    }

    private MessageStructure described() throws StoreException {
        Message described = message.structure() != null ? message : state.mailbox().read(uid(), Mailbox.Detail.STRUCTURE);
        if (described == null) {
            throw new MessageGone("the message was expunged");
        }
        return described.structure();
    }

    /** A header of this message, in memory. */
    Head header(Extent extent) throws StoreException {
        if (inHead == null || inHead.start() != extent.start() || inHead.end() != extent.end()) {
            head.read(body(), extent);
            inHead = extent;
        }
        return head;
    }

    /** Something of this row can't be answered: that is how the command ends. */
    void refuse(ResponseCode code, String reason) {
        refusal = Completion.no(code, reason);
    }

    /** The client asks what can't be asked of this row. */
    void bad(String reason) {
        refusal = Completion.bad(ResponseCode.NONE, reason);
    }

    /** {@code null} if everything was answered. */
    Completion refusal() {
        return refusal;
    }

    void close() {
        if (body != null) {
            body.close();
            body = null;
        }
    }
}
