package posthouse.server.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import posthouse.mailstore.BadMailboxName;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;

/** Reads a Maildir with its folders, of Dovecot (both layouts), Courier, and whoever keeps to the same. */
final class MaildirImport {
    private static final int DEEPEST = 50;

    private final Import whole;
    private final Path root;
    /** Folders with {@code cur}, by mailbox; INBOX first. */
    private final Map<String, Path> folders = new TreeMap<>(Comparator.comparing((String n) -> !n.equals(Mailboxes.INBOX))
        .thenComparing(Comparator.naturalOrder()));

    MaildirImport(Import whole, Path root) {
        this.whole = whole;
        this.root = root;
    }

    /** Whether there is a Maildir here, or folders that are. */
    static boolean isMaildir(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> below = Files.walk(path, 3)) {
            return below.anyMatch(p -> p.getFileName() != null && p.getFileName().toString().equals("cur") && Files.isDirectory(p));
        }
    }

    /** @param single the mailbox that all goes into; {@code null} for as many as there are */
    void run(String single) throws IOException, StoreException, TransferFailed {
        find(root, new ArrayList<>());
        long files = 0;
        for (Path folder : folders.values()) {
            files += names(folder.resolve("cur")).size() + names(folder.resolve("new")).size();
        }
        whole.total(files);
        for (Map.Entry<String, Path> each : folders.entrySet()) {
            read(single == null ? each.getKey() : single, each.getValue());
        }
        if (single == null) {
            subscribe();
        }
    }

    private void find(Path folder, List<String> levels) throws IOException {
        if (Files.isDirectory(folder.resolve("cur"))) {
            folders.put(levels.isEmpty() ? Mailboxes.INBOX : MaildirNames.of(levels), folder);
        }
        if (levels.size() == DEEPEST) {
            return;
        }
        try (DirectoryStream<Path> below = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path each : below) {
                String name = each.getFileName().toString();
                if (name.startsWith(".") && name.length() > 1 && Files.isDirectory(each.resolve("cur"))) {
                    String mailbox = MaildirNames.ofDotted(name);
                    folders.put(levels.isEmpty() ? mailbox : MaildirNames.of(levels) + Mailboxes.SEPARATOR + mailbox, each);
                } else if (!name.startsWith(".") && !List.of("cur", "new", "tmp").contains(name)) {
                    levels.add(name);
                    find(each, levels);
                    levels.remove(levels.size() - 1);
                }
            }
        }
    }

    private void read(String mailbox, Path folder) throws IOException, StoreException, TransferFailed {
        MailboxImport target;
        try {
            target = whole.mailbox(mailbox, EnumSet.noneOf(SpecialUse.class));
        } catch (BadMailboxName e) {
            whole.failed(folder + ": " + e.getMessage());
            return;
        }
        try (target) {
            var flags = new MaildirFlags(folder);
            for (String part : new String[] {"cur", "new"}) {
                for (String name : names(folder.resolve(part))) {
                    add(folder.resolve(part).resolve(name), flags, target);
                    whole.advance(1);
                }
            }
            target.flush();
        }
    }

    private void add(Path file, MaildirFlags flags, MailboxImport target) throws IOException, StoreException, TransferFailed {
        if (Files.exists(file) && !Files.isRegularFile(file)) { // to open a pipe would wait for whoever writes to it
            whole.failed(file + " is no file");
            return;
        }
        try (InputStream octets = open(file)) {
            target.add(octets, flags.read(file.getFileName().toString()).bounded(), Files.getLastModifiedTime(file).toInstant());
        } catch (Intake.StoreFailed e) {
            throw (StoreException) e.getCause();
        } catch (NoSuchFileException e) {
            // a mail program renamed or removed it meanwhile: it has other flags now, or is gone
            whole.failed(file + " is gone; a second run finds what it is called now");
        } catch (IOException e) {
            whole.failed(file + ": " + e.getMessage());
        }
    }

    /** As it is, or inflated: some servers compress. */
    private static InputStream open(Path file) throws IOException {
        var octets = new BufferedInputStream(Files.newInputStream(file), 64 << 10);
        octets.mark(2);
        boolean compressed = octets.read() == 0x1f && octets.read() == 0x8b;
        octets.reset();
        return compressed ? new GZIPInputStream(octets, 64 << 10) : octets;
    }

    /** Names of messages in the order in which they came: each begins with the second. */
    private static List<String> names(Path folder) throws IOException {
        var names = new ArrayList<String>();
        if (!Files.isDirectory(folder)) {
            return names;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".")) {
                    names.add(name);
                }
            }
        }
        names.sort(Comparator.comparingLong(MaildirImport::second).thenComparing(Comparator.naturalOrder()));
        return names;
    }

    private static long second(String name) {
        int end = 0;
        while (end < name.length() && end < 15 && Character.digit(name.charAt(end), 10) >= 0) {
            end++;
        }
        return end == 0 ? Long.MAX_VALUE : Long.parseLong(name.substring(0, end));
    }

    /** Dovecot's file in either version, Courier's. */
    private void subscribe() throws IOException, StoreException {
        for (String file : new String[] {"subscriptions", "courierimapsubscribed"}) {
            Path path = root.resolve(file);
            if (!Files.isRegularFile(path)) {
                continue;
            }
            boolean tabs = false;
            for (String line : new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList()) {
                tabs |= line.equals("V\t2");
                if (line.isBlank() || line.equals("V\t2")) {
                    continue;
                }
                String name = tabs ? MaildirNames.of(List.of(line.split("\t")))
                    : line.indexOf('/') >= 0 ? MaildirNames.of(List.of(line.split("/"))) : MaildirNames.ofDotted("." + line);
                if (whole.mailboxes().find(name).isPresent()) {
                    whole.mailboxes().subscribe(name);
                }
            }
        }
    }
}
