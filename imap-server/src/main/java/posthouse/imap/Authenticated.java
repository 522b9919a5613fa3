package posthouse.imap;

import posthouse.common.sasl.Credentials;
import posthouse.imap.access.Names;
import posthouse.imap.command.Notifications;
import posthouse.imap.metadata.MetadataNews;
import posthouse.imap.selected.AnnotationNews;
import posthouse.imap.selected.LiveMailboxes;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.StoreException;

/** The authenticated state (RFC 9051 3.2): who is logged in. The selected state is a part of it. */
public final class Authenticated {

    private final Client client;
    private final Credentials.Login login;
    private final Mailboxes mailboxes;
    private final Names names;
    private final LiveMailboxes liveMailboxes;
    private Selected selected;
    private volatile Notifications notifications;
    private MetadataNews metadataNews; // null if the client doesn't want to know

    Authenticated(Client client, Credentials.Login login, LiveMailboxes liveMailboxes) {
        this.client = client;
        this.login = login;
        this.liveMailboxes = liveMailboxes;
        this.mailboxes = client.store().mailboxes(login.accountId()).by("IMAP");
        this.names = new Names(client.store(), login.accountId());
    }

    public Client client() {
        return client;
    }

    /** The address of the account. */
    public String identity() {
        return login.identity();
    }

    /** The account's mailboxes. */
    public Mailboxes mailboxes() {
        return mailboxes;
    }

    /** Every mailbox that the account can name, those of others too. */
    public Names names() {
        return names;
    }

    public long accountId() {
        return login.accountId();
    }

    public MailStore store() {
        return client.store();
    }

    /** The selected mailbox, {@code null} if there is none. */
    public Selected selected() {
        return selected;
    }

    /** Selects a mailbox; none must be selected. */
    public Selected select(Mailbox mailbox, boolean readOnly, AnnotationNews annotations) throws StoreException {
        selected = new Selected(this, liveMailboxes, mailbox, readOnly, annotations);
        return selected;
    }

    /** Messages that no session was told of as {@code \Recent} (RFC 3501 2.3.2). */
    public int recent(Mailbox mailbox, Mailbox.Status status) throws StoreException {
        long first = mailbox.firstRecent(false);
        return first >= status.uidNext() ? 0 : liveMailboxes.countFrom(mailbox, first);
    }

    /** What the client is told without asking (RFC 5465) from now on; {@code null} for no more than is usual. */
    public void notify(Notifications wanted) {
        if (notifications != null) {
            notifications.close();
        }
        notifications = wanted;
    }

    /** The client itself does something to these names: it isn't told of that. */
    public void changes(String... names) {
        for (String name : names) {
            if (notifications != null) {
                notifications.own(name);
            }
        }
    }

    /** {@code null} if the client did not ask for them. */
    public Notifications notifications() {
        return notifications;
    }

    // ---- METADATA (RFC 5464 4.4.2, RFC 5465 5.6)

    /** From now on the client is told of annotations that others set. */
    public void hearOfMetadata() throws StoreException {
        if (metadataNews == null) {
            metadataNews = new MetadataNews(this);
        }
    }

    /** Whether there may be annotations to tell of. */
    boolean hearsOfMetadata() {
        return metadataNews != null;
    }

    /** Tells which annotations others set since this was asked last. */
    void writeMetadataNews(ImapWriter out) {
        boolean everything = client.enabled(Extension.METADATA);
        metadataNews.write(out, name -> everything || notifications != null && notifications.wantsMetadata(name));
    }

    /** What the client itself changes. */
    @FunctionalInterface
    public interface OwnChange {
        void run() throws StoreException;
    }

    /** Changes annotations without being told of it. */
    public void unheard(OwnChange change) throws StoreException {
        if (metadataNews == null) {
            change.run();
            return;
        }
        metadataNews.mute(true);
        try {
            change.run();
        } finally {
            metadataNews.mute(false);
        }
    }

    void close() {
        notify(null);
        if (metadataNews != null) {
            metadataNews.close();
        }
        unselect();
    }

    /** The messages of a mailbox that need not be selected. */
    public View viewOf(Mailbox mailbox) throws StoreException {
        return liveMailboxes.viewOf(mailbox);
    }

    /** @return whether a mailbox was selected */
    public boolean unselect() {
        if (selected == null) {
            return false;
        }
        selected.close();
        selected = null;
        return true;
    }
}
