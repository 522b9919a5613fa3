package posthouse.smtp.filter;

import java.util.List;
import posthouse.smtp.wire.Reply;

/**
 * What a filter has to say.
 *
 * @param refusal {@code null} if the client may go on
 * @param quarantine whether the message goes where its recipients keep their junk
 * @param added header fields
 */
public record Verdict(Reply refusal, boolean quarantine, List<HeaderField> added) {

    public static final Verdict ACCEPT = new Verdict(null, false, List.of());
    public static final Verdict QUARANTINE = new Verdict(null, true, List.of());

    public static Verdict refuse(int code, String status, String text) {
        return new Verdict(Reply.of(code, status, text), false, List.of());
    }

    public static Verdict add(List<HeaderField> fields) {
        return new Verdict(null, false, List.copyOf(fields));
    }
}
