package posthouse.common.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Addresses and networks that a setting names: {@code 192.0.2.1}, {@code 10.0.0.0/8}, {@code 2001:db8::/32}. */
public final class AddressRanges {

    private final List<Range> ranges = new ArrayList<>();

    private record Range(byte[] network, int bits) {
        boolean includes(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != network[i]) {
                    return false;
                }
            }
            int mask = 0xff00 >> bits % 8 & 0xff;
            return bits % 8 == 0 || (address[whole] & mask) == (network[whole] & mask);
        }
    }

    /** @throws IllegalArgumentException with one line that says which of them is none */
    public AddressRanges(List<String> texts) {
        for (String text : texts) {
            ranges.add(range(text.strip()));
        }
    }

    private static Range range(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean digits = address.indexOf(':') >= 0 ? address.matches("[0-9A-Fa-f:.]+") : address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        try {
            byte[] octets = digits ? InetAddress.getByName(address).getAddress() : new byte[0]; // nothing is looked up
            int bits = slash < 0 ? octets.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (octets.length > 0 && bits >= 0 && bits <= octets.length * 8) {
                return new Range(octets, bits);
            }
        } catch (UnknownHostException | NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("'" + text + "' is no address and no network such as 192.0.2.0/24");
    }

    public boolean include(InetAddress address) {
        byte[] octets = address.getAddress();
        return ranges.stream().anyMatch(range -> range.includes(octets));
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }
}
