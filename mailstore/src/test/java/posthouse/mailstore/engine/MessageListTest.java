package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.Flags;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.Whereabouts;
import posthouse.mailstore.journal.PayloadReader;
import posthouse.mailstore.journal.PayloadWriter;

/** The list beside a map that does the same. */
class MessageListTest {
    private static final Flags SEEN = Flags.of(Flags.System.SEEN);

    private static MessageRow row(long uid, long modSeq, Whereabouts where) {
        return new MessageRow(uid, modSeq, Flags.NONE, uid * 3, uid * 5, uid * 7, uid * 11, uid * 13, where);
    }

    @Test
    void isWhatAMapWouldBe() {
        var random = new Random(7);
        var list = new MessageList(10);
        var model = new TreeMap<Long, MessageRow>();
        long uid = 0;
        for (long modSeq = 1; modSeq < 400; modSeq++) {
            long now = modSeq;
            for (int added = random.nextInt(20); added > 0; added--) {
                uid += 1 + random.nextInt(3);
                MessageRow row = row(uid, modSeq, random.nextBoolean() ? null : new Whereabouts(new byte[0], 1, uid, 0));
                list.add(row);
                list.add(row); // twice is once
                model.put(uid, row);
            }
            UidSet some = some(random, uid);
            if (random.nextInt(3) > 0) {
                list.setFlags(some, SEEN, modSeq);
                model.replaceAll((u, row) -> some.contains(u) && row.modSeq() < now ? row.with(SEEN, now) : row);
            } else {
                list.remove(some);
                model.keySet().removeIf(some::contains);
            }
            assertThat(list.select(UidSet.ALL, m -> true)).isEqualTo(List.copyOf(model.values()));
            long since = modSeq - random.nextInt(5);
            assertThat(list.changedSince(since)).isEqualTo(model.values().stream().filter(m -> m.modSeq() > since).toList());
        }
        assertThat(list.size()).isGreaterThan(1500).isEqualTo(model.size());
        assertThat(new MessageList(list).select(UidSet.ALL, m -> true)).isEqualTo(List.copyOf(model.values()));
        var read = new MessageList(0);
        for (MessageList part = list.part(1, 700); part.size() > 0; part = list.part(part.nextUid(), 700)) {
            var octets = new PayloadWriter();
            part.writeTo(octets);
            read.readFrom(new PayloadReader(octets.toOctets()));
        }
        list.lose();
        assertThat(read.select(UidSet.ALL, m -> true)).isEqualTo(list.select(UidSet.ALL, m -> true));
        assertThat(read.changedSince(300)).isEqualTo(list.changedSince(300));
    }

    private static UidSet some(Random random, long highest) {
        var uids = new UidSet.Builder();
        long from = 1;
        for (int i = random.nextInt(4); i >= 0 && highest > 0; i--) {
            from += 1 + random.nextInt((int) Math.max(1, highest / 3));
            long to = from + random.nextInt(8);
            uids.add(from, to);
            from = to + 2;
        }
        return uids.build();
    }

    @Test
    void uidsHaveThirtyTwoBits() {
        var list = new MessageList(0);
        for (long uid : new long[] {1, 0x7fffffffL, 0x80000000L, 0xffffffffL}) {
            list.add(row(uid, uid, null));
        }
        assertThat(list.find(0xffffffffL).uid()).isEqualTo(0xffffffffL);
        assertThat(list.indexOf(0x80000000L)).isEqualTo(2);
        list.remove(UidSet.of(0x80000000L, 0xffffffffL));
        assertThat(list.select(UidSet.ALL, m -> true)).extracting(MessageRow::uid).containsExactly(1L, 0x7fffffffL);
    }

    @Test
    void neighboursAreLocatedTogether() {
        var list = new MessageList(0);
        for (long uid = 1; uid <= 200; uid++) {
            list.add(row(uid * 2, 1, null));
        }
        assertThat(list.neighbours(2)).isEqualTo(new UidSet.Range(2, 128));
        assertThat(list.neighbours(130)).isEqualTo(new UidSet.Range(130, 256));
        assertThat(list.neighbours(400)).isEqualTo(new UidSet.Range(386, 400));
        assertThat(list.neighbours(999)).isEqualTo(new UidSet.Range(386, 999)); // one that is not loaded
        assertThat(list.firstLost(0)).isZero();
        list.locate(List.of(row(2, 1, new Whereabouts(new byte[0], 1, 2, 0)), row(3, 1, new Whereabouts(new byte[0], 1, 2, 0))));
        assertThat(list.firstLost(0)).isEqualTo(1);
        list.remove(UidSet.of(2));
        assertThat(list.firstLost(0)).isZero();
    }
}
