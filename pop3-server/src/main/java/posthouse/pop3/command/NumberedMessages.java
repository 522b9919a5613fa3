package posthouse.pop3.command;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Message;

/**
 * The messages of a maildrop by number, from 1: what LIST and UIDL tell, and what it takes to find the octets after another
 * session has expunged a message. Packed, so that a maildrop of 100,000 costs some 15 MB.
 */
final class NumberedMessages {

    private final long mailboxId;
    private long[] uids = new long[64];
    private long[] sizes = new long[64];
    private long[] bodies = new long[64];
    private final PackedOctets ids = new PackedOctets();
    private final PackedOctets prefixes = new PackedOctets();
    private int count;
    private long octets;

    NumberedMessages(long mailboxId) {
        this.mailboxId = mailboxId;
    }

    void add(Message message) {
        if (count == uids.length) {
            uids = Arrays.copyOf(uids, count * 2);
            sizes = Arrays.copyOf(sizes, count * 2);
            bodies = Arrays.copyOf(bodies, count * 2);
        }
        uids[count] = message.uid();
        sizes[count] = message.size();
        bodies[count] = message.body();
        ids.add(message.id().getBytes(StandardCharsets.US_ASCII));
        prefixes.add(message.prefix());
        octets += message.size();
        count++;
    }

    int count() {
        return count;
    }

    /** Of all of them together. */
    long octets() {
        return octets;
    }

    long uid(int number) {
        return uids[number - 1];
    }

    long size(int number) {
        return sizes[number - 1];
    }

    String id(int number) {
        return new String(ids.get(number - 1), StandardCharsets.US_ASCII);
    }

    /** The message as the store knows it, as far as it takes to open its octets. */
    Message message(int number) {
        int at = number - 1;
        return new Message(mailboxId, uids[at], 0, Flags.NONE, sizes[at], Instant.EPOCH, Instant.EPOCH, id(number), prefixes.get(at), bodies[at], null);
    }

    /** Many small arrays in one. */
    private static final class PackedOctets {
        private byte[] octets = new byte[2048];
        private int[] ends = new int[64];
        private int count;

        void add(byte[] added) {
            int start = end(count - 1);
            if (octets.length - start < added.length) {
                octets = Arrays.copyOf(octets, Math.max(octets.length * 2, start + added.length));
            }
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, count * 2);
            }
            System.arraycopy(added, 0, octets, start, added.length);
            ends[count++] = start + added.length;
        }

        private int end(int index) {
            return index < 0 ? 0 : ends[index];
        }

        byte[] get(int index) {
            return Arrays.copyOfRange(octets, end(index - 1), end(index));
        }
    }
}
