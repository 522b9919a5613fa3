package posthouse.common.sasl;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Where a client comes from, as far as guessing goes: an IPv4 address, or an IPv6 network of 64 bits, of which anybody has plenty of addresses. */
record ClientNetwork(ByteBuffer octets) {

    private static final int NETWORK = 8;

    static ClientNetwork of(InetAddress address) {
        byte[] octets = address.getAddress();
        return new ClientNetwork(ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(octets, NETWORK) : octets));
    }

    /** From its text, or that of any address in it; never asks DNS. */
    static Optional<ClientNetwork> parse(String text) {
        String address = text.strip().replaceFirst("/64$", "");
        if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(InetAddress.getByName(address)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        if (octets.remaining() != NETWORK) {
            return (octets.get(0) & 0xff) + "." + (octets.get(1) & 0xff) + "." + (octets.get(2) & 0xff) + "." + (octets.get(3) & 0xff);
        }
        return String.format("%x:%x:%x:%x::/64", octets.getShort(0), octets.getShort(2), octets.getShort(4), octets.getShort(6));
    }
}
