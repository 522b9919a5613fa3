package posthouse.mailstore.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import posthouse.mailstore.Mailbox.Index;
import posthouse.mailstore.Mailbox.Status;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;

/** What is known of a mailbox without asking the database: its row, and for those in use its messages. As committed. */
final class MailboxState {

    /** How many batches are remembered. */
    private static final int REMEMBERED = 64;

    private MailboxRow row;
    private MessageList messages;
    /** Changes since the load of {@link #messages} began; {@code null} if none is under way. */
    private List<MessageList.Edit> whileLoading;
    /** What the last changes were; all that happened after {@link #knownSince} is in it. */
    private final Deque<Step> steps = new ArrayDeque<>();
    private long knownSince;

    /** What one batch did: messages that are new or have other flags, and those that went. */
    private record Step(long modSeq, UidSet changed, UidSet gone) {
    }

    MailboxState(MailboxRow row) {
        this.row = row;
        this.knownSince = row.modSeq();
    }

    synchronized MailboxRow row() {
        return row;
    }

    synchronized Status status() {
        return row.status();
    }

    /** A new name, other uses; counters come by {@link #publish} only. */
    synchronized void rename(String name, Set<SpecialUse> uses) {
        row = new MailboxRow(row.id(), row.account(), name, uses, row.uidValidity(), row.uidNext(), row.modSeq(), row.messages(), row.unseen(),
            row.deleted(), row.octets(), row.firstRecent(), row.forgotten(), row.annotated());
    }

    /** What a batch has changed. */
    synchronized void publish(MailboxRow newRow, List<MessageList.Edit> edits, UidSet changed, UidSet gone) {
        if (newRow.modSeq() < row.modSeq()) {
            return; // another node's change is known, and this with it
        }
        row = newRow;
        if (messages != null) {
            edits.forEach(edit -> edit.applyTo(messages));
        } else if (whileLoading != null) {
            whileLoading.addAll(edits);
        }
        steps.add(new Step(newRow.modSeq(), changed, gone));
        if (steps.size() > REMEMBERED) {
            knownSince = steps.remove().modSeq;
        }
    }

    synchronized boolean isLoaded() {
        return messages != null;
    }

    /** Whether changes of messages must be told to it: they are here, or are being read. */
    synchronized boolean hasMessages() {
        return messages != null || whileLoading != null;
    }

    /** Another node has changed names: this is the mailbox as it is now. @return {@code false} if it is not the one that is known */
    synchronized boolean agreesWith(MailboxRow now) {
        if (row.uidValidity() != now.uidValidity() || row.modSeq() != now.modSeq() || row.uidNext() != now.uidNext()) {
            return false;
        }
        row = now;
        return true;
    }

    synchronized int loaded() {
        return messages == null ? 0 : messages.size();
    }

    synchronized void beginLoading() {
        whileLoading = new ArrayList<>();
    }

    /**
     * Ends a load: no commit is under way.
     *
     * @param at the mailbox as it was when all of them were read, if that was one moment
     */
    synchronized void endLoading(MessageList loaded, Optional<MailboxRow> at) {
        if (at.isPresent() && at.get().modSeq() > row.modSeq()) { // of another node, which will be heard of
            row = at.get();
            steps.clear();
            knownSince = row.modSeq();
            whileLoading.clear(); // what they did is in what was read, and so is what followed
        }
        whileLoading.forEach(edit -> edit.applyTo(loaded));
        messages = loaded;
        whileLoading = null;
    }

    synchronized void abortLoading() {
        whileLoading = null;
    }

    synchronized void unload() {
        messages = null;
    }

    /** {@code null} if the messages are not loaded. */
    synchronized Index index() {
        return messages == null ? null : messages.index(row.status());
    }

    /** {@code null} if the messages are not loaded. */
    synchronized MessageList copy() {
        return messages == null ? null : new MessageList(messages);
    }

    /** Some of the messages, from a UID on; {@code null} if they are not loaded. */
    synchronized MessageList part(long firstUid, int most) {
        return messages == null ? null : messages.part(firstUid, most);
    }

    /** Whether the messages are those that the counters tell of. */
    synchronized boolean isWhole() {
        return messages != null && messages.agreesWith(row);
    }

    /** UIDs of a message and its neighbours: whoever has to look where one is looks for those as well. */
    synchronized UidSet.Range neighbours(long uid) {
        return messages == null || messages.size() == 0 ? new UidSet.Range(uid, uid) : messages.neighbours(uid);
    }

    /** Notes where messages are, if they are loaded. */
    synchronized void locate(List<MessageRow> located) {
        if (messages != null) {
            messages.locate(located);
        }
    }

    /** {@code null} if the messages are not loaded. */
    synchronized UidSet uids() {
        if (messages == null) {
            return null;
        }
        var uids = new UidSet.Builder();
        for (int i = 0; i < messages.size(); i++) {
            uids.add(messages.uid(i));
        }
        return uids.build();
    }

    /** {@code null} if the messages are not loaded. */
    synchronized List<MessageRow> select(UidSet uids, Predicate<MessageRow> wanted) {
        return messages == null ? null : messages.select(uids, wanted);
    }

    /** {@code null} if the messages are not loaded, or there is none of this UID. */
    synchronized MessageRow find(long uid) {
        return messages == null ? null : messages.find(uid);
    }

    /** What changed after a mod-sequence; {@code null} if the messages are not loaded. */
    synchronized Difference changesSince(long modSeq) {
        if (messages == null) {
            return null;
        }
        if (modSeq < knownSince) {
            return new Difference(row.status(), messages.changedSince(modSeq), null);
        }
        var changed = new ArrayList<UidSet.Range>();
        var gone = new ArrayList<UidSet.Range>();
        for (var newest = steps.descendingIterator(); newest.hasNext(); ) {
            Step step = newest.next();
            if (step.modSeq <= modSeq) {
                break;
            }
            changed.addAll(step.changed.ranges());
            gone.addAll(step.gone.ranges());
        }
        return new Difference(row.status(), messages.select(UidSet.of(changed), m -> m.modSeq() > modSeq), UidSet.of(gone));
    }

    /** UIDs that went after a mod-sequence; {@code null} if the table must be asked. */
    synchronized UidSet goneSince(long modSeq) {
        if (modSeq < knownSince) {
            return null;
        }
        return UidSet.of(steps.stream().filter(step -> step.modSeq > modSeq).flatMap(step -> step.gone.ranges().stream()).toList());
    }

    /** Like {@link #changesSince}, where it is forgotten what went: all UIDs up to the newest that are no message. */
    synchronized Difference missingSince(long modSeq) {
        if (messages == null) {
            return null;
        }
        var missing = new UidSet.Builder();
        long next = 1;
        for (int i = 0; i < messages.size(); i++) {
            long uid = messages.uid(i);
            if (uid > next) {
                missing.add(next, uid - 1);
            }
            next = uid + 1;
        }
        if (next < row.uidNext()) {
            missing.add(next, row.uidNext() - 1);
        }
        return new Difference(row.status(), messages.changedSince(modSeq), missing.build());
    }

    /** @param expunged {@code null} if the table must be asked */
    record Difference(Status status, List<MessageRow> changed, UidSet expunged) {
    }
}
