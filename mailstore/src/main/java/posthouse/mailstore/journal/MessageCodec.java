package posthouse.mailstore.journal;

import java.util.Map;
import java.util.function.Function;

/** Changes of messages and their octets as octets of a record. */
final class MessageCodec implements MessageChange.Visitor<RuntimeException> {

    /** The kinds on disk: a number is never used for anything else. */
    private static final int ADD_MESSAGES = 1;
    private static final int SET_COUNTERS = 2;
    private static final int SET_FLAGS = 3;
    private static final int REMOVE_MESSAGES = 4;
    private static final int COPY_MESSAGES = 5;
    private static final int EMPTY_MAILBOX = 6;
    private static final int EXPUNGE_MESSAGES = 7;
    private static final int KEEP_EMPTIED = 8;
    private static final int RESTORE_MESSAGES = 9;
    private static final int REFILL_MAILBOX = 10;
    private static final int PURGE_MESSAGES = 11;
    private static final int FORGET_EXPUNGED = 12;
    private static final int SET_ANNOTATIONS = 13;
    private static final int COPY_ANNOTATIONS = 14;
    private static final int REMOVE_ANNOTATIONS = 15;
    private static final int MOVE_BODIES = 65;
    private static final int PACK_BODY = 66;

    /** How each kind is read: the mirror of the methods below. */
    static final Map<Integer, Function<PayloadReader, Change>> KINDS = Map.ofEntries(
        Map.entry(ADD_MESSAGES, from -> new MessageChange.AddMessages(from.list(MessageCodec::body), from.list(MessageCodec::copy))),
        Map.entry(SET_COUNTERS, from -> new MessageChange.SetCounters(from.number(), from.number(), from.number(), from.number(), from.number(),
            from.number(), from.number())),
        Map.entry(SET_FLAGS, from -> new MessageChange.SetFlags(from.number(), from.number(),
            from.list(f -> new MessageChange.SetFlags.Group(f.flags(), f.uids())))),
        Map.entry(REMOVE_MESSAGES, from -> new MessageChange.RemoveMessages(from.number(), from.number(), from.uids(), 0, false)),
        Map.entry(COPY_MESSAGES, from -> new MessageChange.CopyMessages(from.number(), from.number(), from.number(), from.signed(),
            from.list(MessageCodec::run))),
        Map.entry(EMPTY_MAILBOX, from -> new MessageChange.EmptyMailbox(from.number(), from.uids(), 0)),
        Map.entry(EXPUNGE_MESSAGES, from -> new MessageChange.RemoveMessages(from.number(), from.number(), from.uids(), from.signed(),
            from.octet() == 1)),
        Map.entry(KEEP_EMPTIED, from -> new MessageChange.EmptyMailbox(from.number(), from.uids(), from.signed())),
        Map.entry(RESTORE_MESSAGES, from -> new MessageChange.RestoreMessages(from.number(), from.number(), from.number(), from.signed(),
            from.list(MessageCodec::run))),
        Map.entry(REFILL_MAILBOX, from -> new MessageChange.RefillMailbox(from.number(), from.number(), from.uids())),
        Map.entry(PURGE_MESSAGES, from -> new MessageChange.PurgeMessages(from.number(), from.uids())),
        Map.entry(FORGET_EXPUNGED, from -> new MessageChange.ForgetExpunged(from.number(), from.number(), from.number())),
        Map.entry(SET_ANNOTATIONS, from -> new MessageChange.SetAnnotations(from.number(), from.number(), from.uids(), from.list(MessageCodec::note),
            from.octet() == 1)),
        Map.entry(COPY_ANNOTATIONS, from -> new MessageChange.CopyAnnotations(from.number(), from.number(), from.number(),
            from.list(PayloadReader::number), from.list(MessageCodec::run))),
        Map.entry(REMOVE_ANNOTATIONS, from -> new MessageChange.RemoveAnnotations(from.number(), from.uids())),
        Map.entry(MOVE_BODIES, from -> new MessageChange.MoveBodies(from.list(f -> new MessageChange.MoveBodies.Moved(f.number(), f.count(),
            f.number(), f.number(), (int) f.number())))),
        Map.entry(PACK_BODY, from -> new MessageChange.PackBody(from.number(), from.number(), from.count(), from.number())));

    private final PayloadWriter to;

    MessageCodec(PayloadWriter to) {
        this.to = to;
    }

    @Override
    public void addMessages(MessageChange.AddMessages change) {
        to.octet(ADD_MESSAGES);
        to.list(change.bodies(), (w, b) -> w.number(b.id()).number(b.file()).number(b.offset()).number(b.length())
            .number(b.checksum() & 0xffffffffL).octets(b.structure()));
        to.list(change.copies(), (w, c) -> w.number(c.body()).number(c.mailbox()).number(c.uid()).number(c.modSeq()).flags(c.flags())
            .number(c.size()).signed(c.internalDate()).signed(c.saveDate()).number(c.emailId()).octets(c.prefix()));
    }

