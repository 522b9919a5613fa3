package posthouse.imap;

import posthouse.common.config.CommonKeys;
import posthouse.common.config.Settings;
import posthouse.common.net.Connection;
import posthouse.common.net.Protocol;
import posthouse.common.net.Session;
import posthouse.common.sasl.Authenticator;
import posthouse.imap.fetch.Prepared;
import posthouse.imap.search.Scans;
import posthouse.imap.selected.LiveMailboxes;
import posthouse.imap.sort.KnownKeys;
import posthouse.imap.thread.KnownFacts;
import posthouse.imap.url.AuthorizedUrls;
import posthouse.mailstore.MailStore;

/** IMAP4rev1 (RFC 3501): what all connections share. */
public final class ImapProtocol implements Protocol {

    final MailStore store;
    final Authenticator authenticator;
    final ImapLimits limits;
    final LiveMailboxes liveMailboxes = new LiveMailboxes();
    final Scans scans;
    final KnownFacts threadFacts = new KnownFacts();
    final KnownKeys sortKeys = new KnownKeys();
    final AuthorizedUrls urls;
    final Prepared prepared = new Prepared();

    public ImapProtocol(MailStore store, Authenticator authenticator, Settings settings) {
        this.store = store;
        this.authenticator = authenticator;
        this.limits = ImapLimits.of(settings);
        this.urls = new AuthorizedUrls(store, CommonKeys.hostname(settings));
        this.scans = new Scans(settings.get(ImapKeys.SEARCH_TIMEOUT));
    }

    @Override
    public String name() {
        return "imap";
    }

    @Override
    public Session open(Connection connection) {
        return new ImapSession(new Client(connection, this));
    }

    @Override
    public String refusal() {
        return "* BYE [UNAVAILABLE] Too many connections, try again later\r\n";
    }
}
