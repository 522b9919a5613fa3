package posthouse.imap.search;

import java.util.Arrays;

/** How well messages match what is searched vaguely, 1 to 100 (RFC 6203 4); by sequence number. What nobody was vague about matches wholly. */
public final class Relevancy {

    public static final int MOST = 100;

    private byte[] scores = new byte[0]; // less than the most, or 0

    void set(int sequence, int score) {
        if (score < MOST) {
            if (scores.length <= sequence) {
                scores = Arrays.copyOf(scores, Math.max(2 * scores.length, sequence + 1));
            }
            scores[sequence] = (byte) Math.max(score, 1);
        }
    }

    public int of(int sequence) {
        return sequence < scores.length && scores[sequence] > 0 ? scores[sequence] : MOST;
    }
}
