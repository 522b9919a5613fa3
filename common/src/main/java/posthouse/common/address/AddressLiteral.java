package posthouse.common.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A host named by its address: RFC 5321 4.1.3. */
public final class AddressLiteral {

    private AddressLiteral() {
    }

    /** Reads {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]}. The third form, General-address-literal, has no registered use. */
    public static InetAddress parse(String text) throws BadAddress {
        boolean enclosed = text.startsWith("[") && text.endsWith("]");
        String inside = enclosed ? text.substring(1, text.length() - 1) : "";
        boolean six = inside.regionMatches(true, 0, "IPv6:", 0, 5);
        String address = six ? inside.substring(5) : inside;
        if (six ? !looksLikeIpv6(address) : !isIpv4(address)) {
            throw new BadAddress("'" + text + "' is no address literal");
        }
        try {
            return InetAddress.getByName(six ? '[' + address + ']' : address); // a literal for certain: nothing is looked up
        } catch (UnknownHostException e) {
            throw new BadAddress("'" + text + "' is no address literal");
        }
    }

    private static boolean looksLikeIpv6(String text) {
        return text.contains(":") && text.chars().allMatch(c -> c == ':' || c == '.' || c < 0x80 && Character.digit(c, 16) >= 0);
    }

    private static boolean isIpv4(String text) {
        String[] numbers = text.split("\\.", -1);
        for (String number : numbers) {
            boolean digits = !number.isEmpty() && number.length() <= 3 && number.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || Integer.parseInt(number) > 255) {
                return false;
            }
        }
        return numbers.length == 4;
    }

    /** Writes it with its brackets; a zone of a link-local address is left out. */
    public static String of(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        return bare.contains(":") ? "[IPv6:" + bare + "]" : "[" + bare + "]";
    }
}
