package posthouse.common.address;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A domain name in the one form the server compares: lower case, A-labels (RFC 5890 2.3.2.1), no final dot. At most 255
 * octets, labels of 1 to 63 (RFC 1035 2.3.4).
 */
public record Domain(String name) implements Comparable<Domain> {

    public static Domain parse(String text) throws BadAddress {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty()) {
            throw new BadAddress("the domain is empty");
        }
        String ascii;
        try {
            ascii = IDN.toASCII(Normalizer.normalize(name, Normalizer.Form.NFC), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new BadAddress("'" + name + "' is no domain name");
        }
        if (ascii.length() > 255) {
            throw new BadAddress("a domain has at most 255 octets, this one " + ascii.length());
        }
        for (String label : ascii.split("\\.", -1)) {
            check(label, name);
        }
        return new Domain(ascii);
    }

    private static void check(String label, String name) throws BadAddress {
        boolean letters = !label.isEmpty() && label.length() <= 63 && label.charAt(0) != '-' && label.charAt(label.length() - 1) != '-';
        for (int i = 0; letters && i < label.length(); i++) {
            letters = isLetter(label.charAt(i));
        }
        if (!letters) {
            throw new BadAddress("'" + name + "' is no domain name");
        }
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    /** The name with U-labels, for people. */
    public String unicode() {
        return IDN.toUnicode(name, IDN.ALLOW_UNASSIGNED);
    }

    @Override
    public int compareTo(Domain other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
