package posthouse.imap;

import java.util.EnumSet;
import java.util.Set;
import posthouse.common.net.Connection;
import posthouse.common.sasl.Authenticator;
import posthouse.common.sasl.Credentials;
import posthouse.imap.command.Capabilities;
import posthouse.imap.fetch.Prepared;
import posthouse.imap.search.Scans;
import posthouse.imap.selected.Selected;
import posthouse.imap.sort.KnownKeys;
import posthouse.imap.thread.KnownFacts;
import posthouse.imap.url.AuthorizedUrls;
import posthouse.imap.wire.Language;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.MailStore;

/** One client's conversation, as its commands see it: the connection, and how far it came (RFC 9051 3). */
public final class Client {

    private final Connection connection;
    private final ImapProtocol protocol;
    private final Set<Extension> enabled = EnumSet.noneOf(Extension.class);
    private Authenticated authenticated;
    private Language language = Language.DEFAULT;
    private boolean owesHighestModSeq;

    Client(Connection connection, ImapProtocol protocol) {
        this.connection = connection;
        this.protocol = protocol;
        connection.idleLimit(protocol.limits.loginTimeout());
    }

    public Connection connection() {
        return connection;
    }

    public Authenticator authenticator() {
        return protocol.authenticator;
    }

    public MailStore store() {
        return protocol.store;
    }

    public Scans scans() {
        return protocol.scans;
    }

    public KnownFacts threadFacts() {
        return protocol.threadFacts;
    }

    public KnownKeys sortKeys() {
        return protocol.sortKeys;
    }

    /** URLs that carry an authorization (RFC 4467). */
    public AuthorizedUrls urls() {
        return protocol.urls;
    }

    /** How tokens of URLs are made; told only where nobody else can read it (RFC 4467 8, URLMECH). */
    public ResponseCode mechanismsOfUrls() {
        return authenticator().allowsPlaintext(connection) ? ResponseCode.URLMECH : ResponseCode.NONE;
    }

    /** What was written of messages' structures lately. */
    public Prepared prepared() {
        return protocol.prepared;
    }

    public ImapLimits limits() {
        return protocol.limits;
    }

    /** Who is logged in, {@code null} if nobody is. */
    public Authenticated authenticated() {
        return authenticated;
    }

    /** The selected mailbox, {@code null} if there is none. */
    public Selected selected() {
        return authenticated == null ? null : authenticated.selected();
    }

    public void loggedIn(Credentials.Login login) {
        authenticated = new Authenticated(this, login, protocol.liveMailboxes);
        connection.idleLimit(protocol.limits.idleTimeout());
    }

    /** TLS begins, and all that was known of the client is forgotten (RFC 9051 6.2.1). */
    void startAnew() {
        closed();
        authenticated = null;
        enabled.clear();
        language = Language.DEFAULT;
    }

    /** UNAUTHENTICATE: all that was known of the client is forgotten (RFC 8437 3). */
    public void unauthenticate() {
        startAnew();
        connection.idleLimit(protocol.limits.loginTimeout());
    }

    /** What the texts of responses are in (RFC 5255 3). */
    public Language language() {
        return language;
    }

    public void speak(Language next) {
        language = next;
    }

    /** Octets of a line, and of the literals in a command. */
    int maxLine() {
        return authenticated == null ? protocol.limits.lineBeforeLogin() : protocol.limits.line();
    }

    /** What CAPABILITY tells now. */
    public String capabilities() {
        return Capabilities.of(this);
    }

    /** Whether the client asked for it: by ENABLE, or by using what implies it. */
    public boolean enabled(Extension extension) {
        return enabled.contains(extension);
    }

    /** @return whether it wasn't enabled before */
    public boolean enable(Extension extension) {
        boolean first = !enabled(Extension.CONDSTORE);
        if (extension == Extension.QRESYNC) {
            enabled.add(Extension.CONDSTORE); // RFC 7162 3.2.3
        }
        boolean added = enabled.add(extension);
        owesHighestModSeq |= first && enabled(Extension.CONDSTORE);
        return added;
    }

    /** Whether the client, which has just begun to ask for mod-sequences, was not told that of its mailbox yet (RFC 7162 3.1.2.1). */
    boolean owesHighestModSeq() {
        return owesHighestModSeq && selected() != null;
    }

    /** Whether there is nothing to tell the client but answers, in a mailbox of its own. Waits for nothing. */
    boolean isQuiet() {
        Selected selected = selected();
        return selected != null && selected.mailbox().accountId() == authenticated.accountId() && selected.isUpToDate() && !owesHighestModSeq
            && authenticated.notifications() == null && !authenticated.hearsOfMetadata();
    }

    /** It was. */
    public void toldHighestModSeq() {
        owesHighestModSeq = false;
    }

    /** Whether the client takes UTF-8 in quoted strings and mailbox names: ENABLE UTF8=ACCEPT or IMAP4rev2. */
    public boolean utf8() {
        return enabled(Extension.UTF8_ACCEPT) || rev2();
    }

    /** Whether the client said ENABLE IMAP4rev2. */
    public boolean rev2() {
        return enabled(Extension.IMAP4REV2);
    }

    void closed() {
        if (authenticated != null) {
            authenticated.close();
        }
    }
}
