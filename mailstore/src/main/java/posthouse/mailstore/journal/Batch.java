package posthouse.mailstore.journal;

import java.util.ArrayList;
import java.util.List;

/** Mutations that will stand in the journal together: laid out, not yet written. Made by {@link Journal#begin}. */
public final class Batch {
    private final StoreKey key;
    private final boolean relaxed;
    private final Position start;
    private final List<Entry> entries = new ArrayList<>();
    private long offset;
    private long numbers;

    /** @param head header and payload */
    record Entry(byte[] head, List<BodySource> data, long offset) {
    }

    Batch(StoreKey key, boolean relaxed, Position start) {
        this.key = key;
        this.relaxed = relaxed;
        this.start = start;
        this.offset = start.offset();
    }

    /** Number of the batch. */
    public long number() {
        return start.batch() + 1;
    }

    /**
     * Adds a mutation.
     *
     * @param data the octets of those new messages that have no file of their own, in their order
     * @return where the octets will stand
     */
    public Place add(Mutation mutation, List<BodySource> data) {
        byte[] payload = mutation.encode();
        var header = new RecordHeader(RecordHeader.MUTATION, relaxed, start.segment(), payload.length, number(),
            start.sequence() + entries.size() + 1, Math.toIntExact(dataLength(mutation)));
        entries.add(new Entry(header.encode(key, payload), List.copyOf(data), offset));
        var place = new Place(start.segment(), offset, offset + RecordHeader.SIZE + payload.length);
        offset += header.length();
        numbers += mutation.numbersUsed();
        return place;
    }

    static long dataLength(Mutation mutation) {
        return mutation.data().stream().mapToLong(Mutation.Data::length).sum();
    }

    /** Takes the last mutation back. */
    public void removeLast() {
        offset = entries.remove(entries.size() - 1).offset;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Octets so far. */
    public long size() {
        return offset - start.offset();
    }

    /** The place behind the batch before this one. */
    public Position before() {
        return start;
    }

    List<Entry> entries() {
        return entries;
    }

    /** At most how many UIDs, mod-sequences or ids of one kind it gave out. */
    public long numbersUsed() {
        return numbers;
    }

    /** The place behind the batch once its seal is written. */
    public Position end() {
        return new Position(start.segment(), offset + RecordHeader.SIZE + Seal.SIZE, number(), start.sequence() + entries.size() + 1);
    }

    byte[] seal(int kind, long forced) {
        var checksum = key.checksum();
        for (Entry entry : entries) {
            checksum.update(entry.head, 0, RecordHeader.SIZE);
        }
        byte[] payload = new Seal(entries.size(), (int) checksum.getValue(), forced).encode();
        return new RecordHeader(kind, relaxed, start.segment(), payload.length, number(), start.sequence() + entries.size() + 1, 0)
            .encode(key, payload);
    }
}
