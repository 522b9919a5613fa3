package posthouse.pop3.wire;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import posthouse.common.net.Output;

/** A line for each message of the maildrop, made as it is pulled. */
public final class Listing implements Body {

    private static final int PIECE = 32 * 1024;

    private final int count;
    private final IntFunction<String> line;
    private int next = 1;

    /**
     * @param count things are numbered from 1 to this
     * @param line of a number, {@code null} if it has none; never begins with a dot
     */
    public Listing(int count, IntFunction<String> line) {
        this.count = count;
        this.line = line;
    }

    @Override
    public boolean writeNext(Output out) {
        var piece = new StringBuilder();
        while (next <= count && piece.length() < PIECE) {
            String text = line.apply(next++);
            if (text != null) {
                piece.append(text).append("\r\n");
            }
        }
        out.write(piece.toString().getBytes(StandardCharsets.UTF_8));
        return next <= count;
    }
}
