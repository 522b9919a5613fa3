package posthouse.server.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** Writes an account as a Maildir++ that Dovecot, Courier and mail programs read. A file's name tells what it is of, so a second run goes on. */
final class MaildirExport {
    private static final int SOME = 200;

    private final Export whole;
    private final Path root;

    MaildirExport(Export whole, Path root) {
        this.whole = whole;
        this.root = root;
    }

    void run() throws IOException, StoreException {
        var subscribed = new ArrayList<String>();
        for (Mailboxes.Info mailbox : whole.mailboxes()) {
            Path folder = root.resolve(MaildirNames.folder(mailbox.name()));
            for (String part : new String[] {"cur", "new", "tmp"}) {
                Files.createDirectories(folder.resolve(part));
            }
            if (!mailbox.name().equals(Mailboxes.INBOX)) {
                Files.write(folder.resolve("maildirfolder"), new byte[0]); // Maildir++: this is no Maildir of its own
            }
            write(whole.open(mailbox), folder);
            if (mailbox.subscribed()) {
                subscribed.add(MaildirNames.dotted(mailbox.name()));
            }
        }
        Files.write(root.resolve("subscriptions"), subscribed, StandardCharsets.UTF_8);
    }

    private void write(Mailbox mailbox, Path folder) throws IOException, StoreException {
        var flags = new MaildirFlags(folder);
        Map<String, String> there = there(folder.resolve("cur"));
        long[] uids = mailbox.index().uids();
        for (int from = 0; from < uids.length; from += SOME) {
            int to = Math.min(from + SOME, uids.length);
            var some = new ArrayList<Message>();
            mailbox.read(UidSet.of(Arrays.copyOfRange(uids, from, to)), Detail.SUMMARY, some::add);
            for (Message message : some) {
                whole.advance(write(mailbox, message, folder, flags, there));
            }
            flags.save();
        }
    }

    /** Names of what is there, by what stands before the flags. */
    private static Map<String, String> there(Path folder) throws IOException {
        var there = new HashMap<String, String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                there.put(name.substring(0, MaildirFlags.start(name)), name);
            }
        }
        return there;
    }

    private boolean write(Mailbox mailbox, Message message, Path folder, MaildirFlags flags, Map<String, String> there)
        throws IOException, StoreException {
        String name = message.internalDate().getEpochSecond() + ".M" + message.id() + "U" + message.uid() + "V" + mailbox.uidValidity() + ".posthouse";
        Path target = folder.resolve("cur").resolve(name + flags.write(message.flags()));
        String before = there.get(name);
        if (before != null) {
            if (!before.equals(target.getFileName().toString())) {
                Files.move(folder.resolve("cur").resolve(before), target, StandardCopyOption.ATOMIC_MOVE);
            }
            return false;
        }
        Path written = folder.resolve("tmp").resolve(name);
        boolean reversible = isReversible(mailbox, message);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(written), 64 << 10)) {
            var lines = new UnixLines(out);
            if (!whole.write(mailbox, message, reversible ? lines : out)) {
                Files.delete(written);
                return false;
            }
            lines.finish();
        }
        Files.setLastModifiedTime(written, FileTime.from(message.internalDate()));
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /** Whether its octets come back if each LF gets its CR: not those of a message with a bare LF. Such a one is written as it stands. */
    private boolean isReversible(Mailbox mailbox, Message message) throws IOException, StoreException {
        var bare = new boolean[1];
        whole.write(mailbox, message, new OutputStream() {
            private int previous;

            @Override
            public void write(int octet) {
                bare[0] |= octet == '\n' && previous != '\r';
                previous = octet;
            }

            @Override
            public void write(byte[] octets, int offset, int length) {
                for (int i = offset; i < offset + length; i++) {
                    write(octets[i]);
                }
            }
        });
        return !bare[0];
    }
}
