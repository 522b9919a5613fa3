package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads the batches of a journal from a position on, up to its last whole one. */
final class Replay {
    private final Segments segments;
    private final StoreKey key;
    private final ByteBuffer chunk = ByteBuffer.allocate(64 << 10);
    private Position position;

    Replay(Segments segments, Position from) {
        this.segments = segments;
        this.key = segments.first().key();
        this.position = from;
    }

    /** Where the journal ends, and how. */
    record End(Position position, boolean clean, boolean closed, boolean relaxed) {
    }

    /** Whether there is a place like this in the journal: behind a batch of this number, or at a segment's start. */
    boolean reaches(Position place) throws IOException {
        SegmentHeader header = segments.get(place.segment());
        SegmentHeader next = segments.get(place.segment() + 1);
        if (header == null || next != null && place.offset() > next.previousEnd()) {
            return false;
        }
        if (place.equals(header.start())) {
            return true;
        }
        try (FileChannel channel = open(place.segment())) {
            RecordHeader last = sealBefore(channel, place.offset());
            return last != null && last.batch() == place.batch() && last.sequence() == place.sequence();
        }
    }

    /** The mutation whose record begins there. */
    Replayed read(int segment, long start) throws IOException {
        try (FileChannel channel = open(segment)) {
            byte[] head = read(channel, start, RecordHeader.SIZE);
            RecordHeader header = RecordHeader.decode(ByteBuffer.wrap(head));
            if (header == null || header.kind() != RecordHeader.MUTATION) {
                throw new JournalDamaged("the journal is damaged: " + segments.file(segment) + " has no record at offset " + start);
            }
            byte[] payload = read(channel, start + RecordHeader.SIZE, header.payload());
            if (RecordHeader.checksum(key, head, payload) != RecordHeader.checksumIn(head)) {
                throw new JournalDamaged("the journal is damaged: the record at offset " + start + " of " + segments.file(segment));
            }
            return new Replayed(Mutation.decode(payload), new Place(segment, start, start + RecordHeader.SIZE + header.payload()));
        }
    }

    /** Hands over each whole batch that follows. */
    <E extends Exception> End run(Journal.BatchConsumer<E> consumer) throws IOException, E {
        while (true) {
            segments.require(position.segment());
            if (position.segment() < segments.last().segment()) {
                segments.require(position.segment() + 1);
            }
            SegmentHeader next = segments.get(position.segment() + 1);
            try (FileChannel channel = open(position.segment())) {
                long limit = next == null ? channel.size() : next.previousEnd();
                readBatches(channel, limit, consumer);
                if (next == null) {
                    return end(channel);
                }
            }
            if (position.offset() != next.previousEnd() || position.batch() != next.batch() || position.sequence() != next.sequence()) {
                throw new JournalDamaged("the journal is damaged: " + segments.file(position.segment()) + " has no whole batch at offset "
                    + position.offset() + " though more follow");
            }
            position = next.start();
        }
    }

    /**
     * Hands over the batches of one segment.
     *
     * @param limit where it ends; negative if nobody knows
     * @return the place behind the last one
     */
    <E extends Exception> Position readSegment(long limit, Journal.BatchConsumer<E> consumer) throws IOException, E {
        try (FileChannel channel = open(position.segment())) {
            readBatches(channel, limit < 0 ? channel.size() : limit, consumer);
        }
        return position;
    }

    private FileChannel open(int segment) throws IOException {
        return FileChannel.open(segments.file(segment), StandardOpenOption.READ);
    }

    private <E extends Exception> void readBatches(FileChannel channel, long limit, Journal.BatchConsumer<E> consumer) throws IOException, E {
        while (true) {
            var mutations = new ArrayList<Replayed>();
            Position end = readBatch(channel, limit, mutations);
            if (end == null) {
                return;
            }
            if (!mutations.isEmpty()) {
                consumer.batch(mutations, end);
            }
            position = end;
        }
    }

    /** The place behind the next batch, or {@code null} if no whole one follows. */
    private Position readBatch(FileChannel channel, long limit, List<Replayed> mutations) throws IOException {
        CRC32C heads = key.checksum();
        long offset = position.offset();
        long sequence = position.sequence();
        while (true) {
            byte[] head = read(channel, offset, RecordHeader.SIZE);
            RecordHeader header = RecordHeader.decode(ByteBuffer.wrap(head));
            if (header == null || header.segment() != position.segment() || header.batch() != position.batch() + 1
                || header.sequence() != ++sequence || offset + header.length() > limit) {
                return null;
            }
            header.checkVersion();
            byte[] payload = read(channel, offset + RecordHeader.SIZE, header.payload());
            if (RecordHeader.checksum(key, head, payload) != RecordHeader.checksumIn(head)) {
                return null;
            }
            if (header.kind() != RecordHeader.MUTATION) {
                Seal seal = Seal.decode(payload);
                boolean whole = seal.records() == mutations.size() && seal.checksums() == (int) heads.getValue();
                return whole ? new Position(position.segment(), offset + header.length(), header.batch(), header.sequence()) : null;
            }
            var replayed = new Replayed(Mutation.decode(payload), new Place(header.segment(), offset, offset + RecordHeader.SIZE + header.payload()));
            if (!dataIsWhole(channel, replayed, header.data())) {
                return null;
            }
            mutations.add(replayed);
            heads.update(head, 0, head.length);
            offset += header.length();
        }
    }

