package posthouse.imap.command;

/** UIDs in the order they come, as RFC 4315 3 writes them: {@code 304,319:320}. */
final class UidList {

    private UidList() {
    }

    static String of(long[] uids) {
        var text = new StringBuilder();
        for (int from = 0; from < uids.length; ) {
            int to = from;
            while (to + 1 < uids.length && uids[to + 1] == uids[to] + 1) {
                to++;
            }
            text.append(from == 0 ? "" : ",").append(uids[from]);
            if (to > from) {
                text.append(':').append(uids[to]);
            }
            from = to + 1;
        }
        return text.toString();
    }
}
