package posthouse.mailstore.snapshot;

import posthouse.mailstore.journal.PayloadReader;
import posthouse.mailstore.journal.PayloadWriter;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.StoreKey;

/**
 * Of which moment a snapshot is.
 *
 * @param schema the version that the tables had
 * @param key of the store
 * @param position what the journal has behind it is to be replayed on top
 * @param firstSegment the first segment that is still needed for that
 * @param created milliseconds since 1970
 */
public record SnapshotHeader(int schema, StoreKey key, Position position, int firstSegment, long created) {

    byte[] encode() {
        return new PayloadWriter().number(schema).octets(key.octets()).number(position.segment()).number(position.offset())
            .number(position.batch()).number(position.sequence()).number(firstSegment).number(created).toOctets();
    }

    static SnapshotHeader decode(byte[] octets) {
        var from = new PayloadReader(octets);
        return new SnapshotHeader(from.count(), new StoreKey(from.octets()), new Position(from.count(), from.number(), from.number(), from.number()),
            from.count(), from.number());
    }
}
