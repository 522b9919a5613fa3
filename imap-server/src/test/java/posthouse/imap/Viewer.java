package posthouse.imap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import posthouse.testkit.Client;
import posthouse.testkit.TestServer;

/**
 * A client that keeps a copy of INBOX from what it is told, and complains when it is told what can't be. With QRESYNC (RFC 7162) it
 * goes away now and then, and brings its copy up to date when it comes back.
 */
final class Viewer implements AutoCloseable {

    private static final Pattern NUMBERED = Pattern.compile("\\* (\\d+) (EXISTS|RECENT|EXPUNGE|FETCH)(.*)");
    private static final Pattern UID = Pattern.compile("UID (\\d+)");
    private static final Pattern VANISHED = Pattern.compile("\\* VANISHED (\\(EARLIER\\) )?([\\d:,]+)");
    private static final Pattern HIGHEST = Pattern.compile("\\S+ OK \\[HIGHESTMODSEQ (\\d+)\\].*");
    private static final Pattern VALIDITY = Pattern.compile("\\* OK \\[UIDVALIDITY (\\d+)\\].*");
    private static final Pattern MODSEQ = Pattern.compile("MODSEQ \\((\\d+)\\)");
    private static final Pattern SILENT = Pattern.compile("(UID )?STORE (\\d+):(\\d+) ([+-])FLAGS\\.SILENT \\(([^)]*)\\)");
    private static final Pattern SIZE = Pattern.compile("RFC822\\.SIZE (\\d+)");
    private static final Pattern GIVEN = Pattern.compile(".* OK \\[APPENDUID \\d+ (\\d+)\\].*");
    private static final Pattern NOTED = Pattern.compile("(UID )?STORE (\\d+):(\\d+) ANNOTATION \\(/comment \\(value\\.shared \"(.*)\"\\)\\)");
    private static final Pattern NOTE = Pattern.compile("ANNOTATION \\(/comment(?: \\(value\\.shared (.+?)\\))?\\)");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");

    /** A message: what is not known yet is 0 or {@code null}. */
    private static final class Known {
        long uid;
        Set<String> flags;
        /** The shared comment as it was told; empty if there is none. */
        String note;
    }

    private final InetSocketAddress server;
    private final Duration patience;
    private final String account;
    private final boolean qresync;
    private final Model model;
    private Client client;
    private final List<Known> messages = new ArrayList<>();
    private int commands;
    private String validity;
    private long highestModSeq; // up to which it knows everything
    private boolean onlyKnown; // of others it asks later: those it knows nothing of come last
    private int announced = -1; // while a mailbox is selected anew: what EXISTS said

    Viewer(InetSocketAddress server, Duration patience, String account, boolean qresync, Model model) throws IOException {
        this.model = model;
        this.server = server;
        this.patience = patience;
        this.account = account;
        this.qresync = qresync;
        connect();
        run("SELECT INBOX (ANNOTATE)");
        fetchAll();
    }

    private void connect() throws IOException {
        client = new Client(server, patience);
        client.line();
        run("LOGIN " + account + " " + TestServer.PASSWORD);
        if (qresync) {
            run("ENABLE QRESYNC");
        }
    }

    /** Goes away and comes back, knowing what it knew (RFC 7162 3.2.5). */
    void resync(boolean namesUids) throws IOException {
        client.close();
        connect();
        long began = System.nanoTime();
        announced = 0;
        onlyKnown = namesUids;
        String known = namesUids && size() > 0 ? " " + uids().stream().map(String::valueOf).collect(Collectors.joining(",")) : "";
        run("SELECT INBOX (ANNOTATE QRESYNC (" + validity + " " + highestModSeq + known + "))");
        check(size() <= announced, size() + " messages after a resynchronisation, EXISTS said " + announced);
        while (size() < announced) { // those it didn't name, and those that came since: their UIDs tell whether that is all
            messages.add(new Known());
        }
        announced = -1;
        fetchNew();
        uids().forEach(uid -> model.isThere(uid, began));
    }

    /** Learns the UIDs of messages that it was only told the number of. */
    void fetchNew() throws IOException {
        for (int first = uids().indexOf(0L); first >= 0; first = uids().indexOf(0L)) {
            run("FETCH " + (first + 1) + ":* (UID FLAGS)");
        }
    }

    boolean isQresync() {
        return qresync;
    }

    long highestModSeq() {
        return highestModSeq;
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
        noted(command);
        String line = client.line();
        for (; line != null && !line.startsWith(tag + " "); line = client.line()) {
            told(line, command);
        }
        check(line != null && !line.startsWith(tag + " BAD"), command + ": " + line);
        highest(line);
        Matcher given = GIVEN.matcher(line);
        if (given.matches() && !command.contains("Other")) {
            model.gave(Long.parseLong(given.group(1)));
        }
    }