    @Override
    public void setCounters(MessageChange.SetCounters change) {
        to.octet(SET_COUNTERS).number(change.mailbox()).number(change.uidNext()).number(change.modSeq())
            .number(change.messages()).number(change.unseen()).number(change.deleted()).number(change.octets());
    }

    @Override
    public void setFlags(MessageChange.SetFlags change) {
        to.octet(SET_FLAGS).number(change.mailbox()).number(change.modSeq());
        to.list(change.groups(), (w, g) -> w.flags(g.flags()).uids(g.uids()));
    }

    @Override
    public void removeMessages(MessageChange.RemoveMessages change) {
        boolean first = change.at() == 0 && !change.kept(); // as it was read, it is written
        to.octet(first ? REMOVE_MESSAGES : EXPUNGE_MESSAGES).number(change.mailbox()).number(change.modSeq()).uids(change.uids());
        if (!first) {
            to.signed(change.at()).octet(change.kept() ? 1 : 0);
        }
    }

    @Override
    public void copyMessages(MessageChange.CopyMessages change) {
        to.octet(COPY_MESSAGES).number(change.source()).number(change.target()).number(change.modSeq()).signed(change.saveDate());
        to.list(change.runs(), MessageCodec::run);
    }

    @Override
    public void restoreMessages(MessageChange.RestoreMessages change) {
        to.octet(RESTORE_MESSAGES).number(change.source()).number(change.target()).number(change.modSeq()).signed(change.saveDate());
        to.list(change.runs(), MessageCodec::run);
    }

    @Override
    public void refillMailbox(MessageChange.RefillMailbox change) {
        to.octet(REFILL_MAILBOX).number(change.mailbox()).number(change.modSeq()).uids(change.uids());
    }

    @Override
    public void purgeMessages(MessageChange.PurgeMessages change) {
        to.octet(PURGE_MESSAGES).number(change.mailbox()).uids(change.uids());
    }

    @Override
    public void forgetExpunged(MessageChange.ForgetExpunged change) {
        to.octet(FORGET_EXPUNGED).number(change.mailbox()).number(change.modSeq()).number(change.uid());
    }

    @Override
    public void emptyMailbox(MessageChange.EmptyMailbox change) {
        to.octet(change.keptAt() == 0 ? EMPTY_MAILBOX : KEEP_EMPTIED).number(change.mailbox()).uids(change.uids()).present(change.keptAt());
    }

    @Override
    public void moveBodies(MessageChange.MoveBodies change) {
        to.octet(MOVE_BODIES).list(change.bodies(), (w, b) -> w.number(b.id()).number(b.form()).number(b.offset()).number(b.stored())
            .number(b.checksum() & 0xffffffffL));
    }

    @Override
    public void setAnnotations(MessageChange.SetAnnotations change) {
        to.octet(SET_ANNOTATIONS).number(change.mailbox()).number(change.modSeq()).uids(change.uids());
        to.list(change.notes(), MessageCodec::note).octet(change.forget() ? 1 : 0);
    }

    @Override
    public void copyAnnotations(MessageChange.CopyAnnotations change) {
        to.octet(COPY_ANNOTATIONS).number(change.source()).number(change.target()).number(change.modSeq());
        to.list(change.accounts(), PayloadWriter::number).list(change.runs(), MessageCodec::run);
    }

    @Override
    public void removeAnnotations(MessageChange.RemoveAnnotations change) {
        to.octet(REMOVE_ANNOTATIONS).number(change.mailbox()).uids(change.uids());
    }

    private static void note(PayloadWriter to, MessageChange.SetAnnotations.Note note) {
        to.number(note.account()).text(note.name()).octet(note.value() == null ? 0 : 1);
        if (note.value() != null) {
            to.octets(note.value());
        }
    }

    private static MessageChange.SetAnnotations.Note note(PayloadReader from) {
        return new MessageChange.SetAnnotations.Note(from.number(), from.text(), from.octet() == 1 ? from.octets() : null);
    }

    @Override
    public void packBody(MessageChange.PackBody change) {
        to.octet(PACK_BODY).number(change.id()).number(change.file()).number(change.form()).number(change.stored());
    }

    private static void run(PayloadWriter to, MessageChange.CopyMessages.Run run) {
        to.number(run.sourceUid()).number(run.targetUid()).number(run.count());
    }

    private static MessageChange.CopyMessages.Run run(PayloadReader from) {
        return new MessageChange.CopyMessages.Run(from.number(), from.number(), from.count());
    }

    private static MessageChange.AddMessages.Body body(PayloadReader from) {
        return new MessageChange.AddMessages.Body(from.number(), from.number(), from.number(), from.number(), (int) from.number(), from.octets());
    }

    private static MessageChange.AddMessages.Copy copy(PayloadReader from) {
        return new MessageChange.AddMessages.Copy(from.count(), from.number(), from.number(), from.number(), from.flags(),
            from.number(), from.signed(), from.signed(), from.number(), from.octets());
    }
}
