package posthouse.imap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import posthouse.testkit.Client;
import posthouse.testkit.TestServer;

/** A client that keeps a copy of INBOX from what it is told, and complains when it is told what can't be. */
final class Viewer implements AutoCloseable {

    private static final Pattern NUMBERED = Pattern.compile("\\* (\\d+) (EXISTS|RECENT|EXPUNGE|FETCH)(.*)");
    private static final Pattern UID = Pattern.compile("UID (\\d+)");
    private static final Pattern SILENT = Pattern.compile("(UID )?STORE (\\d+):(\\d+) ([+-])FLAGS\\.SILENT \\(([^)]*)\\)");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");

    /** A message: what is not known yet is 0 or {@code null}. */
    private static final class Known {
        long uid;
        Set<String> flags;
    }

    private final Client client;
    private final List<Known> messages = new ArrayList<>();
    private int commands;

    Viewer(InetSocketAddress server, String account) throws IOException {
        client = new Client(server);
        client.line();
        run("LOGIN " + account + " " + TestServer.PASSWORD);
        run("SELECT INBOX");
        fetchAll();
    }

    int size() {
        return messages.size();
    }

    void fetchAll() throws IOException {
        List<Set<String>> known = flags();
        if (size() > 0) {
            run("FETCH 1:* (UID FLAGS)");
        }
        for (int i = 0; i < Math.min(known.size(), size()); i++) {
            check(known.get(i) == null || known.get(i).equals(messages.get(i).flags),
                "message " + (i + 1) + " has the flags " + messages.get(i).flags + ", the client was told " + known.get(i));
        }
    }

    /** Runs a command to its end, whether OK or NO. */
    void run(String command) throws IOException {
        String tag = "a" + ++commands;
        client.sendLine(tag + " " + command);
        silent(command);
        String line = client.line();
        for (; line != null && !line.startsWith(tag + " "); line = client.line()) {
            told(line, command);
        }
        check(line != null && !line.startsWith(tag + " BAD"), command + ": " + line);
    }

    /** What the client's own .SILENT does, as it must believe. */
    private void silent(String command) {
        Matcher store = SILENT.matcher(command);
        if (store.matches()) {
            boolean byUid = store.group(1) != null;
            long first = Long.parseLong(store.group(2));
            long last = Long.parseLong(store.group(3));
            List<String> flags = List.of(store.group(5).split(" "));
            for (int i = 0; i < size(); i++) {
                Known message = messages.get(i);
                long number = byUid ? message.uid : i + 1;
                if (byUid && message.uid == 0) {
                    message.flags = null; // it may be among them
                } else if (message.flags != null && number >= first && number <= last) {
                    message.flags = new TreeSet<>(message.flags);
                    if (store.group(4).equals("+")) {
                        message.flags.addAll(flags);
                    } else {
                        message.flags.removeAll(flags);
                    }
                }
            }
        }
    }

    private void told(String line, String command) {
        Matcher numbered = NUMBERED.matcher(line);
        if (!numbered.matches()) {
            return;
        }
        int number = Integer.parseInt(numbered.group(1));
        switch (numbered.group(2)) {
            case "EXISTS" -> exists(number, line);
            case "EXPUNGE" -> {
                check(!command.matches("(FETCH|STORE|SEARCH) .*"), line + " in the answer to " + command);
                check(number >= 1 && number <= size(), line + " of " + size());
                messages.remove(number - 1);
            }
            case "FETCH" -> {
                check(number >= 1 && number <= size(), line + " of " + size());
                fetched(messages.get(number - 1), numbered.group(3));
            }
            default -> check(number <= size(), line + " of " + size());
        }
    }

    private void exists(int number, String line) {
        check(number >= size(), line + " after " + size());
        while (size() < number) {
            messages.add(new Known());
        }
    }

    private static void fetched(Known message, String items) {
        Matcher uid = UID.matcher(items);
        if (uid.find()) {
            long found = Long.parseLong(uid.group(1));
            check(message.uid == 0 || message.uid == found, "UID " + message.uid + " became " + found);
            message.uid = found;
        }
        Matcher flags = FLAGS.matcher(items);
        if (flags.find()) {
            message.flags = new TreeSet<>(Arrays.asList(flags.group(1).split(" ")));
            message.flags.removeAll(List.of("", "\\Recent"));
        }
    }

    List<Long> uids() {
        return messages.stream().map(m -> m.uid).toList();
    }

    List<Set<String>> flags() {
        return messages.stream().map(m -> m.flags).collect(Collectors.toList());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
