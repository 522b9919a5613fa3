package posthouse.mailstore.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.SpoolFile;
import posthouse.mailstore.mime.MessageStructure;
import posthouse.mailstore.mime.MimeScanner;

/** A message on its way in: in memory up to 64 KiB, or 1 MiB while there is memory for it; of a larger one, what is not written to its file yet. */
final class Spooled implements Incoming, BodySource {
    private static final Logger LOG = LogManager.getLogger(Spooled.class);
    /** So much at first: most mails are shorter, and nothing of them is copied again. */
    private static final int FIRST_MEMORY = 8 << 10;
    private static final int MEMORY = 64 << 10;
    /** A larger one gets a file of its own for good. */
    static final long OWN_FILE = 1 << 20;
    private static final int LENT_MEMORY = (int) OWN_FILE;
    /** Messages that would make a record larger than this get files of their own too. */
    static final long IN_ONE_RECORD = 4 << 20;

    private final Spool spool;
    private final CRC32C checksum;
    private MimeScanner scanner = new MimeScanner();
    private MessageStructure structure;
    private byte[] encoded;
    private byte[] memory = {};
    private int held;
    private long size;
    private SpoolFile file;
    private long fileNumber;
    private boolean stored;
    private boolean closed;
    private StoreException failure;

    Spooled(Spool spool, CRC32C checksum) {
        this.spool = spool;
        this.checksum = checksum;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws StoreException {
        if (closed || structure != null) {
            throw new IllegalStateException("the message is complete");
        }
        if (failure != null) {
            throw failure;
        }
        try {
            keep(octets, offset, length);
        } catch (StoreException e) {
            failure = e;
            throw e;
        }
        checksum.update(octets, offset, length);
        size += length;
        scan(octets, offset, length);
    }

    private void keep(byte[] octets, int offset, int length) throws StoreException {
        int done = 0;
        while (done < length) {
            if (held == memory.length && !grow()) {
                spill();
            }
            int next = Math.min(length - done, memory.length - held);
            System.arraycopy(octets, offset + done, memory, held, next);
            held += next;
            done += next;
        }
    }

    /** @return whether there is more room in memory now */
    private boolean grow() {
        int more = Math.max(FIRST_MEMORY, memory.length);
        if (memory.length >= MEMORY && (file != null || memory.length == LENT_MEMORY || !spool.lend(more))) {
            return false;
        }
        memory = Arrays.copyOf(memory, memory.length + more);
        return true;
    }

    private void giveBack() {
        if (memory != null && memory.length > MEMORY) {
            spool.giveBack(memory.length - MEMORY);
        }
        memory = null;
    }

    private void spill() throws StoreException {
        spool.checkSpace(held);
        try {
            if (file == null) {
                file = spool.file();
            }
            file.write(memory, 0, held);
        } catch (IOException e) {
            throw Spool.failed(e);
        }
        held = 0;
        if (memory.length > MEMORY) {
            giveBack();
            memory = new byte[MEMORY];
        }
    }

    /** The scanner never fails; if it does, the message is kept all the same and not looked into. */
    private void scan(byte[] octets, int offset, int length) {
        if (scanner == null) {
            return;
        }
        try {
            scanner.write(octets, offset, length);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("the scanner failed at octet {}", size, e);
            scanner = null;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public MessageStructure structure() {
        if (structure == null) {
            try {
                structure = scanner == null ? StructureOctets.opaque(size) : scanner.finish();
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("the scanner failed at the end of {} octets", size, e);
                structure = StructureOctets.opaque(size);
            }
            scanner = null;
        }
        return structure;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws StoreException {
        int wanted = (int) Math.max(0, Math.min(length, size - position));
        long inFile = size - held;
        if (position < inFile) {
            int fromFile = (int) Math.min(wanted, inFile - position);
            try {
                file.read(position, target, offset, fromFile);
            } catch (IOException e) {
                throw Spool.failed(e);
            }
            return fromFile;
        }
        System.arraycopy(memory, (int) (position - inFile), target, offset, wanted);
        return wanted;
    }

    /** All that takes time, done by the session before the writer sees the message; a body file is on disk then. */
    void settle(boolean ownFile) throws StoreException {
        if (failure != null) {
            throw failure;
        }
        if (closed || stored) {
            throw new IllegalStateException("the message is gone");
        }
        if (encoded == null) {
            encoded = StructureOctets.encode(structure(), size);
        }
        if (fileNumber == 0 && size > 0 && (ownFile || size > OWN_FILE)) {
            settleFile();
        }
    }

    private void settleFile() throws StoreException {
        try {
            spill();
            fileNumber = spool.settle(file);
        } catch (StoreException e) { // what could not be forced is not forced again
            failure = e;
            throw e;
        }
        giveBack();
    }

    /** Its number if it has a file of its own, else 0. */
    long fileNumber() {
        return fileNumber;
    }

    int checksum() {
        return (int) checksum.getValue();
    }

    byte[] encodedStructure() {
        return encoded;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (file != null) {
            file.writeTo(out);
        }
        out.write(memory, 0, held);
    }

    /** A record names it now. */
    void stored() {
        stored = true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        giveBack();
        if (file == null) {
            return;
        }
        try {
            if (fileNumber != 0) {
                spool.release(fileNumber, file, stored);
            } else {
                spool.discard(file);
            }
        } catch (IOException e) {
            LOG.warn("a spool file can't be removed: {}", e.toString());
        }
    }
}
