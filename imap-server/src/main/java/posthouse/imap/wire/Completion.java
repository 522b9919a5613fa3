package posthouse.imap.wire;

/** How a command ended: its tagged response without the tag (RFC 9051 7.1). */
public record Completion(Status status, ResponseCode code, String text) {

    public enum Status { OK, NO, BAD }

    public static Completion ok(String text) {
        return new Completion(Status.OK, ResponseCode.NONE, text);
    }

    public static Completion ok(ResponseCode code, String text) {
        return new Completion(Status.OK, code, text);
    }

    public static Completion no(ResponseCode code, String text) {
        return new Completion(Status.NO, code, text);
    }

    public static Completion bad(ResponseCode code, String text) {
        return new Completion(Status.BAD, code, text);
    }

    public void writeTo(ImapWriter out) {
        out.text(status.name()).sp().respText(code, text).crlf();
    }
}
