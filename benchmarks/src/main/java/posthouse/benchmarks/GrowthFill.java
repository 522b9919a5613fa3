package posthouse.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import posthouse.common.address.EmailAddress;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailboxes;

/**
 * Fills the accounts of a data folder for {@code benchmarks/growth}: {@code messagesN@example.org} gets N messages, {@code mailboxesN@example.org}
 * N mailboxes. Arguments: the folder, the sizes.
 */
public final class GrowthFill {
    private static final Settings DEFAULTS = new Settings() {
        @Override
        public <T> Optional<T> find(Key<T> key) {
            return Optional.empty();
        }
    };

    private GrowthFill() {
    }

    public static void main(String[] args) throws Exception {
        try (MailStore store = MailStore.open(Path.of(args[0]), DEFAULTS)) {
            for (int i = 1; i < args.length; i++) {
                String[] word = args[i].split("=");
                Mailboxes mailboxes = store.mailboxes(store.directory().account(EmailAddress.parse(word[0])).orElseThrow().id());
                int count = Integer.parseInt(word[1]);
                if (word[0].startsWith("messages")) {
                    Posthouse.fill(store, mailboxes.open(Mailboxes.INBOX), message(), count);
                    mailboxes.open(Mailboxes.INBOX).index(); // as a mailbox that is in use when the server stops
                } else {
                    for (int mailbox = mailboxes.list().size(); mailbox < count; mailbox++) {
                        mailboxes.create("box " + mailbox, Set.of());
                    }
                }
            }
        }
    }

    private static byte[] message() {
        return ("From: Sender <sender@example.org>\r\nTo: recipient@example.org\r\nSubject: one of very many\r\n"
            + "Date: Mon, 1 Jan 2024 10:00:00 +0000\r\nMessage-ID: <many@example.org>\r\n\r\n" + "A line of text in a short message.\r\n".repeat(10))
            .getBytes(StandardCharsets.US_ASCII);
    }
}
