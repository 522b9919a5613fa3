package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says of a file that is written without being forced whether all that was written is still there. It is after the process
 * was killed: the system has it. It may not be if the machine went down: then any page of it may be missing or of another time,
 * and nothing in the file need show it.
 *
 * <p>The mark is a file, too, and forced: it names the boot of the machine in which the other was opened, or says that it was
 * closed and forced.
 */
public final class BootMark {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String CLOSED = "closed";

    private final Path mark;

    /** @param mark the mark's file */
    public BootMark(Path mark) {
        this.mark = mark;
    }

    /** Whether what was written is all there. Where the system does not tell its boots apart: only if it was closed. */
    public boolean isWhole() throws IOException {
        if (!Files.exists(mark)) {
            return false;
        }
        String found = Files.readString(mark).strip();
        return found.equals(CLOSED) || !found.isEmpty() && found.equals(boot());
    }

    private static String boot() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** The file is about to be opened. */
    public void opening() throws IOException {
        write(boot());
    }

    /** The file is closed; it is forced. */
    public void closed(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        write(CLOSED);
    }

    private void write(String text) throws IOException {
        try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            channel.truncate(text.length() + 1);
            channel.force(true);
        }
        Folders.force(mark.toAbsolutePath().getParent());
    }
}
