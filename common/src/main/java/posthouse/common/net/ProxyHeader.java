package posthouse.common.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first octets of a connection that a proxy makes for a client: the PROXY protocol, version 1 and 2, as HAProxy specifies it.
 *
 * @param length octets it has; what follows is the client's
 * @param client {@code null} if the proxy speaks for itself, or does not say for whom
 * @param server where the client connected to; {@code null} likewise
 */
record ProxyHeader(int length, InetSocketAddress client, InetSocketAddress server) {

    /** No header is longer: of version 1 a line of 107 octets, of version 2 what proxies add to the addresses. */
    static final int LONGEST = 4096;

    private static final int LONGEST_LINE = 107;
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final byte[] LINE = {'P', 'R', 'O', 'X', 'Y', ' '};
    private static final int FIXED = 16;

    /** These octets begin no header. */
    static final class Bad extends Exception {
        Bad(String message) {
            super(message, null, false, false);
        }
    }

    /** Reads it. @return {@code null} if more octets are needed */
    static ProxyHeader parse(byte[] octets, int length) throws Bad {
        if (begins(octets, length, LINE)) {
            return length < LINE.length ? null : line(octets, length);
        }
        if (!begins(octets, length, SIGNATURE)) {
            throw new Bad("no PROXY header");
        }
        return length < FIXED ? null : binary(octets, length);
    }

    private static boolean begins(byte[] octets, int length, byte[] mark) {
        int compared = Math.min(length, mark.length);
        return Arrays.equals(octets, 0, compared, mark, 0, compared);
    }

    /** {@code PROXY TCP4 192.0.2.1 198.51.100.1 56324 25 CRLF} */
    private static ProxyHeader line(byte[] octets, int length) throws Bad {
        int end = 0;
        while (end < length && octets[end] != '\n') {
            end++;
        }
        if (end >= LONGEST_LINE || end < length && octets[end - 1] != '\r') {
            throw new Bad("the PROXY line has no end");
        }
        if (end == length) {
            return null;
        }
        String[] words = new String(octets, 0, end - 1, StandardCharsets.ISO_8859_1).split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return new ProxyHeader(end + 1, null, null);
        }
        boolean six = words[1].equals("TCP6");
        if (words.length != 6 || !six && !words[1].equals("TCP4")) {
            throw new Bad("the PROXY line can't be read");
        }
        return new ProxyHeader(end + 1, socket(words[2], words[4], six), socket(words[3], words[5], six));
    }

    private static InetSocketAddress socket(String address, String port, boolean six) throws Bad {
        boolean digits = six ? address.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*") : address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        try {
            if (digits && port.matches("[0-9]{1,5}")) {
                return new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(port)); // nothing is looked up
            }
        } catch (UnknownHostException | IllegalArgumentException e) {
            // said below
        }
        throw new Bad("the PROXY line has no address");
    }

    private static ProxyHeader binary(byte[] octets, int length) throws Bad {
        int rest = number(octets, 14);
        int whole = FIXED + rest;
        if ((octets[12] & 0xf0) != 0x20 || whole > LONGEST) {
            throw new Bad("a PROXY header of another version, or too long");
        }
        if (length < whole) {
            return null;
        }
        int command = octets[12] & 0x0f;
        int size = octets[13] == 0x11 ? 4 : octets[13] == 0x21 ? 16 : 0; // TCP over IPv4 and over IPv6
        if (command == 0 || size == 0) {
            return new ProxyHeader(whole, null, null);
        }
        if (command != 1 || rest < 2 * size + 4) {
            throw new Bad("the PROXY header can't be read");
        }
        int ports = FIXED + 2 * size;
        return new ProxyHeader(whole, socket(octets, FIXED, size, number(octets, ports)),
            socket(octets, FIXED + size, size, number(octets, ports + 2)));
    }

    private static int number(byte[] octets, int at) {
        return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
    }

    private static InetSocketAddress socket(byte[] octets, int at, int size, int port) throws Bad {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOfRange(octets, at, at + size)), port);
        } catch (UnknownHostException e) {
            throw new Bad("the PROXY header has no address");
        }
    }
}
