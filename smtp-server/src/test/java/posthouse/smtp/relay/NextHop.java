package posthouse.smtp.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that does as a test says: at each stage it answers well, or what was put there, or not at all. */
final class NextHop implements AutoCloseable {

    /** In place of an answer: nothing more is ever said. */
    static final String HANG = "<hang>";
    /** In place of an answer: the connection is closed. */
    static final String CLOSE = "<close>";
    /** In place of an answer: the connection is reset. */
    static final String RESET = "<reset>";

    /** A message that was taken. */
    record Received(String mail, List<String> rcpts, String octets) {
    }

    final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    final List<String> commands = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server;
    private final Map<String, ConcurrentLinkedDeque<String>> once = new ConcurrentHashMap<>();
    private final Map<String, String> always = new ConcurrentHashMap<>();
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
    private static final List<String> USUAL = List.of("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 100000000", "ENHANCEDSTATUSCODES");
    private volatile List<String> extensions = USUAL;
    private volatile SSLContext tls;

    NextHop() throws IOException {
        this("127.0.0.1", 0);
    }

    NextHop(String address, int port) throws IOException {
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    NextHop offers(String... lines) {
        extensions = List.of(lines);
        return this;
    }

    NextHop tls(SSLContext context) {
        tls = context;
        return this;
    }

    /**
     * The next answer at a stage is this one.
     *
     * @param stage {@code greeting}, a verb in capitals, {@code body} (in the middle of the message) or {@code end}
     */
    NextHop once(String stage, String... answers) {
        once.computeIfAbsent(stage, s -> new ConcurrentLinkedDeque<>()).addAll(List.of(answers));
        return this;
    }

    NextHop always(String stage, String answer) {
        always.put(stage, answer);
        return this;
    }

    /** As it was at the beginning; nobody is connected. */
    void reset() {
        once.clear();
        always.clear();
        extensions = USUAL;
        tls = null;
        for (Socket socket : List.copyOf(open)) {
            close(socket);
        }
        open.clear();
        received.clear();
        commands.clear();
        connections.set(0);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed is what it should be
        }
    }

    private String answer(String stage, String usual) {
        var next = once.get(stage);
        String answer = next == null ? null : next.poll();
        return answer != null ? answer : always.getOrDefault(stage, usual);
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(task, "next-hop");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                connections.incrementAndGet();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Dialogue(socket).run();
        } catch (IOException e) {
            // the other side went, or we did
        }
    }

    private final class Dialogue {
        private final Socket plain;
        private Socket socket;
        private InputStream in;
        private String mail;
        private final List<String> rcpts = new ArrayList<>();
        private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

        Dialogue(Socket socket) throws IOException {
            this.plain = socket;
            use(socket);
        }

        private void use(Socket next) throws IOException {
            socket = next;
            in = new BufferedInputStream(next.getInputStream());
        }

        void run() throws IOException {
            say(answer("greeting", "220 next.hop ESMTP"));
            for (String line = line(); line != null; line = line()) {
                commands.add(line);
                String verb = line.split(" ")[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> say(answer(verb, ehlo()));
                    case "STARTTLS" -> startTls();
                    case "MAIL" -> {
                        String answer = answer(verb, "250 2.1.0 ok");
                        mail = line;
                        rcpts.clear();
                        chunks.reset();
                        say(answer);
                    }
                    case "RCPT" -> rcpt(line);
                    case "DATA" -> data();
                    case "BDAT" -> bdat(line);
                    case "QUIT" -> {
                        say(answer(verb, "221 2.0.0 bye"));
                        return;
                    }
                    default -> say(answer(verb, "250 2.0.0 ok"));
                }
            }
        }

        private String ehlo() {
            var text = new StringBuilder("250-next.hop");
            extensions.forEach(e -> text.append("\r\n250-").append(e));
            return (tls != null && !(socket instanceof SSLSocket) ? text.append("\r\n250-STARTTLS") : text).append("\r\n250 HELP").toString();
        }

        private void startTls() throws IOException {
            String answer = answer("STARTTLS", "220 2.0.0 go ahead");
            say(answer);
            if (answer.startsWith("220") && tls != null) {
                var secure = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), false);
                secure.setUseClientMode(false);
                secure.startHandshake();
                use(secure);
            }
        }

        private void rcpt(String line) throws IOException {
            String answer = answer("RCPT", "250 2.1.5 ok");
            String own = always.get(line.replaceAll(".*<(.*)>.*", "$1"));
            answer = own != null ? own : answer;
            if (answer.startsWith("2")) {
                rcpts.add(line);
            }
            say(answer);
        }

        private void data() throws IOException {
            String answer = rcpts.isEmpty() ? "554 5.5.1 nobody to send to" : answer("DATA", "354 go ahead");
            say(answer);
            if (!answer.startsWith("354")) {
                return;
            }
            String body = answer("body", "");
            if (!body.isEmpty()) {
                in.read();
                say(body);
                return;
            }
            var message = new ByteArrayOutputStream();
            for (byte[] line = octets(); line != null; line = octets()) {
                if (line.length == 3 && line[0] == '.') {
                    take(message);
                    return;
                }
                message.write(line, line[0] == '.' ? 1 : 0, line[0] == '.' ? line.length - 1 : line.length);
            }
        }

        private void bdat(String line) throws IOException {
            String[] words = line.split(" ");
            chunks.write(in.readNBytes(Integer.parseInt(words[1])));
            if (words.length > 2) {
                take(chunks);
            } else {
                say(answer("BDAT", "250 2.0.0 chunk"));
            }
        }

        private void take(ByteArrayOutputStream message) throws IOException {
            String answer = answer("end", "250 2.0.0 taken");
            if (answer.startsWith("2")) {
                received.add(new Received(mail, List.copyOf(rcpts), message.toString(StandardCharsets.UTF_8)));
            }
            say(answer);
        }

        private void say(String answer) throws IOException {
            switch (answer) {
                case HANG -> {
                    while (in.read() >= 0) {
                        // and never a word
                    }
                    throw new IOException("hung");
                }
                case CLOSE -> throw new IOException("closed");
                case RESET -> {
                    plain.setSoLinger(true, 0);
                    plain.close();
                    throw new IOException("reset");
                }
                default -> socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        private String line() throws IOException {
            byte[] line = octets();
            return line == null ? null : new String(line, StandardCharsets.UTF_8).stripTrailing();
        }

        private byte[] octets() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                line.write(octet);
                if (octet == '\n') {
                    return line.toByteArray();
                }
            }
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : List.copyOf(open)) {
            close(socket);
        }
    }
}
