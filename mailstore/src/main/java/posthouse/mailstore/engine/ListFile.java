package posthouse.mailstore.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.journal.PayloadReader;
import posthouse.mailstore.journal.PayloadWriter;
import posthouse.mailstore.journal.StoreKey;

/**
 * The list of a mailbox's messages in a file: its head, pieces of some thousand messages, and an empty piece. Each has its length and a checksum
 * that begins with the store's key. While it was written the mailbox may have changed: a message is as it was at the head's mod-sequence or later.
 */
final class ListFile {
    static final int PIECE = 8192;
    static final String UNFINISHED = ".part";

    private static final String FORMAT = "posthouse list 1";
    private static final int BUFFER = 64 << 10;

    private final Path path;
    private final StoreKey key;
    /** What was read last: one array for all of them. */
    private byte[] piece = new byte[0];

    ListFile(Path path, StoreKey key) {
        this.path = path;
        this.key = key;
    }

    /** What it is the list of, at which mod-sequence at least, and how many messages that were. */
    record Head(long mailbox, long uidValidity, long modSeq, long messages) {
    }

    /** Where messages come from: {@value #PIECE} at most from a UID on; none at the end, {@code null} if they can't be had now. */
    interface Source {
        MessageList from(long uid) throws Unavailable;
    }

    /** @return whether it is there: else the source came to no end */
    boolean write(Head head, Source source) throws IOException, Unavailable {
        Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER))) {
            var payload = new PayloadWriter();
            write(out, payload.text(FORMAT).number(head.mailbox).number(head.uidValidity).number(head.modSeq).number(head.messages));
            MessageList piece = source.from(1);
            while (piece != null && piece.size() > 0) {
                payload.clear();
                piece.writeTo(payload);
                write(out, payload);
                piece = source.from(piece.nextUid());
            }
            if (piece == null) {
                Files.delete(unfinished);
                return false;
            }
            payload.clear();
            write(out, payload);
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE); // not forced: what a power cut leaves fails its checksum
        return true;
    }

    private void write(DataOutputStream out, PayloadWriter payload) throws IOException {
        byte[] octets = payload.toOctets();
        out.writeInt(octets.length);
        out.writeInt(checksum(octets, octets.length));
        out.write(octets);
    }

    private int checksum(byte[] octets, int length) {
        CRC32C checksum = key.checksum();
        checksum.update(octets, 0, length);
        return (int) checksum.getValue();
    }

    Head head() throws IOException {
        try (DataInputStream in = open()) {
            return head(in);
        }
    }

    /** Adds its messages to an empty list. */
    void read(MessageList into) throws IOException {
        try (DataInputStream in = open()) {
            head(in);
            for (int length = next(in); length > 0; length = next(in)) {
                into.readFrom(new PayloadReader(piece));
            }
        }
    }

    private DataInputStream open() throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER));
    }

    private Head head(DataInputStream in) throws IOException {
        next(in);
        var payload = new PayloadReader(piece);
        if (!payload.text().equals(FORMAT)) {
            throw new IOException("it is of another version");
        }
        return new Head(payload.number(), payload.number(), payload.number(), payload.number());
    }

    /** Reads into {@link #piece}. @return how many octets */
    private int next(DataInputStream in) throws IOException {
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < 0 || length > Files.size(path)) {
            throw new IOException("it is damaged");
        }
        if (length > piece.length) {
            piece = new byte[length];
        }
        if (in.readNBytes(piece, 0, length) < length || checksum(piece, length) != checksum) {
            throw new IOException("it is damaged");
        }
        return length;
    }
}
