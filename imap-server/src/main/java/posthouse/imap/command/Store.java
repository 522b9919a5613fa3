package posthouse.imap.command;

import java.util.OptionalLong;
import posthouse.imap.Extension;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/**
 * STORE and UID STORE: RFC 9051 6.4.6. UNCHANGEDSINCE: RFC 7162 3.1.3. The FETCH responses come with the view's update.
 *
 * @param unchangedSince if present, messages that changed after it are left alone
 */
record Store(SequenceSet messages, OptionalLong unchangedSince, FlagChange change, boolean silent) implements SelectedCommand {

    static SelectedCommand parse(ImapReader in, Numbering numbering) throws BadSyntax {
        var messages = in.sp().sequenceSet(numbering);
        var unchangedSince = OptionalLong.empty();
        if (in.sp().nextIs('(')) {
            if (!in.open().takeKeyword("UNCHANGEDSINCE")) {
                throw new BadSyntax("unknown STORE modifier");
            }
            unchangedSince = OptionalLong.of(in.sp().number64());
            in.close().sp();
        }
        if (in.takeKeyword("ANNOTATION")) {
            return StoreAnnotation.parse(in.sp(), messages, unchangedSince);
        }
        var kind = in.take('+') ? FlagChange.Kind.ADD : in.take('-') ? FlagChange.Kind.REMOVE : FlagChange.Kind.REPLACE;
        String item = in.keyword();
        boolean silent = item.equals("FLAGS.SILENT");
        if (!silent && !item.equals("FLAGS")) {
            throw new BadSyntax("only FLAGS and ANNOTATION can be stored");
        }
        var flags = in.sp().storeFlags();
        in.end();
        return new Store(messages, unchangedSince, new FlagChange(kind, flags), silent);
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        UidSet uids = state.limitedUids(messages);
        state.requireWritable();
        if (unchangedSince.isPresent()) {
            state.client().enable(Extension.CONDSTORE); // RFC 7162 3.1
        }
        FlagChange change = state.rights().allowed(this.change)
            .orElseThrow(() -> new Refused(ResponseCode.NOPERM, "none of these flags may be changed")); // RFC 4314 4
        return Bulk.run(uids.count(), () -> store(uids, change, state));
    }

    private Answer store(UidSet uids, FlagChange allowed, Selected state) throws BadSyntax, StoreException {
        UidSet refused = state.mailbox().store(uids, allowed, unchangedSince).refused();
        UidSet stored = uids.without(refused);
        if (silent) {
            state.changedSilently(stored, allowed);
            if (unchangedSince.isPresent()) {
                state.tellModSeqs(stored); // RFC 7162 3.1.3
            }
        } else {
            state.tellFlags(stored);
        }
        return stored(messages, uids, refused, state);
    }

    /** How it ends. @param refused what changed meanwhile */
    static Answer stored(SequenceSet messages, UidSet uids, UidSet refused, Selected state) throws StoreException {
        boolean someExpunged = messages.numbering() == Numbering.SEQUENCE && state.someExpunged(uids); // RFC 2180 4.2.1
        if (!refused.isEmpty()) {
            var modified = ResponseCode.modified(messages.numbering() == Numbering.UID ? refused : state.view().sequences(refused));
            return Answer.of(someExpunged ? Completion.no(modified, "some of the messages were expunged") : Completion.ok(modified, "Conditional STORE failed"));
        }
        return Answer.of(someExpunged ? Completion.no(ResponseCode.EXPUNGEISSUED, "some of the messages were expunged") : Completion.ok("STORE completed"));
    }
}
