package posthouse.imap.wire;

import posthouse.common.net.Input;

/** Passes over the rest of a command that failed at a literal that comes all the same (RFC 7888), then tells how it failed. */
public final class Skip implements Dialogue {

    private final Completion failure;
    private final int maxLine;
    private long octets;

    public Skip(long octets, Completion failure, int maxLine) {
        this.octets = octets;
        this.failure = failure;
        this.maxLine = maxLine;
    }

    @Override
    public Answer next(Input in) {
        int skipped = (int) Math.min(octets, in.available());
        in.skip(skipped);
        octets -= skipped;
        if (octets > 0) {
            return null;
        }
        byte[] line = in.takeLine();
        if (line == null) {
            return in.available() > maxLine ? end(in) : null;
        }
        LiteralHeader literal = LiteralHeader.endOf(line, lineEnd(line));
        if (literal == null || literal.synchronizing()) {
            return Answer.of(failure);
        }
        octets = literal.size();
        return octets > maxLine ? end(in) : null;
    }

    private static int lineEnd(byte[] line) {
        return line.length > 1 && line[line.length - 2] == '\r' ? line.length - 2 : line.length - 1;
    }

    private Answer end(Input in) {
        in.clear();
        return Answer.of(out -> out.text("* BYE ").words("command too long").crlf(), failure).then(posthouse.common.net.Replies.Then.CLOSE);
    }
}
