package posthouse.imap.fetch;

import java.io.ByteArrayOutputStream;
import posthouse.common.net.Output;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.mime.MessageStructure;

/** Where texts are written to be kept. */
final class Scratch implements Output {

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(1024);
    private final ImapWriter writer;

    /** @param utf8 whether the client takes UTF-8 in quoted strings */
    Scratch(boolean utf8) {
        writer = new ImapWriter(this, utf8);
    }

    byte[] written(StructureText what, MessageStructure structure) {
        octets.reset();
        what.write(writer, structure);
        writer.flush();
        return octets.toByteArray();
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        octets.write(source, offset, length);
    }
}
