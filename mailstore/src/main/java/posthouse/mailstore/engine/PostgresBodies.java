package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.Contents;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.PostgresDatabase;
import posthouse.mailstore.jdbc.Whereabouts;
import posthouse.mailstore.journal.SpoolFile;

/** Bodies in a table, a megabyte a row, of which what is asked for is read. Large ones come there before their batch. */
final class PostgresBodies implements Bodies, LargeBodies {
    private static final Logger LOG = LogManager.getLogger(PostgresBodies.class);
    /** Octets that are read at once, at least. */
    private static final int AHEAD = 64 << 10;

    private static final Held STAYING = new Held() {
        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public void close() {
            // nothing was done
        }
    };

    private final PostgresDatabase database;
    private final Contents contents;

    PostgresBodies(PostgresDatabase database, Contents contents) {
        this.database = database;
        this.contents = contents;
    }

    @Override
    public Octets open(MessageRow row) {
        return open(row.body(), row.where().segment(), row.where().place());
    }

    /** Opens a body by its row. */
    Octets open(long body, int segment, long place) {
        return new InRows(segment == 0 ? -place : body);
    }

    /** Octets stay for a day after nothing names them any more. */
    @Override
    public Held hold(Collection<Whereabouts> messages) {
        return STAYING;
    }

    @Override
    public SpoolFile begin(Path scratch) throws IOException {
        return new SpoolFile(scratch);
    }

    @Override
    public void discard(SpoolFile spooled) throws IOException {
        spooled.close();
    }

    @Override
    public long settle(SpoolFile spooled) throws StoreException {
        long number = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        try {
            contents.put(-number, spooled);
            return number;
        } catch (DatabaseFailed e) {
            throw e.isFull() ? FreeSpace.full() : new Unavailable("the store can't take the message now", e);
        }
    }

    /** What can't be removed now goes with what nothing names. */
    @Override
    public void release(long number, SpoolFile spooled, boolean named) throws IOException {
        spooled.close();
        if (!named) {
            try {
                contents.remove(-number);
            } catch (DatabaseFailed e) {
                LOG.warn("a message that was not stored can't be removed now: {}", e.getMessage());
            }
        }
    }

    private final class InRows implements Octets {
        private final long id;
        private byte[] held = {};
        private long heldFrom;

        InRows(long id) {
            this.id = id;
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws StoreException {
            for (int done = 0; done < length; ) {
                long at = position + done;
                if (at < heldFrom || at >= heldFrom + held.length) {
                    hold(at, length - done);
                }
                int from = (int) (at - heldFrom);
                int next = Math.min(length - done, held.length - from);
                System.arraycopy(held, from, target, offset + done, next);
                done += next;
            }
        }

        private void hold(long at, int wanted) throws StoreException {
            int from = (int) (at % Contents.CHUNK);
            held = database.content(id, (int) (at / Contents.CHUNK), from, Math.min(Contents.CHUNK - from, Math.max(wanted, AHEAD)));
            heldFrom = at;
            if (held.length == 0) {
                throw new MessageGone("the message does not exist any more");
            }
        }

        @Override
        public void close() {
            held = new byte[0];
            heldFrom = 0;
        }
    }
}
