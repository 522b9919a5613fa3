package posthouse.mailstore.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One command's whole outcome: what one record holds. Everything is decided in it (UIDs, mod-sequences, dates, ids); whoever
 * applies it, now or years later, computes nothing anew.
 */
public record Mutation(List<Change> changes) {
    private static final int PLAIN_COPIES = 100;
    private static final int PLAIN_OCTETS = 64 << 10;

    public Mutation {
        changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether it brings some messages with structures of an ordinary size, and nothing else: then it can be said beforehand that the tables take it. */
    public boolean isPlain() {
        return changes.stream().allMatch(change -> change instanceof MessageChange.SetCounters
            || change instanceof MessageChange.AddMessages added && added.copies().size() <= PLAIN_COPIES
                && added.copies().stream().allMatch(copy -> copy.prefix().length <= PLAIN_OCTETS)
                && added.bodies().stream().allMatch(body -> body.structure().length <= PLAIN_OCTETS));
    }

    public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
        for (Change change : changes) {
            change.accept(visitor);
        }
    }

    /** How many rows of messages there may be in one piece. */
    public static final int PIECE = 500;

    /** The same in pieces: one, unless it touches many messages that exist. */
    public List<Mutation> pieces() {
        return Pieces.of(this, PIECE);
    }

    /** The same with another bound. */
    public List<Mutation> pieces(int rows) {
        return Pieces.of(this, rows);
    }

    /** The mailboxes whose messages or counters it touches. */
    public Set<Long> mailboxes() {
        var touched = new TreeSet<Long>();
        accept(new SomeChanges<RuntimeException>() {
            @Override
            public void setCounters(MessageChange.SetCounters change) {
                touched.add(change.mailbox());
            }

            @Override
            public void copyMessages(MessageChange.CopyMessages change) {
                touched.add(change.target());
            }

            @Override
            public void restoreMessages(MessageChange.RestoreMessages change) {
                touched.add(change.target());
            }

            @Override
            public void emptyMailbox(MessageChange.EmptyMailbox change) {
                touched.add(change.mailbox());
            }
        });
        return touched;
    }

    /** The mailboxes that it copies messages from. */
    public Set<Long> sources() {
        var sources = new TreeSet<Long>();
        accept(new SomeChanges<RuntimeException>() {
            @Override
            public void copyMessages(MessageChange.CopyMessages change) {
                sources.add(change.source());
            }
        });
        return sources;
    }

    /** Octets that stand behind a record's payload: those of a message, or of a body that moves. */
    record Data(long offset, long length, int checksum) {
    }

    List<Data> data() {
        var data = new ArrayList<Data>();
        accept(new SomeChanges<RuntimeException>() {
            @Override
            public void addMessages(MessageChange.AddMessages change) {
                change.bodies().stream().filter(b -> b.file() == 0).forEach(b -> data.add(new Data(b.offset(), b.length(), b.checksum())));
            }

            @Override
            public void moveBodies(MessageChange.MoveBodies change) {
                change.bodies().forEach(b -> data.add(new Data(b.offset(), b.stored(), b.checksum())));
            }
        });
        return data;
    }

    /** At most how many UIDs, mod-sequences or ids of one kind it gave out. */
    public long numbersUsed() {
        long used = changes.size();
        for (Change change : changes) {
            if (change instanceof MessageChange.AddMessages added) {
                used += added.copies().size() + added.bodies().size();
            } else if (change instanceof MessageChange.CopyMessages copied) {
                used += copied.runs().stream().mapToLong(MessageChange.CopyMessages.Run::count).sum();
            } else if (change instanceof MessageChange.RestoreMessages restored) {
                used += restored.runs().stream().mapToLong(MessageChange.CopyMessages.Run::count).sum();
            }
        }
        return used;
    }

    byte[] encode() {
        var payload = new PayloadWriter();
        accept(new ChangeWriter(payload));
        return payload.toOctets();
    }

    static Mutation decode(byte[] payload) {
        return new Mutation(new ChangeReader(new PayloadReader(payload)).readAll());
    }
}
