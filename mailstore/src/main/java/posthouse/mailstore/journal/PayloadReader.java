package posthouse.mailstore.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import posthouse.mailstore.Flags;
import posthouse.mailstore.UidSet;

/** Reads what {@link PayloadWriter} wrote. The octets have passed their checksum: what does not fit is our own mistake. */
public final class PayloadReader {
    private final byte[] octets;
    private int position;

    public PayloadReader(byte[] octets) {
        this.octets = octets;
    }

    public boolean atEnd() {
        return position == octets.length;
    }

    public int octet() {
        return octets[position++] & 0xff;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = octet();
            value |= (long) (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
    }

    public int count() {
        return Math.toIntExact(number());
    }

    public long signed() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    public byte[] octets() {
        int length = count();
        position += length;
        return Arrays.copyOfRange(octets, position - length, position);
    }

    /** The same where they stand: they are not copied. */
    public ByteBuffer view() {
        int length = count();
        position += length;
        return ByteBuffer.wrap(octets, position - length, length).slice();
    }

    public String text() {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    String optional() {
        return octet() == 0 ? null : text();
    }

    public Flags flags() {
        int system = count();
        return new Flags(system, list(PayloadReader::text));
    }

    UidSet uids() {
        return new UidSet(list(from -> {
            long first = from.number();
            return new UidSet.Range(first, first + from.number());
        }));
    }

    public <T> List<T> list(Function<PayloadReader, T> each) {
        int count = count();
        var items = new ArrayList<T>(Math.min(count, octets.length));
        for (int i = 0; i < count; i++) {
            items.add(each.apply(this));
        }
        return items;
    }
}
