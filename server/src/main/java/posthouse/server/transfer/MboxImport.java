package posthouse.server.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;

/**
 * Reads an mbox file, or a folder of them (RFC 4155 and what programs make of it). Messages end where a Content-Length says so and a From line
 * follows (mboxcl, mboxcl2), else before the next From line behind an empty one. {@code >From } loses one {@code >} (mboxrd, mboxo), but for
 * messages whose length was true: those programs do not add it.
 */
final class MboxImport {
    private static final int LONGEST_HEADER = 4 << 20;
    private static final Pattern DATE = Pattern.compile("([A-Z][a-z]{2})\\s+(\\d{1,2})\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s+(?:[A-Z]{3,4}\\s+|[+-]\\d{4}\\s+)?(\\d{4})");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy MMM d H m s", Locale.ENGLISH);

    private final Import whole;
    private final Path root;

    MboxImport(Import whole, Path root) {
        this.whole = whole;
        this.root = root;
    }

    /** @param single the mailbox that all goes into; {@code null} for the files' own names */
    void run(String single) throws IOException, StoreException, TransferFailed {
        Map<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(root)) {
            find(root, new ArrayList<>(), files);
        } else {
            files.put(mailbox(List.of(root.getFileName().toString())), root);
        }
        if (files.isEmpty()) {
            throw new TransferFailed(root + " has no Maildir and no mbox files");
        }
        long octets = 0;
        for (Path file : files.values()) {
            octets += Files.size(file);
        }
        whole.total(octets);
        for (Map.Entry<String, Path> each : files.entrySet()) {
            read(single == null ? each.getKey() : single, each.getValue());
        }
    }

    /** Files that begin with a From line; folders, also those that Thunderbird calls {@code name.sbd}, are levels. */
    private static void find(Path folder, List<String> levels, Map<String, Path> files) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".")) {
                    continue;
                }
                levels.add(name.endsWith(".sbd") ? name.substring(0, name.length() - 4) : name);
                if (Files.isDirectory(entry)) {
                    find(entry, levels, files);
                } else if (isMbox(entry)) {
                    files.put(mailbox(levels), entry);
                }
                levels.remove(levels.size() - 1);
            }
        }
    }

    /** An empty one is one too, if its name says so. */
    private static boolean isMbox(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        if (Files.size(file) == 0) {
            return file.toString().endsWith(".mbox");
        }
        try (var mbox = new MboxFile(file)) {
            return MboxFile.isFrom(mbox.line());
        }
    }

    private static String mailbox(List<String> levels) {
        var names = new ArrayList<>(levels);
        int last = names.size() - 1;
        names.set(last, names.get(last).replaceAll("(?i)\\.(mbox|mbx)$", ""));
        String name = MaildirNames.of(names);
        boolean inbox = name.equalsIgnoreCase(Mailboxes.INBOX) || name.equalsIgnoreCase("mbox");
        return inbox ? Mailboxes.INBOX : name;
    }

    private void read(String mailbox, Path path) throws IOException, StoreException, TransferFailed {
        Instant changed = Files.getLastModifiedTime(path).toInstant();
        try (var file = new MboxFile(path); MailboxImport target = whole.mailbox(mailbox, EnumSet.noneOf(SpecialUse.class))) {
            byte[] line = file.line();
            while (line != null && MboxFile.isEmpty(line)) {
                line = file.line();
            }
            if (line != null && !MboxFile.isFrom(line)) {
                throw new TransferFailed(path + " is no mbox file: it does not begin with a From line");
            }
            while (line != null) {
                long start = file.position();
                message(file, MboxFile.text(line), changed, target);
                line = file.line();
                while (line != null && MboxFile.isEmpty(line)) {
                    line = file.line();
                }
                whole.advance(file.position() - start);
            }
            target.flush();
        } catch (Intake.StoreFailed e) {
            throw (StoreException) e.getCause();
        }
    }

    /** Leaves the file behind the message. */
    private void message(MboxFile file, String from, Instant otherwise, MailboxImport target) throws IOException, StoreException, TransferFailed {
        var header = new MboxHeader();
        long bodyStart = file.position();
        for (byte[] line = file.line(); line != null && header.size() < LONGEST_HEADER; line = file.line()) {
            header.line(line);
            bodyStart = file.position();
            byte[] next = MboxFile.isEmpty(line) ? null : file.peek();
            if (MboxFile.isEmpty(line) || next != null && MboxFile.isFrom(next)) {
                break;
            }
        }
        file.seek(bodyStart);
        long end = header.contentLength() < 0 ? -1 : bodyStart + header.contentLength();
        boolean counted = end >= 0 && file.endsAt(end);
        var body = new Body(file, counted ? end : -1);
        if (header.isNoMail()) {
            body.transferTo(OutputStream.nullOutputStream());
        } else {
            var octets = new SequenceInputStream(Collections.enumeration(List.of(new ByteArrayInputStream(header.kept()), body)));
            target.add(octets, header.flags().bounded(), date(from, otherwise));
            body.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** The date of a From line, which is UTC (RFC 4155). */
    static Instant date(String from, Instant otherwise) {
        Matcher date = DATE.matcher(from);
        if (!date.find()) {
            return otherwise;
        }
        try {
            String text = String.join(" ", date.group(6), date.group(1), date.group(2), date.group(3), date.group(4),
                date.group(5) == null ? "0" : date.group(5));
            return LocalDateTime.parse(text, MONTH).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    /** The body of the message that the file stands at; the empty line that ends it is no part of it. */
    private static final class Body extends InputStream {
        private final MboxFile file;
        private final long end;
        private byte[] line = {};
        private int at;
        /** Whether empty lines wait, to be given if more of the message follows. */
        private byte[] waiting;
        private boolean afterEmpty = true;
        private boolean done;

        Body(MboxFile file, long end) {
            this.file = file;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            return at < line.length || advance() ? line[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == line.length && !advance()) {
                return -1;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, target, offset, count);
            at += count;
            return count;
        }

        private boolean advance() throws IOException {
            if (done) {
                return false;
            }
            line = end >= 0 ? counted() : untilFrom();
            at = 0;
            done = line == null;
            line = done ? new byte[0] : line;
            return !done;
        }

        private byte[] counted() throws IOException {
            long left = end - file.position();
            byte[] next = left <= 0 ? null : file.line();
            if (next != null && next.length > left) {
                file.seek(end);
                next = Arrays.copyOf(next, (int) left);
            }
            return next;
        }

        private byte[] untilFrom() throws IOException {
            if (waiting != null) {
                byte[] empty = waiting;
                waiting = null;
                byte[] next = file.peek();
                if (next == null || MboxFile.isFrom(next)) {
                    return null;
                }
                afterEmpty = true;
                return empty;
            }
            byte[] next = file.peek();
            if (next == null || afterEmpty && MboxFile.isFrom(next)) {
                return null;
            }
            next = file.line();
            afterEmpty = false;
            if (MboxFile.isEmpty(next)) {
                waiting = next;
                return untilFrom();
            }
            return unquoted(next);
        }

        /** {@code >From } without one {@code >}. */
        private static byte[] unquoted(byte[] line) {
            int quotes = 0;
            while (quotes < line.length && line[quotes] == '>') {
                quotes++;
            }
            boolean from = quotes > 0 && line.length >= quotes + 5 && line[quotes] == 'F' && line[quotes + 1] == 'r' && line[quotes + 2] == 'o'
                && line[quotes + 3] == 'm' && line[quotes + 4] == ' ';
            return from ? Arrays.copyOfRange(line, 1, line.length) : line;
        }
    }
}
