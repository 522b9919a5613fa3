package posthouse.imap.command;

import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** COPY and UID COPY: RFC 9051 6.4.7. The COPYUID response code: RFC 4315 3. */
record Copy(SequenceSet messages, String target) implements SelectedCommand {

    static Copy parse(ImapReader in, Numbering numbering) throws BadSyntax, Refused {
        var messages = in.sp().sequenceSet(numbering);
        String target = in.sp().mailbox();
        in.end();
        return new Copy(messages, target);
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        UidSet uids = uids(messages, state);
        Mailbox.Copied copied = state.mailbox().copy(uids, target(target, state));
        state.check(); // the target may be the same mailbox
        return copied.sourceUids().length == 0 ? Answer.ok("Nothing to copy") : Answer.ok(copyUid(copied), "COPY completed");
    }

    /** What is copied or moved, all or nothing: a message that the client counts but someone else expunged fails it (RFC 2180 4.4). */
    static UidSet uids(SequenceSet messages, Selected state) throws Refused, BadSyntax, StoreException {
        UidSet uids = state.uids(messages);
        if (messages.numbering() == Numbering.SEQUENCE && state.someExpunged(uids)) {
            throw new Refused(ResponseCode.EXPUNGEISSUED, "some of the messages were expunged");
        }
        return uids;
    }

    /** RFC 9051 6.4.7: a mailbox that doesn't exist is never created here. */
    static Mailbox target(String name, Selected state) throws Refused {
        return state.mailboxes().find(name).orElseThrow(() -> new Refused(ResponseCode.TRYCREATE, "no such mailbox"));
    }

    static ResponseCode copyUid(Mailbox.Copied copied) {
        return ResponseCode.copyUid(copied.uidValidity(), UidList.of(copied.sourceUids()), UidList.of(copied.targetUids()));
    }
}
