package posthouse.smtp.relay.policy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import posthouse.smtp.relay.dns.Dns;
import posthouse.smtp.relay.dns.DnsFailure;

/**
 * Fetches a domain's policy by HTTPS (RFC 8461 3.3): its certificate must be good, redirects are not followed. One request by our
 * own hand, since the name must be looked up where the relay looks up all names.
 */
public final class StsFetcher {
    private static final int MAX_OCTETS = 64 << 10;
    private static final int MAX_ADDRESSES = 4;
    private static final String PATH = "/.well-known/mta-sts.txt";

    private final Dns dns;
    private final Supplier<SSLSocketFactory> tls;
    private final int port;
    private final Duration limit;

    /**
     * @param tls whose trust decides about certificates
     * @param port 443, but in tests
     * @param limit for all of it; RFC 8461 3.3 suggests a minute
     */
    public StsFetcher(Dns dns, Supplier<SSLSocketFactory> tls, int port, Duration limit) {
        this.dns = dns;
        this.tls = tls;
        this.port = port;
        this.limit = limit;
    }

    /** @throws IOException with what went wrong, for people */
    String fetch(String domain) throws IOException {
        String host = "mta-sts." + domain;
        long end = System.nanoTime() + limit.toNanos();
        List<InetAddress> addresses;
        try {
            addresses = dns.addresses(host, false);
        } catch (DnsFailure e) {
            throw new IOException(e.getMessage());
        }
        IOException failure = null;
        for (InetAddress address : addresses.subList(0, Math.min(addresses.size(), MAX_ADDRESSES))) {
            try {
                return fetch(host, address, end);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new IOException("https://" + host + PATH + ": " + failure.getMessage(), failure);
    }

    private String fetch(String host, InetAddress address, long end) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, port), left(end));
            plain.setSoTimeout(left(end));
            try (SSLSocket socket = (SSLSocket) tls.get().createSocket(plain, host, port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 8461 3.3: the certificate is for this host
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                // HTTP/1.0: the answer comes in one piece and ends with the connection
                socket.getOutputStream().write(("GET " + PATH + " HTTP/1.0\r\nHost: " + host + "\r\nAccept: text/plain\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
                return policy(new String(read(socket, end), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static int left(long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new IOException("it took too long");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    private static byte[] read(SSLSocket socket, long end) throws IOException {
        var octets = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        var some = new byte[4096];
        for (int count = in.read(some); count >= 0; count = in.read(some)) {
            octets.write(some, 0, count);
            if (octets.size() > MAX_OCTETS) { // RFC 8461 3.3: at most this much
                throw new IOException("the policy is too long");
            }
            socket.setSoTimeout(left(end));
        }
        return octets.toByteArray();
    }

    private static String policy(String answer) throws IOException {
        int head = answer.indexOf("\r\n\r\n");
        String[] lines = head < 0 ? new String[] {""} : answer.substring(0, head).split("\r\n");
        if (!lines[0].matches("HTTP/1\\.[01] 200( .*)?")) { // RFC 8461 3.3: nothing else is a policy, a redirect least of all
            throw new IOException("the answer is not 200 but '" + lines[0].replaceAll("[^ -~]", "?").substring(0, Math.min(lines[0].length(), 80)) + "'");
        }
        for (String line : lines) {
            if (line.matches("(?i)content-type:.*") && !line.matches("(?i)content-type:\\s*text/plain\\s*(;.*)?")) { // RFC 8461 3.2
                throw new IOException("the answer is not text/plain");
            }
        }
        return answer.substring(head + 4);
    }
}
