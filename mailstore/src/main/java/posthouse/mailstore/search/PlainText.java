package posthouse.mailstore.search;

/** The beginning of a plain text as one line: without what it quotes and its signature, unless there is nothing else. */
final class PlainText {
    private static final String SIGNATURE = "-- "; // the line above it, since Usenet

    private PlainText() {
    }

    static String of(String text, int characters) {
        var own = new Line(characters);
        var all = new Line(characters);
        boolean signed = false;
        for (int from = 0; from < text.length() && !own.isFull(); ) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            String line = text.substring(from, to > from && text.charAt(to - 1) == '\r' ? to - 1 : to);
            signed |= line.equals(SIGNATURE);
            if (!signed && !line.startsWith(">")) {
                own.add(line);
                own.add(' ');
            }
            all.add(line);
            all.add(' ');
            from = to + 1;
        }
        return own.toString().isEmpty() ? all.toString() : own.toString();
    }
}
