package posthouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Says hello, then every line back; closes after BYE. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    EchoServer() throws IOException {
        run("echo", () -> {
            while (!listening.isClosed()) {
                Socket socket = accept();
                if (socket != null) {
                    run("echo-connection", () -> serve(socket));
                }
            }
        });
    }

    private static void run(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private Socket accept() {
        try {
            return listening.accept();
        } catch (IOException e) {
            return null;
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            var out = socket.getOutputStream();
            var line = new StringBuilder();
            out.write("hello\r\n".getBytes());
            for (int octet = socket.getInputStream().read(); octet >= 0; octet = socket.getInputStream().read()) {
                line.append((char) octet);
                if (octet == '\n') {
                    out.write(Octets.bytes(line.toString()));
                    if (line.toString().equals("BYE\r\n")) {
                        return;
                    }
                    line.setLength(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
