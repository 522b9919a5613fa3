package posthouse.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A mail program reduced to its socket: sends lines, reads lines, and lets somebody listen. */
final class Wire implements AutoCloseable {

    /** Who listens: {@code C} for the client's lines, {@code S} for the server's. */
    interface Ear {
        void heard(char side, String line);
    }

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int LONGEST_LINE = 1 << 20;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private final Ear ear;

    Wire(InetSocketAddress server, Ear ear) throws IOException {
        this.ear = ear;
        socket.connect(server, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    void send(String line) throws IOException {
        ear.heard('C', line);
        out.write((line + "\r\n").getBytes(UTF_8));
    }

    /** One line of the server; it must begin as expected. */
    String expect(String beginning) throws IOException {
        String line = line();
        if (!line.startsWith(beginning)) {
            throw new IOException("the server said '" + line + "' where '" + beginning + "' was expected");
        }
        return line;
    }

    /** All lines of an SMTP reply (RFC 5321 4.2.1); returns the last. */
    String reply(String code) throws IOException {
        String line = expect(code);
        while (line.startsWith(code + "-")) {
            line = expect(code);
        }
        return line;
    }

    /** The lines of a POP3 multi-line answer up to the lone dot, dots unstuffed (RFC 1939 3). */
    byte[] multiLine() throws IOException {
        var content = new ByteArrayOutputStream();
        for (String line = line(); !line.equals("."); line = line()) {
            content.writeBytes(((line.startsWith(".") ? line.substring(1) : line) + "\r\n").getBytes(UTF_8));
        }
        return content.toByteArray();
    }

    /** IMAP's lines up to the tagged one, which must be OK; returns the literals among them, one after the other. */
    byte[] tagged(String tag) throws IOException {
        var literals = new ByteArrayOutputStream();
        String line = line();
        while (!line.startsWith(tag + " ")) {
            int brace = line.endsWith("}") ? line.lastIndexOf('{') : -1;
            if (brace >= 0) {
                byte[] literal = in.readNBytes(Integer.parseInt(line.substring(brace + 1, line.length() - 1)));
                new String(literal, UTF_8).lines().forEach(l -> ear.heard('S', l));
                literals.writeBytes(literal);
            }
            line = line();
        }
        if (!line.startsWith(tag + " OK")) {
            throw new IOException("the server said '" + line + "'");
        }
        return literals.toByteArray();
    }

    private String line() throws IOException {
        var octets = new ByteArrayOutputStream(80);
        int octet;
        while ((octet = in.read()) != '\n') {
            if (octet < 0 || octets.size() > LONGEST_LINE) {
                throw new IOException(octet < 0 ? "the server closed the connection" : "the server sent a line without an end");
            }
            octets.write(octet);
        }
        String line = octets.toString(UTF_8);
        line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        ear.heard('S', line);
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
