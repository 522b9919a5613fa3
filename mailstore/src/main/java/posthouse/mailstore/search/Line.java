package posthouse.mailstore.search;

/** One line of text that grows up to so many characters: white space is one space, what can't be seen is left out. */
final class Line {
    private final StringBuilder text = new StringBuilder();
    private int room;
    private boolean space;

    Line(int room) {
        this.room = room;
    }

    boolean isFull() {
        return room <= 0;
    }

    void add(CharSequence more) {
        more.codePoints().takeWhile(point -> !isFull()).forEach(this::add);
    }

    void add(int point) {
        if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
            space = true;
        } else if (!isInvisible(point) && !isFull()) {
            if (space && text.length() > 0 && --room > 0) {
                text.append(' ');
            }
            space = false;
            if (!isFull()) {
                text.appendCodePoint(point);
                room--;
            }
        }
    }

    /** Controls, unpaired surrogates, and what newsletters fill their first line with: soft hyphens, joiners, marks of no width. */
    private static boolean isInvisible(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL || type == Character.FORMAT && point != 0x200d || type == Character.SURROGATE || point == 0x34f
            || point == 0xfffd;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