    private void highest(String line) {
        Matcher highest = HIGHEST.matcher(line);
        if (highest.matches()) {
            highestModSeq = Long.parseLong(highest.group(1));
        }
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

    /** What the client's own STORE ANNOTATION does, of which it is not told. */
    private void noted(String command) {
        Matcher store = NOTED.matcher(command);
        if (store.matches()) {
            boolean byUid = store.group(1) != null;
            for (int i = 0; i < size(); i++) {
                Known message = messages.get(i);
                long number = byUid ? message.uid : i + 1;
                if (number == 0) {
                    message.note = null; // it may be among them
                } else if (number >= Long.parseLong(store.group(2)) && number <= Long.parseLong(store.group(3))) {
                    message.note = store.group(4);
                }
            }
        }
    }

    private void told(String line, String command) {
        highest(line);
        Matcher valid = VALIDITY.matcher(line);
        if (valid.matches()) {
            validity = valid.group(1);
        }
        Matcher vanished = VANISHED.matcher(line);
        if (vanished.matches()) {
            vanished(vanished, line, command);
            return;
        }
        Matcher numbered = NUMBERED.matcher(line);
        if (!numbered.matches()) {
            return;
        }
        int number = Integer.parseInt(numbered.group(1));
        switch (numbered.group(2)) {
            case "EXISTS" -> exists(number, line);
            case "EXPUNGE" -> {
                check(!qresync, line + " though QRESYNC is enabled");
                check(!command.matches("(FETCH|STORE|SEARCH) .*"), line + " in the answer to " + command);
                check(number >= 1 && number <= size(), line + " of " + size());
                wentAway(messages.remove(number - 1));
            }
            case "FETCH" -> {
                modSeq(numbered.group(3));
                if (announced >= 0) {
                    named(numbered.group(3), line).ifPresent(message -> fetched(message, numbered.group(3)));
                    return;
                }
                check(number >= 1 && number <= size(), line + " of " + size());
                fetched(messages.get(number - 1), numbered.group(3));
            }
            default -> check(announced >= 0 || number <= size(), line + " of " + size());
        }
    }

    private void modSeq(String items) {
        Matcher modSeq = MODSEQ.matcher(items);
        if (modSeq.find()) {
            highestModSeq = Math.max(highestModSeq, Long.parseLong(modSeq.group(1)));
        }
    }

    private void vanished(Matcher vanished, String line, String command) {
        check(qresync, line + " without QRESYNC");
        boolean earlier = vanished.group(1) != null;
        check(earlier || !command.matches("(FETCH|STORE|SEARCH) .*"), line + " in the answer to " + command);
        for (String range : vanished.group(2).split(",")) {
            String[] ends = range.split(":");
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            int before = size();
            messages.stream().filter(m -> m.uid >= first && m.uid <= last).forEach(this::wentAway);
            messages.removeIf(m -> m.uid >= first && m.uid <= last);
            boolean counted = announced >= 0 && !earlier; // maybe one that it only knows the number of, while it selects
            check(earlier || counted || before - size() == last - first + 1, line + " names messages that were not there");
            announced -= counted ? (int) (last - first + 1) : 0;
        }
    }

    /** The message that a resynchronisation tells of, known or new. */
    private Optional<Known> named(String items, String line) {
        Matcher uid = UID.matcher(items);
        check(uid.find(), line + " without UID");
        long found = Long.parseLong(uid.group(1));
        int at = 0;
        while (at < size() && messages.get(at).uid < found) {
            at++;
        }
        boolean isKnown = at < size() && messages.get(at).uid == found;
        if (!isKnown && onlyKnown) {
            return Optional.empty();
        }
        if (!isKnown) {
            messages.add(at, new Known());
        }
        return Optional.of(messages.get(at));
    }

    private void exists(int number, String line) {
        if (announced >= 0) {
            announced = number;
            return;
        }
        check(number >= size(), line + " after " + size());
        while (size() < number) {
            messages.add(new Known());
        }
    }

    private void wentAway(Known message) {
        if (message.uid != 0) {
            model.wentAway(message.uid);
        }
    }

    private void fetched(Known message, String items) {
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
        Matcher modSeq = MODSEQ.matcher(items);
        if (flags.reset().find() && modSeq.find() && message.uid != 0) {
            model.told(message.uid, Long.parseLong(modSeq.group(1)), Set.copyOf(message.flags));
        }
        Matcher note = NOTE.matcher(items);
        if (note.find()) {
            message.note = note.group(1) == null ? null : note.group(1).equals("NIL") ? "" : note.group(1).replace("\"", "");
        } else if (announced >= 0) {
            message.note = null; // something of it changed while the client was away
        }
        Matcher size = SIZE.matcher(items);
        if (size.find() && message.uid != 0) {
            model.toldSize(message.uid, Long.parseLong(size.group(1)));
        }
    }

    List<Long> uids() {
        return messages.stream().map(m -> m.uid).toList();
    }

    List<Set<String>> flags() {
        return messages.stream().map(m -> m.flags).collect(Collectors.toList());
    }

    /** The shared comments that it knows, by UID. */
    Map<Long, String> notes() {
        return messages.stream().filter(m -> m.note != null).collect(Collectors.toMap(m -> m.uid, m -> m.note));
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
