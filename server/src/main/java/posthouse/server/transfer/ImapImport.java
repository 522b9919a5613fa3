package posthouse.server.transfer;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import posthouse.mailstore.BadMailboxName;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.EnvelopeStructure;

/**
 * Pulls an account from another IMAP server: mailboxes with their names, special uses (RFC 6154) and subscriptions, messages with flags and dates.
 * Nothing there changes. Messages that are here already, by size and Message-ID, are not fetched again.
 */
final class ImapImport {
    private static final int SOME = 200;
    private static final String MESSAGE_ID = "Message-ID";
    private static final int MINUTE = 60_000;
    /** Views of mail that lies in other mailboxes too. */
    private static final Set<String> VIRTUAL = Set.of("\\all", "\\flagged", "\\important", "\\noselect", "\\nonexistent");

    private final Import whole;
    private final URI server;
    private final String password;
    private final boolean checked;

    /** @param checked whether the certificate must be a known one, and TLS there must be */
    ImapImport(Import whole, URI server, String password, boolean checked) {
        this.whole = whole;
        this.server = server;
        this.password = password;
        this.checked = checked;
    }

    /** {@code imaps://user@host:993}, or {@code imap://} for STARTTLS. */
    static URI server(String url) throws TransferFailed {
        try {
            var server = new URI(url);
            if (server.getHost() == null || !List.of("imap", "imaps").contains(server.getScheme()) || server.getRawUserInfo() == null) {
                throw new TransferFailed("'" + url + "' is no IMAP server; expected imaps://USER@HOST[:PORT], with %40 for an @ in USER");
            }
            return server;
        } catch (URISyntaxException e) {
            throw new TransferFailed("'" + url + "' is no IMAP server; expected imaps://USER@HOST[:PORT], with %40 for an @ in USER");
        }
    }

    /** @param single the mailbox that all goes into; {@code null} for as many as there are */
    void run(String single) throws IOException, StoreException, TransferFailed {
        try (var store = (IMAPStore) session().getStore(server.getScheme())) {
            String user = URLDecoder.decode(server.getRawUserInfo().replaceAll(":.*", "").replace("+", "%2B"), StandardCharsets.UTF_8);
            store.connect(server.getHost(), server.getPort(), user, password);
            List<IMAPFolder> folders = folders(store);
            long total = 0;
            for (IMAPFolder folder : folders) {
                total += Math.max(0, folder.getMessageCount());
            }
            whole.total(total);
            for (IMAPFolder folder : folders) {
                read(folder, single);
            }
        } catch (AuthenticationFailedException e) {
            throw new TransferFailed(server.getHost() + " does not take this user and password: " + e.getMessage(), e);
        } catch (MessagingException e) {
            throw new TransferFailed("the other server: " + text(e) + "; a second run goes on from here", e);
        }
    }

    private Session session() {
        String protocol = "mail." + server.getScheme() + ".";
        var properties = new Properties();
        properties.put(protocol + "connectiontimeout", MINUTE);
        properties.put(protocol + "timeout", 2 * MINUTE);
        properties.put(protocol + "writetimeout", MINUTE);
        properties.put(protocol + "peek", true);
        properties.put(protocol + "fetchsize", 1 << 20);
        properties.put(protocol + "starttls.enable", true);
        properties.put(protocol + "starttls.required", checked);
        properties.put(protocol + "ssl.checkserveridentity", checked);
        if (!checked) {
            properties.put(protocol + "ssl.trust", "*");
        }
        return Session.getInstance(properties);
    }

    /** All that have mail of their own, INBOX first. */
    private static List<IMAPFolder> folders(IMAPStore store) throws MessagingException {
        var folders = new ArrayList<IMAPFolder>();
        for (Folder folder : store.getDefaultFolder().list("*")) {
            var imap = (IMAPFolder) folder;
            boolean virtual = Stream.of(imap.getAttributes()).anyMatch(a -> VIRTUAL.contains(a.toLowerCase(Locale.ROOT)));
            if ((imap.getType() & Folder.HOLDS_MESSAGES) != 0 && !virtual) {
                folders.add(imap);
            }
        }
        folders.sort(Comparator.comparing((IMAPFolder f) -> !f.getFullName().equalsIgnoreCase(Mailboxes.INBOX)).thenComparing(IMAPFolder::getFullName));
        return folders;
    }