    private boolean dataIsWhole(FileChannel channel, Replayed replayed, int length) throws IOException {
        if (Batch.dataLength(replayed.mutation()) != length) {
            return false;
        }
        for (Mutation.Data data : replayed.mutation().data()) {
            if (checksum(channel, replayed.place().dataStart() + data.offset(), data.length()) != data.checksum()) {
                return false;
            }
        }
        return true;
    }

    private int checksum(FileChannel channel, long offset, long length) throws IOException {
        CRC32C checksum = key.checksum();
        long done = 0;
        while (done < length) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), length - done));
            int read = channel.read(chunk, offset + done);
            if (read < 0) {
                break;
            }
            checksum.update(chunk.flip());
            done += read;
        }
        return (int) checksum.getValue();
    }

    /** As many octets as there are, up to {@code length}. */
    private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
        var octets = ByteBuffer.allocate((int) Math.max(0, Math.min(length, channel.size() - offset)));
        while (octets.hasRemaining() && channel.read(octets, offset + octets.position()) >= 0) {
            continue;
        }
        return octets.array();
    }

    private RecordHeader sealBefore(FileChannel channel, long offset) throws IOException {
        long start = offset - RecordHeader.SIZE - Seal.SIZE;
        return start < SegmentHeader.SIZE ? null : sealAt(channel, start);
    }

    private RecordHeader sealAt(FileChannel channel, long start) throws IOException {
        byte[] head = read(channel, start, RecordHeader.SIZE);
        RecordHeader header = RecordHeader.decode(ByteBuffer.wrap(head));
        if (header == null || header.kind() == RecordHeader.MUTATION || header.payload() != Seal.SIZE) {
            return null;
        }
        byte[] payload = read(channel, start + RecordHeader.SIZE, Seal.SIZE);
        return payload.length == Seal.SIZE && RecordHeader.checksum(key, head, payload) == RecordHeader.checksumIn(head) ? header : null;
    }

    /** The end of the last segment: a torn tail is left behind, but what was forced before a later batch must be whole. */
    private End end(FileChannel channel) throws IOException {
        boolean clean = true;
        long at = position.offset();
        int read;
        do {
            read = fill(channel, at);
            if (!isZero(read)) {
                clean = false;
                findLaterSeal(channel, at, read);
            }
            at += read - RecordHeader.SIZE; // a header may lie across two chunks
        } while (read == chunk.capacity());
        RecordHeader last = sealBefore(channel, position.offset());
        if (last == null) {
            last = lastOfPreviousSegment();
        }
        boolean closed = last == null || last.kind() == RecordHeader.CLOSED;
        return new End(position, clean, closed, last != null && last.relaxed());
    }

    private RecordHeader lastOfPreviousSegment() throws IOException {
        SegmentHeader header = segments.get(position.segment());
        if (segments.get(position.segment() - 1) == null) {
            return null;
        }
        try (FileChannel channel = open(position.segment() - 1)) {
            return sealBefore(channel, header.previousEnd());
        }
    }

    private int fill(FileChannel channel, long at) throws IOException {
        chunk.clear();
        while (chunk.hasRemaining() && channel.read(chunk, at + chunk.position()) >= 0) {
            continue;
        }
        return chunk.position();
    }

    private boolean isZero(int read) {
        for (int i = 0; i < read; i++) {
            if (chunk.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private void findLaterSeal(FileChannel channel, long at, int read) throws IOException {
        for (int i = 0; i <= read - 4; i++) {
            if (chunk.get(i) != 'P' || chunk.getInt(i) != RecordHeader.MAGIC) {
                continue;
            }
            RecordHeader header = sealAt(channel, at + i);
            if (header == null || header.segment() != position.segment() || header.batch() <= position.batch()) {
                continue;
            }
            Seal seal = Seal.decode(read(channel, at + i + RecordHeader.SIZE, Seal.SIZE));
            if (seal.forced() > position.offset()) {
                throw new JournalDamaged("the journal is damaged: " + segments.file(position.segment()) + " has no whole batch at offset "
                    + position.offset() + " though more follow");
            }
        }
    }
}
