package posthouse.imap.fetch;

import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;

/** Octets that must follow, of a literal that was announced or of a long list, pulled piece by piece. */
interface Octets {

    /** How many follow yet; not 0 before the last is read. */
    long remaining();

    /**
     * Puts the next ones into {@code buffer}: as many as fit unless these are the last.
     *
     * @return how many; 0 if there are no more, although some remain
     */
    int read(byte[] buffer) throws StoreException;

    /** What lies in a message. */
    static Octets of(MessageBody body, Extent extent) {
        return new Octets() {
            private long position = extent.start();

            @Override
            public long remaining() {
                return extent.end() - position;
            }

            @Override
            public int read(byte[] buffer) throws StoreException {
                int read = body.read(position, buffer, 0, (int) Math.min(buffer.length, remaining()));
                position += read;
                return read;
            }
        };
    }

    /** What lies in memory. */
    static Octets of(byte[] octets, Extent extent) {
        return new Octets() {
            private long position = extent.start();

            @Override
            public long remaining() {
                return extent.end() - position;
            }

            @Override
            public int read(byte[] buffer) {
                int read = (int) Math.min(buffer.length, remaining());
                System.arraycopy(octets, (int) position, buffer, 0, read);
                position += read;
                return read;
            }
        };
    }
}
