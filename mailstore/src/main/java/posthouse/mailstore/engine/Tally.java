package posthouse.mailstore.engine;

import posthouse.mailstore.Flags;
import posthouse.mailstore.Flags.System;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.RemovedRows.Refill;
import posthouse.mailstore.journal.MessageChange.SetCounters;

/** The counters of a mailbox while a command is decided. */
final class Tally {
    private final MailboxRow before;
    /** The mod-sequence of everything the command does in this mailbox. */
    final long modSeq;
    private long uidNext;
    private long messages;
    private long unseen;
    private long deleted;
    private long octets;

    Tally(MailboxRow before) {
        this.before = before;
        this.modSeq = before.modSeq() + 1;
        this.uidNext = before.uidNext();
        this.messages = before.messages();
        this.unseen = before.unseen();
        this.deleted = before.deleted();
        this.octets = before.octets();
    }

    MailboxRow mailbox() {
        return before;
    }

    /** Counts a new message in and gives it a UID. */
    long add(Flags flags, long size) {
        count(flags, 1);
        messages++;
        octets += size;
        return uidNext++;
    }

    /** Counts messages in that have their UIDs already. */
    void refill(Refill refill) {
        messages += refill.uids().count();
        unseen += refill.unseen();
        deleted += refill.deleted();
        octets += refill.octets();
    }

    void remove(MessageRow message) {
        count(message.flags(), -1);
        messages--;
        octets -= message.size();
    }

    void change(Flags from, Flags to) {
        count(from, -1);
        count(to, 1);
    }

    private void count(Flags flags, int sign) {
        unseen += flags.has(System.SEEN) ? 0 : sign;
        deleted += flags.has(System.DELETED) ? sign : 0;
    }

    long moreOctets() {
        return octets - before.octets();
    }

    long moreMessages() {
        return messages - before.messages();
    }

    SetCounters result() {
        return new SetCounters(before.id(), uidNext, modSeq, messages, unseen, deleted, octets);
    }
}
