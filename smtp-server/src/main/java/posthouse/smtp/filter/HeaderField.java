package posthouse.smtp.filter;

import java.nio.charset.StandardCharsets;

/** A field of a message's header as it stands there (RFC 5322 2.2), or a line between such fields that is none. */
public final class HeaderField {

    private final byte[] octets;
    private final int nameLength;
    private final int colon;

    private HeaderField(byte[] octets, int nameLength, int colon) {
        this.octets = octets;
        this.nameLength = nameLength;
        this.colon = colon;
    }

    /** Reads the lines of a field, with their CRLFs; a very long one may lack its end. */
    public static HeaderField of(byte[] octets) {
        int name = 0;
        while (name < octets.length && octets[name] > ' ' && octets[name] != ':' && octets[name] != 0x7f) {
            name++;
        }
        int colon = name;
        while (colon < octets.length && (octets[colon] == ' ' || octets[colon] == '\t')) { // RFC 5322 4.5: obsolete, and seen
            colon++;
        }
        boolean field = name > 0 && colon < octets.length && octets[colon] == ':';
        return new HeaderField(octets, field ? name : 0, colon);
    }

    /** A field on one line. @param value without CR and LF */
    public static HeaderField of(String name, String value) {
        return of((name + ": " + value + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it is no field at all. */
    public boolean isNone() {
        return nameLength == 0;
    }

    /** Whether it has this name, in whatever case. */
    public boolean is(String name) {
        return nameLength == name.length() && name.equalsIgnoreCase(name());
    }

    public String name() {
        return new String(octets, 0, nameLength, StandardCharsets.ISO_8859_1);
    }

    /** What stands behind the colon, unfolded, one char an octet. */
    public String value() {
        return new String(octets, colon + 1, octets.length - colon - 1, StandardCharsets.ISO_8859_1).replaceAll("\r\n|[\r\n]", "").strip();
    }

    /** As it stands in the message. */
    public byte[] octets() {
        return octets;
    }
}