    private void read(IMAPFolder folder, String single) throws MessagingException, IOException, StoreException, TransferFailed {
        MailboxImport target;
        try {
            target = whole.mailbox(single == null ? name(folder) : single, uses(folder));
        } catch (BadMailboxName e) {
            whole.failed(folder.getFullName() + ": " + e.getMessage());
            return;
        }
        folder.open(Folder.READ_ONLY);
        try (target) {
            int count = folder.getMessageCount();
            for (int first = 1; first <= count; first += SOME) {
                Message[] some = folder.getMessages(first, Math.min(count, first + SOME - 1));
                var profile = new FetchProfile();
                profile.add(MESSAGE_ID); // no envelopes: of broken mail they can't be read
                profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
                profile.add(FetchProfile.Item.FLAGS);
                profile.add(FetchProfile.Item.SIZE);
                profile.add(UIDFolder.FetchProfileItem.UID);
                folder.fetch(some, profile);
                for (Message message : some) {
                    add((IMAPMessage) message, target);
                    ((IMAPMessage) message).invalidateHeaders();
                    whole.advance(1);
                }
            }
            target.flush();
        } finally {
            if (folder.isOpen()) {
                folder.close(false);
            }
        }
    }

    private void add(IMAPMessage message, MailboxImport target) throws MessagingException, IOException, StoreException, TransferFailed {
        try {
            String[] id = message.getHeader(MESSAGE_ID);
            if (id != null && target.known().has(message.getSize(), messageId(id[0]))) {
                whole.skipped();
                return;
            }
            var date = message.getReceivedDate();
            Flags flags = flags(message).bounded();
            try (var octets = message.getMimeStream()) {
                target.add(octets, flags, date == null ? null : date.toInstant());
            }
        } catch (MessageRemovedException e) {
            whole.failed("a message of " + message.getFolder().getFullName() + " was expunged meanwhile");
        } catch (FolderClosedException e) {
            throw e;
        } catch (Intake.StoreFailed e) {
            throw (StoreException) e.getCause();
        } catch (MessagingException e) {
            whole.failed("message " + message.getMessageNumber() + " of " + message.getFolder().getFullName() + ": " + text(e));
        }
    }

    private static EnvelopeStructure messageId(String id) {
        return new EnvelopeStructure(null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, id);
    }

    private static Flags flags(Message message) throws MessagingException {
        Set<Flags.System> system = EnumSet.noneOf(Flags.System.class);
        for (Flag flag : message.getFlags().getSystemFlags()) {
            if (flag == Flag.SEEN) {
                system.add(Flags.System.SEEN);
            } else if (flag == Flag.ANSWERED) {
                system.add(Flags.System.ANSWERED);
            } else if (flag == Flag.FLAGGED) {
                system.add(Flags.System.FLAGGED);
            } else if (flag == Flag.DELETED) {
                system.add(Flags.System.DELETED);
            } else if (flag == Flag.DRAFT) {
                system.add(Flags.System.DRAFT);
            }
        }
        return Flags.of(system, Stream.of(message.getFlags().getUserFlags()).filter(ImportedKeyword::isAtom).toList());
    }

    private static Set<SpecialUse> uses(IMAPFolder folder) throws MessagingException {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        for (String attribute : folder.getAttributes()) {
            Stream.of(SpecialUse.values()).filter(u -> u.attribute.equalsIgnoreCase(attribute)).forEach(uses::add);
        }
        return uses;
    }

    /** The mailbox here that is for the same, or one of the same name. */
    private String name(IMAPFolder folder) throws MessagingException {
        Set<SpecialUse> uses = uses(folder);
        for (Mailboxes.Info info : whole.mailboxes().list()) {
            if (info.uses().stream().anyMatch(uses::contains)) {
                return info.name();
            }
        }
        String separator = String.valueOf(folder.getSeparator());
        var levels = new ArrayList<>(Arrays.asList(folder.getFullName().split(Pattern.quote(separator), -1)));
        boolean inbox = levels.get(0).equalsIgnoreCase(Mailboxes.INBOX);
        if (inbox && levels.size() > 1) {
            levels.remove(0); // servers that have all mailboxes below INBOX
        }
        return inbox && levels.size() == 1 && folder.getFullName().equalsIgnoreCase(Mailboxes.INBOX) ? Mailboxes.INBOX
            : String.join(String.valueOf(Mailboxes.SEPARATOR), levels.stream().map(MaildirNames::allowed).toList());
    }

    private static String text(MessagingException e) {
        Throwable cause = e;
        while (cause instanceof MessagingException mail && mail.getNextException() != null || cause.getCause() != null) {
            cause = cause instanceof MessagingException mail && mail.getNextException() != null ? mail.getNextException() : cause.getCause();
        }
        String text = cause.getMessage() == null ? cause.toString() : cause.getMessage().strip();
        return text.contains("certification path") ? "its certificate is signed by nobody known (--insecure takes it all the same)" : text;
    }
}
