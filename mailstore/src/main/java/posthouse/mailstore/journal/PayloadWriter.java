package posthouse.mailstore.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import posthouse.mailstore.Flags;
import posthouse.mailstore.UidSet;

/** Writes the parts of a record: numbers of 7 bits an octet, lowest first; octets and texts with their length. */
public final class PayloadWriter {
    private byte[] octets = new byte[512];
    private int size;

    public byte[] toOctets() {
        return Arrays.copyOf(octets, size);
    }

    /** How many octets there are so far. */
    public int size() {
        return size;
    }

    /** Forgets what was written. */
    public void clear() {
        size = 0;
    }

    private void reserve(int more) {
        if (octets.length - size < more) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + more));
        }
    }

    public PayloadWriter octet(int value) {
        reserve(1);
        octets[size++] = (byte) value;
        return this;
    }

    /** A number that is not negative, or any 64 bits at the price of ten octets. */
    public PayloadWriter number(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octets[size++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        octets[size++] = (byte) rest;
        return this;
    }

    /** A number of either sign, small ones in few octets. */
    public PayloadWriter signed(long value) {
        return number(value << 1 ^ value >> 63);
    }

    /** A date, or nothing if it is 0: the kind of change says whether there is one. */
    PayloadWriter present(long date) {
        return date == 0 ? this : signed(date);
    }

    public PayloadWriter octets(byte[] value) {
        number(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, octets, size, value.length);
        size += value.length;
        return this;
    }

    public PayloadWriter text(String value) {
        return octets(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A text that may be {@code null}. */
    PayloadWriter optional(String value) {
        octet(value == null ? 0 : 1);
        return value == null ? this : text(value);
    }

    public PayloadWriter flags(Flags flags) {
        number(flags.system());
        return list(flags.keywords(), PayloadWriter::text);
    }

    PayloadWriter uids(UidSet uids) {
        return list(uids.ranges(), (to, range) -> to.number(range.first()).number(range.last() - range.first()));
    }

    public <T> PayloadWriter list(List<T> items, BiConsumer<PayloadWriter, T> each) {
        number(items.size());
        items.forEach(item -> each.accept(this, item));
        return this;
    }
}
