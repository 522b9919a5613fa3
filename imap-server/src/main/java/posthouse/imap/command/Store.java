package posthouse.imap.command;

import java.util.OptionalLong;
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

/** STORE and UID STORE: RFC 9051 6.4.6. The FETCH responses come with the view's update. */
record Store(SequenceSet messages, FlagChange change, boolean silent) implements SelectedCommand {

    static Store parse(ImapReader in, Numbering numbering) throws BadSyntax {
        var messages = in.sp().sequenceSet(numbering);
        in.sp();
        var kind = in.take('+') ? FlagChange.Kind.ADD : in.take('-') ? FlagChange.Kind.REMOVE : FlagChange.Kind.REPLACE;
        String item = in.keyword();
        boolean silent = item.equals("FLAGS.SILENT");
        if (!silent && !item.equals("FLAGS")) {
            throw new BadSyntax("only FLAGS can be stored");
        }
        var flags = in.sp().storeFlags();
        in.end();
        return new Store(messages, new FlagChange(kind, flags), silent);
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        UidSet uids = state.uids(messages);
        state.requireWritable();
        state.mailbox().store(uids, change, OptionalLong.empty());
        if (silent) {
            state.changedSilently(uids, change);
        } else {
            state.tellFlags(uids);
        }
        if (messages.numbering() == Numbering.SEQUENCE && state.someExpunged(uids)) { // RFC 2180 4.2.1
            return Answer.of(Completion.no(ResponseCode.EXPUNGEISSUED, "some of the messages were expunged"));
        }
        return Answer.ok("STORE completed");
    }
}
