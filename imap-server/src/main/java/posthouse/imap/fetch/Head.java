package posthouse.imap.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.HeaderFields;
import posthouse.mailstore.mime.MimeScanner;

/**
 * A header in memory, and what was picked from it. One object serves all messages of an answer, one after the other.
 *
 * <p>The header of the message itself can be found without its structure, which is what mail programs ask for most: reading
 * the front of the message is enough.
 */
final class Head {

    /** Longer than most headers, and still one cheap read. */
    private static final int FIRST = 4096;
    private static final int MOST = 64 * 1024;

    private byte[] octets = {}; // room is made when it is needed: most answers need none
    private int length;
    private int[] fields = {}; // of each: where it begins, where its name ends, where it ends
    private int fieldsEnd;
    private byte[] picked = {};
    private int pickedLength;

    /**
     * Reads a message's own header.
     *
     * @return whether its end was found; if not, its structure must tell
     */
    boolean read(MessageBody body) throws StoreException {
        length = -1;
        for (int size = FIRST; size <= MOST && length < 0; size *= 4) {
            int read = fill(body, 0, (int) Math.min(size, body.size()));
            length = index(body.prefixSize(), read);
            if (read < size) {
                break;
            }
        }
        return length >= 0;
    }

    /** Reads a header of which is known where it lies; of one that is longer than the scanner looks at, only so much. */
    void read(MessageBody body, Extent header) throws StoreException {
        length = fill(body, header.start(), (int) Math.min(header.size(), MimeScanner.MAX_HEADER));
        index(0, length);
    }

    private int fill(MessageBody body, long position, int size) throws StoreException {
        if (octets.length < size) {
            octets = new byte[Math.max(size, octets.length * 2)];
        }
        if (body.read(position, octets, 0, size) != size) {
            throw new MessageGone("the message is shorter than its structure says");
        }
        return size;
    }

    /**
     * Finds the fields.
     *
     * @return where the header ends; -1 if its empty line isn't here, or if what stands behind the prefix doesn't begin with a
     *     field: then it may be no header
     */
    private int index(int prefix, int read) {
        var header = new HeaderFields(octets, 0, read);
        boolean begins = false;
        fieldsEnd = 0;
        while (header.next()) {
            begins |= header.start() == prefix && header.isNamed();
            add(header);
        }
        return begins ? header.endOfHeader() : -1;
    }

    private void add(HeaderFields field) {
        if (fieldsEnd == fields.length) {
            fields = Arrays.copyOf(fields, Math.max(3 * 32, 2 * fieldsEnd));
        }
        fields[fieldsEnd++] = field.start();
        fields[fieldsEnd++] = field.nameEnd();
        fields[fieldsEnd++] = field.end();
    }

    int length() {
        return length;
    }

    /**
     * Picks the fields that have one of these names, or none of them, and the empty line that ends the header if there is one
     * (RFC 9051 6.4.5.1).
     */
    void pick(FieldNames names, boolean named) {
        pickedLength = 0;
        for (int i = 0; i < fieldsEnd; i += 3) {
            if (names.contain(octets, fields[i], fields[i + 1]) == named) {
                pick(fields[i], fields[i + 2]);
            }
        }
        pick(fieldsEnd == 0 ? 0 : fields[fieldsEnd - 1], length);
    }

    private void pick(int start, int end) {
        int size = end - start;
        if (picked.length - pickedLength < size) {
            picked = Arrays.copyOf(picked, Math.max(1024, Math.max(pickedLength + size, picked.length * 2)));
        }
        System.arraycopy(octets, start, picked, pickedLength, size);
        pickedLength += size;
    }

    /** What was picked, as a literal. */
    byte[] literal() {
        byte[] announced = ("{" + pickedLength + "}\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] literal = Arrays.copyOf(announced, announced.length + pickedLength);
        System.arraycopy(picked, 0, literal, announced.length, pickedLength);
        return literal;
    }

    byte[] picked() {
        return picked;
    }

    int pickedLength() {
        return pickedLength;
    }
}
