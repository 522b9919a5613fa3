package posthouse.server.admin;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import posthouse.server.transfer.Progress;

/**
 * What goes over the administration channel: lines of UTF-8, each a word and a text. CR, LF and backslash are escaped in
 * the text, and everything has a limit.
 *
 * <pre>
 * command account add                output added account alice@example.org
 * option password=secret             exit 0
 * argument alice@example.org
 * end
 * </pre>
 */
final class AdminLines implements Closeable {

    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_LINES = 100_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    AdminLines(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    void write(AdminRequest request) throws IOException {
        write("command", request.command());
        for (var option : request.options().entrySet()) {
            write("option", option.getKey() + '=' + option.getValue());
        }
        for (String argument : request.arguments()) {
            write("argument", argument);
        }
        write("end", "");
        out.flush();
    }

    AdminRequest readRequest() throws IOException {
        String command = "";
        var options = new HashMap<String, String>();
        var arguments = new ArrayList<String>();
        for (int lines = 0; lines < MAX_LINES; lines++) {
            String[] line = read();
            switch (line[0]) {
                case "command" -> command = line[1];
                case "option" -> options.put(line[1].replaceAll("(?s)=.*", ""), line[1].substring(line[1].indexOf('=') + 1));
                case "argument" -> arguments.add(line[1]);
                case "end" -> {
                    return new AdminRequest(command, options, arguments);
                }
                default -> throw new IOException("unknown line '" + line[0] + "'");
            }
        }
        throw new IOException("too many lines");
    }

    void write(AdminAnswer answer) throws IOException {
        writeAll("output", answer.output());
        writeAll("error", answer.errors());
        write("exit", Integer.toString(answer.exitCode()));
        out.flush();
    }

    /** At once; nobody may be there any more to read it. */
    void writeProgress(long done, long total, String text) throws IOException {
        say("progress", done + " " + total + " " + text);
    }

    private static void tell(String line, Progress progress) throws IOException {
        String[] words = line.split(" ", 3);
        progress.at(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]);
    }

    AdminAnswer readAnswer(Progress progress) throws IOException {
        var output = new ArrayList<String>();
        var errors = new ArrayList<String>();
        while (true) {
            String[] line = read();
            switch (line[0]) {
                case "progress" -> tell(line[1], progress);
                case "output" -> output.add(line[1]);
                case "error" -> errors.add(line[1]);
                case "exit" -> {
                    return new AdminAnswer(Integer.parseInt(line[1]), output, errors);
                }
                default -> throw new IOException("unknown line '" + line[0] + "'");
            }
        }
    }

    /** A line of its own, at once. */
    void say(String word, String text) throws IOException {
        write(word, text);
        out.flush();
    }

    /** The text of the next line, which must begin with this word. */
    String expect(String word) throws IOException {
        String[] line = read();
        if (!line[0].equals(word)) {
            throw new IOException("expected a line '" + word + "'");
        }
        return line[1];
    }

    private void writeAll(String word, List<String> texts) throws IOException {
        for (String text : texts) {
            write(word, text);
        }
    }

    private void write(String word, String text) throws IOException {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        out.write((word + ' ' + escaped + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /** The word of the next line, and its text. */
    private String[] read() throws IOException {
        var octets = new ByteArrayOutputStream(80);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the other side closed");
            } else if (octets.size() == MAX_LINE) {
                throw new IOException("a line is too long");
            }
            octets.write(octet);
        }
        String line = octets.toString(StandardCharsets.UTF_8);
        int space = line.indexOf(' ');
        return space < 0 ? new String[] {line, ""} : new String[] {line.substring(0, space), unescaped(line.substring(space + 1))};
    }

    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                plain.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
