package posthouse.smtp.relay.client;

import java.util.List;
import java.util.regex.Pattern;

/** A reply of another server (RFC 5321 4.2). Its text is printable and bounded. */
public record RemoteReply(int code, List<String> lines) {

    private static final Pattern STATUS = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?: .*|$)");
    private static final int SHOWN = 400;

    public boolean isPositive() {
        return code / 100 == 2;
    }

    public boolean isTransient() {
        return code / 100 == 4;
    }

    public boolean isPermanent() {
        return code / 100 == 5;
    }

    /** Its enhanced status code (RFC 3463), or what the code says by itself. */
    public String status() {
        var matcher = STATUS.matcher(lines.get(0));
        boolean agrees = matcher.matches() && matcher.group(1).charAt(0) - '0' == code / 100;
        return agrees ? matcher.group(1) : code / 100 + ".0.0";
    }

    /** Code and text on one line, cut where it is too long. */
    @Override
    public String toString() {
        String text = code + " " + String.join(" / ", lines);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
