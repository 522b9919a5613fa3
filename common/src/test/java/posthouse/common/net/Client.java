package posthouse.common.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of lines on a blocking socket. */
class Client implements AutoCloseable {

    Socket socket;
    private InputStream in;

    Client(InetSocketAddress address) throws IOException {
        this(new Socket());
        socket.connect(address, 5000);
    }

    Client(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
    }

    Client send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The next line without its CRLF; {@code null} at the end of the stream. */
    String line() throws IOException {
        if (in == null) {
            in = new java.io.BufferedInputStream(socket.getInputStream(), 8192);
        }
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                return line.toString(StandardCharsets.UTF_8).strip();
            }
            line.write(octet);
        }
        return line.size() == 0 ? null : line + " (end)";
    }

    String ask(String line) throws IOException {
        return send(line + "\r\n").line();
    }

    /** From now on through {@code layered}. */
    void through(Socket layered) throws IOException {
        socket = layered;
        in = null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
