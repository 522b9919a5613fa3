package posthouse.imap.command;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import posthouse.imap.access.Reached;
import posthouse.imap.access.Right;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.Annotations;
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
        Reached reached = state.authenticated().names().target(target);
        return Bulk.run(uids.count(), () -> copy(uids, reached, state));
    }

    private static Answer copy(UidSet uids, Reached reached, Selected state) throws StoreException {
        Mailbox.Copied copied = state.mailbox().copy(uids, reached.mailbox(), annotationsOf(state, reached));
        cleanse(copied, reached);
        state.made(reached.mailbox(), copied.targetUids()); // the target may be the same mailbox
        return copied.sourceUids().length == 0 ? Answer.ok("Nothing to copy") : Answer.ok(copyUid(copied, reached), "COPY completed");
    }

    /** What is copied or moved, all or nothing: a message that the client counts but someone else expunged fails it (RFC 2180 4.4). */
    static UidSet uids(SequenceSet messages, Selected state) throws Refused, BadSyntax, StoreException {
        UidSet uids = state.limitedUids(messages);
        if (messages.numbering() == Numbering.SEQUENCE && state.someExpunged(uids)) {
            throw new Refused(ResponseCode.EXPUNGEISSUED, "some of the messages were expunged");
        }
        return uids;
    }

    /** Whose annotations come along: everyone's and the client's own, as far as these may be set there (RFC 5257 4.6). */
    static Set<Long> annotationsOf(Selected state, Reached target) {
        var accounts = new HashSet<Long>();
        if (target.rights().has(Right.ANNOTATE)) {
            accounts.add(Annotations.SHARED);
        }
        if (target.rights().has(Right.READ)) {
            accounts.add(state.authenticated().accountId());
        }
        return accounts;
    }

    /** Copies lose the flags that may not be set where they are now (RFC 4314 4). */
    static void cleanse(Mailbox.Copied copied, Reached target) throws StoreException {
        var cleansing = target.rights().cleansing();
        if (cleansing.isPresent() && copied.targetUids().length > 0) {
            target.mailbox().store(UidSet.of(copied.targetUids()), cleansing.get(), OptionalLong.empty());
        }
    }

    /** COPYUID: not for who may put messages there without looking at them (RFC 9051 6.4.7, RFC 4315 3). */
    static ResponseCode copyUid(Mailbox.Copied copied, Reached target) {
        return !target.rights().has(Right.READ) ? ResponseCode.NONE : ResponseCode.copyUid(copied.uidValidity(), UidList.of(copied.sourceUids()), UidList.of(copied.targetUids()));
    }
}
