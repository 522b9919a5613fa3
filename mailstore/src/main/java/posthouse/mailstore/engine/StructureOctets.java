package posthouse.mailstore.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.MessageStructure;
import posthouse.mailstore.mime.StructureCodec;

/** A message's structure as a column: as the codec makes it, deflated if it is large. The first octet says which. */
final class StructureOctets {
    private static final int PLAIN = 0;
    private static final int DEFLATED = 1;
    private static final int LARGE = 16 << 10;
    /** What the column takes. */
    private static final int MAX = 1_000_000;

    private StructureOctets() {
    }

    /** @param size octets of the message: one whose structure is beyond all measure becomes opaque */
    static byte[] encode(MessageStructure structure, long size) {
        byte[] octets = StructureCodec.encode(structure);
        byte[] column = octets.length < LARGE ? prefixed(PLAIN, octets) : deflated(octets);
        return column.length <= MAX ? column : prefixed(PLAIN, StructureCodec.encode(opaque(size)));
    }

    static MessageStructure decode(byte[] column) {
        return StructureCodec.decode(inflated(column));
    }

    /** As the codec made it. */
    static byte[] inflated(byte[] column) {
        if (column[0] == PLAIN) {
            return Arrays.copyOfRange(column, 1, column.length);
        }
        try (var inflater = new InflaterInputStream(new ByteArrayInputStream(column, 1, column.length - 1))) {
            return inflater.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A message that is not looked into: one text of all its octets. */
    static MessageStructure opaque(long size) {
        var envelope = new EnvelopeStructure(null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null);
        return new MessageStructure(envelope, new BodyPart(0, 0, size, 0, "application", "octet-stream", List.of(), null, null, "binary", null, null,
            List.of(), List.of(), null, List.of(), null));
    }

    private static byte[] prefixed(int kind, byte[] octets) {
        var column = new byte[octets.length + 1];
        column[0] = (byte) kind;
        System.arraycopy(octets, 0, column, 1, octets.length);
        return column;
    }

    private static byte[] deflated(byte[] octets) {
        var column = new ByteArrayOutputStream();
        column.write(DEFLATED);
        try (var deflater = new DeflaterOutputStream(column)) {
            deflater.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return column.toByteArray();
    }
}
