package posthouse.mailstore.search;

import posthouse.mailstore.MessageBody;

/** A message that lies in memory. */
record OctetsBody(byte[] octets, int prefixSize) implements MessageBody {

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int available = (int) Math.max(0, Math.min(length, octets.length - position));
        System.arraycopy(octets, (int) position, target, offset, available);
        return available;
    }

    @Override
    public void close() {
    }
}
