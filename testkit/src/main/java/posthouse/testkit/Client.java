package posthouse.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that knows of lines and nothing else. Octets are chars of ISO-8859-1. */
public final class Client implements AutoCloseable {

    /** How long a server may take for anything; only a test that fails waits so long. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int patience; // in milliseconds
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    public Client(InetSocketAddress server) throws IOException {
        this(server, PATIENCE);
    }

    public Client(InetSocketAddress server, Duration patience) throws IOException {
        this.patience = (int) patience.toMillis();
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(server, this.patience);
        use(socket);
    }

    private void use(Socket next) throws IOException {
        next.setSoTimeout(patience);
        socket = next;
        in = new BufferedInputStream(next.getInputStream(), 16 * 1024);
        out = next.getOutputStream();
    }

    /** In one write. */
    public void send(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    /** In one write, with CRLF. */
    public void sendLine(String line) throws IOException {
        send((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Each octet in a packet of its own, until the server closes: it may do so before it had them all. */
    public void trickle(byte[] octets) throws IOException {
        try {
            for (byte octet : octets) {
                out.write(octet);
                out.flush();
            }
        } catch (SocketException e) {
            return; // what it said before is still to be read
        }
    }

    /**
     * The next line without its CRLF; a bare LF ends none. {@code null} if the server closed.
     *
     * @throws EOFException if it closed within a line
     */
    public String line() throws IOException {
        var line = new ByteArrayOutputStream(80);
        int before = -1;
        for (int octet = read(); octet >= 0; octet = read()) {
            if (octet == '\n' && before == '\r') {
                return line.toString(StandardCharsets.ISO_8859_1).substring(0, line.size() - 1);
            }
            line.write(octet);
            before = octet;
        }
        if (line.size() > 0) {
            throw new EOFException("the server closed within the line '" + line.toString(StandardCharsets.ISO_8859_1) + "'");
        }
        return null;
    }

    /** The next line if it begins within this time, else {@code null}. */
    public String lineWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        in.mark(1);
        try {
            if (read() < 0) {
                throw new EOFException("the server closed");
            }
            in.reset();
        } catch (SocketTimeoutException e) {
            return null;
        } finally {
            socket.setSoTimeout(patience);
        }
        return line();
    }

    /** Everything up to the close. */
    public byte[] rest() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int octet = read(); octet >= 0; octet = read()) {
            all.write(octet);
        }
        return all.toByteArray();
    }

    /** A reset is an end as well, and so is a compressed stream that stops: a server that closes while octets are on their way to it causes one. */
    private int read() throws IOException {
        try {
            return in.read();
        } catch (SocketException | EOFException e) { // the latter: a compressed stream never says that it ends
            return -1;
        }
    }

    /** Begins TLS; whatever certificate the server has is trusted. */
    public void startTls() throws IOException {
        if (in.available() > 0) {
            throw new IOException("the server said something in the clear before the handshake: '" + line() + "'");
        }
        var tls = (SSLSocket) trustAll().getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        tls.startHandshake();
        use(tls);
    }

    /** From here on both sides compress (RFC 4978). */
    public void deflate() {
        in = new BufferedInputStream(new InflaterInputStream(in, new Inflater(true)), 16 * 1024);
        out = new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true), true);
    }

    /** Neither side compresses any more (RFC 8437). */
    public void plain() throws IOException {
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        out = socket.getOutputStream();
    }

    public boolean isTls() {
        return socket instanceof SSLSocket;
    }

    private static SSLContext trustAll() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new SSLException(e);
        }
    }

    /** Sends no more; reading goes on. */
    public void end() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
