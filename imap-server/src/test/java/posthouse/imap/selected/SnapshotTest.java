package posthouse.imap.selected;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageId;
import posthouse.mailstore.UidSet;

class SnapshotTest {

    private record State(Flags flags, long modSeq) {
    }

    private final Random random = new Random(11);
    private final TreeMap<Long, State> model = new TreeMap<>();
    private long modSeq = 1;
    private long uidNext = 1;

    private Mailbox.Status status() {
        return new Mailbox.Status(1, uidNext, modSeq, model.size(), 0, 0, 0);
    }

    private Snapshot fresh() {
        int[] uids = model.keySet().stream().mapToInt(Long::intValue).toArray();
        Flags[] flags = model.values().stream().map(State::flags).toArray(Flags[]::new);
        long[] modSeqs = model.values().stream().mapToLong(State::modSeq).toArray();
        return Snapshot.of(new Mailbox.Index(status(), uids, flags, modSeqs));
    }

    private static Message message(long uid, State state) {
        return new Message(1, uid, state.modSeq, state.flags, 1, Instant.EPOCH, ZoneOffset.UTC, Instant.EPOCH, new MessageId("x", 1), 1, null);
    }

    /** Changes the model at random. */
    private Mailbox.Changes change() {
        modSeq++;
        var changed = new ArrayList<Message>();
        var expunged = new ArrayList<UidSet.Range>();
        List<Long> there = new ArrayList<>(model.keySet());
        int share = 1 + random.nextInt(200);
        for (long uid : there) {
            int dice = random.nextInt(share);
            if (dice == 0) {
                model.remove(uid);
                expunged.add(new UidSet.Range(uid, uid));
            } else if (dice == 1) {
                var state = new State(random.nextBoolean() ? Flags.of(Flags.System.SEEN) : new Flags(0, List.of("k" + random.nextInt(3))), modSeq);
                model.put(uid, state);
                changed.add(message(uid, state));
            }
        }
        for (int i = random.nextInt(4) == 0 ? random.nextInt(700) : random.nextInt(3); i > 0; i--) {
            uidNext += random.nextInt(3);
            var state = new State(Flags.NONE, modSeq);
            model.put(uidNext, state);
            changed.add(message(uidNext++, state));
        }
        return new Mailbox.Changes(status(), changed, UidSet.of(expunged), true);
    }

    private void same(Snapshot snapshot) {
        assertThat(snapshot.size()).isEqualTo(model.size());
        assertThat(snapshot.modSeq()).isEqualTo(modSeq);
        assertThat(snapshot.uidNext()).isEqualTo(uidNext);
        int sequence = 0;
        int firstUnseen = 0;
        for (var entry : model.entrySet()) {
            sequence++;
            assertThat(snapshot.uid(sequence)).isEqualTo(entry.getKey());
            assertThat(snapshot.flags(sequence)).isEqualTo(entry.getValue().flags);
            assertThat(snapshot.modSeq(sequence)).isEqualTo(entry.getValue().modSeq);
            assertThat(snapshot.sequence(entry.getKey())).isEqualTo(sequence);
            assertThat(snapshot.countBelow(entry.getKey())).isEqualTo(sequence - 1);
            if (!model.containsKey(entry.getKey() + 1)) {
                assertThat(snapshot.sequence(entry.getKey() + 1)).isZero();
                assertThat(snapshot.countBelow(entry.getKey() + 1)).isEqualTo(sequence);
            }
            firstUnseen = firstUnseen == 0 && !entry.getValue().flags.has(Flags.System.SEEN) ? sequence : firstUnseen;
        }
        assertThat(snapshot.firstUnseen()).isEqualTo(firstUnseen);
        assertThat(snapshot.lastUid()).isEqualTo(model.isEmpty() ? 0 : model.lastKey());
        assertThat(snapshot.countBelow(1)).isZero();
        assertThat(snapshot.countBelow(1L << 32)).isEqualTo(model.size());
        var keywords = model.values().stream().flatMap(s -> s.flags.keywords().stream()).distinct().sorted().toList();
        assertThat(snapshot.keywords()).containsExactlyElementsOf(keywords);
    }

    @Test
    void versionsFollowTheMailbox() {
        Snapshot snapshot = fresh();
        for (int round = 0; round < 150; round++) {
            snapshot = snapshot.with(change());
            same(snapshot);
        }
        same(fresh());
    }

    @Test
    void theDifferenceLeadsFromOneVersionToAnother() {
        Snapshot newest = fresh();
        Snapshot told = newest;
        for (int round = 0; round < 300; round++) {
            newest = newest.with(change());
            if (random.nextInt(3) > 0) {
                var difference = told.to(newest);
                Snapshot withGhosts = told.withoutExpunging(difference, newest);
                assertThat(withGhosts.size()).isEqualTo(told.size() + difference.added().size());
                Snapshot from = random.nextBoolean() ? withGhosts : told;
                assertThat(from.to(newest).expunged()).isEqualTo(difference.expunged());
                assertThat(withGhosts.to(newest).added()).isEmpty();
                assertThat(withGhosts.to(newest).changed()).isEmpty();
                assertThat((long) withGhosts.size()).isEqualTo(newest.size() + difference.expunged().count());
                told = random.nextInt(4) == 0 ? withGhosts : newest;
            }
        }
        assertThat(newest.to(newest)).isEqualTo(new Snapshot.Difference(List.of(), List.of(), UidSet.EMPTY));
    }
}
