package posthouse.server.transfer;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/**
 * Writes an account as a folder of mbox files (RFC 4155, quoted as mboxrd), flags in Status, X-Status and X-Keywords. How far each file is stands
 * beside them, so that a second run goes on, or adds what is new.
 */
final class MboxExport {
    private static final String STATE = ".posthouse-export";
    private static final int SOME = 200;
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Export whole;
    private final Path root;
    /** By UIDVALIDITY: the last UID that is whole, and the file's length then. */
    private final Map<Long, long[]> state = new HashMap<>();

    MboxExport(Export whole, Path root) {
        this.whole = whole;
        this.root = root;
    }

    void run() throws IOException, StoreException {
        Files.createDirectories(root);
        load();
        for (Mailboxes.Info info : whole.mailboxes()) {
            Path file = root.resolve(file(info.name()));
            Files.createDirectories(file.getParent());
            write(whole.open(info), file);
        }
    }

    private static String file(String mailbox) {
        return Stream.of(mailbox.split("/")).map(l -> MaildirNames.dotted(l).replace("&AC4-", ".")).map(l -> l.startsWith(".") ? "&AC4-" + l.substring(1) : l)
            .collect(Collectors.joining("/")) + ".mbox";
    }

    private void load() throws IOException {
        Path file = root.resolve(STATE);
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                long[] numbers = Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
                state.put(numbers[0], new long[] {numbers[1], numbers[2]});
            }
        }
    }

    private void save() throws IOException {
        var lines = new ArrayList<String>();
        state.forEach((uidValidity, at) -> lines.add(uidValidity + " " + at[0] + " " + at[1]));
        Path written = root.resolve(STATE + ".new");
        Files.write(written, lines);
        Files.move(written, root.resolve(STATE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(Mailbox mailbox, Path path) throws IOException, StoreException {
        long[] at = state.getOrDefault(mailbox.uidValidity(), new long[2]);
        if (!Files.isRegularFile(path) || Files.size(path) < at[1]) {
            at = new long[2];
        }
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(at[1]); // what a run that broke off left half
            file.seek(at[1]);
            long[] uids = mailbox.index().uids();
            for (int from = 0; from < uids.length; from += SOME) {
                int to = Math.min(from + SOME, uids.length);
                write(mailbox, Arrays.copyOfRange(uids, from, to), at[0], file);
                at = new long[] {Math.max(at[0], uids[to - 1]), file.getFilePointer()};
                state.put(mailbox.uidValidity(), at);
                save();
            }
        }
    }

    private void write(Mailbox mailbox, long[] uids, long done, RandomAccessFile file) throws IOException, StoreException {
        var some = new ArrayList<Message>();
        mailbox.read(UidSet.of(uids), Detail.STRUCTURE, some::add);
        var out = new BufferedOutputStream(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                file.write(octet);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                file.write(octets, offset, length);
            }
        }, 256 << 10);
        for (Message message : some) {
            if (message.uid() > done) {
                write(mailbox, message, out);
            }
            whole.advance(message.uid() > done);
        }
        out.flush();
    }

    private void write(Mailbox mailbox, Message message, OutputStream out) throws IOException, StoreException {
        out.write(("From MAILER-DAEMON " + date(message.internalDate()) + "\n").getBytes(StandardCharsets.US_ASCII));
        var lines = new Quoting(out, own(message.flags()));
        var unix = new UnixLines(lines);
        whole.write(mailbox, message, unix);
        unix.finish();
        lines.finish();
    }

    static String date(Instant date) {
        return ASCTIME.format(date);
    }

    /** The lines of its flags. */
    private static byte[] own(Flags flags) {
        var lines = new StringBuilder("Status: " + (flags.has(Flags.System.SEEN) ? "RO" : "O") + "\n");
        String letters = (flags.has(Flags.System.ANSWERED) ? "A" : "") + (flags.has(Flags.System.FLAGGED) ? "F" : "")
            + (flags.has(Flags.System.DRAFT) ? "T" : "") + (flags.has(Flags.System.DELETED) ? "D" : "");
        lines.append(letters.isEmpty() ? "" : "X-Status: " + letters + "\n");
        List<String> keywords = flags.keywords();
        lines.append(keywords.isEmpty() ? "" : "X-Keywords: " + String.join(" ", keywords) + "\n");
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Puts the flags behind the header, and a {@code >} before each {@code From }, {@code >From } and so on. */
    private static final class Quoting extends OutputStream {
        private static final int LONGEST = 1000;

        private final OutputStream out;
        private final byte[] own;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream(200);
        private boolean inHeader = true;
        private boolean lineBegins = true;

        Quoting(OutputStream out, byte[] own) {
            this.out = out;
            this.own = own;
        }

        @Override
        public void write(int octet) throws IOException {
            line.write(octet);
            if (octet == '\n' || line.size() == LONGEST) {
                end(octet == '\n');
            }
        }

        private void end(boolean whole) throws IOException {
            byte[] octets = line.toByteArray();
            line.reset();
            if (inHeader && lineBegins && octets.length == 1) {
                out.write(own);
                inHeader = false;
            } else if (lineBegins && isFrom(octets)) {
                out.write('>');
            }
            out.write(octets);
            lineBegins = whole;
        }

        private static boolean isFrom(byte[] line) {
            int at = 0;
            while (at < line.length && line[at] == '>') {
                at++;
            }
            return new String(line, at, Math.min(5, line.length - at), StandardCharsets.ISO_8859_1).equals("From ");
        }

        void finish() throws IOException {
            boolean open = line.size() > 0 || !lineBegins;
            if (line.size() > 0) {
                end(false);
            }
            out.write(open ? "\n".getBytes(StandardCharsets.US_ASCII) : new byte[0]);
            if (inHeader) { // a message without a body
                out.write(own);
                out.write('\n');
            }
            out.write('\n');
        }
    }
}
