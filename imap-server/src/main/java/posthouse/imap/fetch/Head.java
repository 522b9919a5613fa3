package posthouse.imap.fetch;

import java.util.Arrays;
import java.util.List;
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

    private byte[] octets = new byte[FIRST];
    private int length;
    private byte[] picked = new byte[1024];
    private int pickedLength;

    /**
     * Reads a message's own header.
     *
     * @return whether its end was found; if not, its structure must tell
     */
    boolean read(MessageBody body) throws StoreException {
        for (int size = FIRST; size <= MOST; size *= 4) {
            int read = fill(body, 0, (int) Math.min(size, body.size()));
            length = end(body.prefixSize(), read);
            if (length >= 0 || read < size) {
                break;
            }
        }
        return length >= 0;
    }

    /** Reads a header of which is known where it lies; of one that is longer than the scanner looks at, only so much. */
    void read(MessageBody body, Extent header) throws StoreException {
        length = fill(body, header.start(), (int) Math.min(header.size(), MimeScanner.MAX_HEADER));
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

    /** Where the header ends; -1 if its empty line isn't here, or if the message doesn't begin with a field: then it may have no header. */
    private int end(int prefix, int read) {
        var fields = new HeaderFields(octets, prefix, read - prefix);
        if (!fields.next() || !fields.isNamed()) {
            return -1;
        }
        while (fields.next()) {
            continue;
        }
        return fields.endOfHeader();
    }

    int length() {
        return length;
    }

    byte[] octets() {
        return octets;
    }

    /** Picks the fields that have one of these names, or none of them, and the empty line that ends the header if there is one (RFC 9051 6.4.5.1). */
    void pick(List<String> names, boolean named) {
        pickedLength = 0;
        var fields = new HeaderFields(octets, 0, length);
        while (fields.next()) {
            if (isOneOf(fields, names) == named) {
                pick(fields.start(), fields.end());
            }
        }
        pick(fields.end(), length);
    }

    private static boolean isOneOf(HeaderFields field, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (field.nameIs(names.get(i))) {
                return true;
            }
        }
        return false;
    }

    private void pick(int start, int end) {
        int size = end - start;
        if (picked.length - pickedLength < size) {
            picked = Arrays.copyOf(picked, Math.max(pickedLength + size, picked.length * 2));
        }
        System.arraycopy(octets, start, picked, pickedLength, size);
        pickedLength += size;
    }

    byte[] picked() {
        return picked;
    }

    int pickedLength() {
        return pickedLength;
    }
}
