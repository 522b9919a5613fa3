package posthouse.server.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A mail server elsewhere that takes everything, and counts messages by their subject. */
final class Sink implements AutoCloseable {

    final Map<String, Integer> received = new ConcurrentHashMap<>();
    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));

    Sink() throws IOException {
        daemon(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    daemon(() -> serve(client));
                } catch (IOException e) {
                    // closed
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(task, "sink");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) {
        try (client; var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            say(client, "220 sink ESMTP");
            String subject = "";
            boolean message = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (message && line.startsWith("Subject: ")) {
                    subject = line.substring(9);
                } else if (message && line.equals(".")) {
                    received.merge(subject, 1, Integer::sum);
                    message = false;
                    say(client, "250 taken");
                } else if (!message) {
                    message = line.equals("DATA");
                    say(client, message ? "354 go" : line.startsWith("EHLO") ? "250-sink\r\n250 PIPELINING" : "250 ok");
                }
            }
        } catch (IOException e) {
            // the other side was killed
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
