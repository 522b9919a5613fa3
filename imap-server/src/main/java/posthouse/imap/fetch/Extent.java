package posthouse.imap.fetch;

/** Octets of a message: from {@code start} until before {@code end}, counted from its very first octet, prefix included. */
record Extent(long start, long end) {

    Extent {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException(start + " to " + end);
        }
    }

    long size() {
        return end - start;
    }
}
