package posthouse.imap.url;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.sasl.Credentials.Login;
import posthouse.imap.access.Names;
import posthouse.imap.access.Right;
import posthouse.imap.fetch.PartOfMessage;
import posthouse.imap.url.AuthorizedUrl.Access;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapUrl;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.MessageUrls;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.StoreException;

/** Makes tokens of URLs and opens what they name, as the one mechanism INTERNAL has it (RFC 4467 2.4.1, 5, 6). */
public final class AuthorizedUrls implements MessageUrls {

    static final String INTERNAL = "INTERNAL";

    /** How the token is made; in front of it, so that another way can be told apart later (RFC 4467 2.4.1). */
    private static final String WAY = "01";
    private static final String ALGORITHM = "HmacSHA256";

    private final MailStore store;
    private final String hostname;
    /** In place of a mailbox's key where there is no such mailbox: the answer takes as long. */
    private final byte[] nobodys = new byte[32];

    /** @param hostname the server's own */
    public AuthorizedUrls(MailStore store, String hostname) {
        this.store = store;
        this.hostname = hostname;
        new SecureRandom().nextBytes(nobodys);
    }

    /** The whole URL for a rump that an account gave. */
    String authorize(AuthorizedUrl rump, long account) throws BadSyntax, StoreException {
        if (account(rump.url().user()).filter(user -> user == account).isEmpty()) {
            throw new BadSyntax("only the user in the URL can let others read"); // RFC 4467 7, GENURLAUTH
        }
        Mailbox mailbox = mailbox(rump.url(), account).orElseThrow(() -> new BadSyntax("no such mailbox"));
        byte[] key = store.accessKeys().make(account, mailbox.id());
        return rump.rump() + ":" + INTERNAL.toLowerCase(Locale.ROOT) + ":" + token(key, rump.rump());
    }

    /**
     * Opens what a URL names.
     *
     * @param lets whether whoever fetches is one of those whom the URL lets in
     * @return empty if it gives nothing, for whatever reason
     */
    Optional<PartOfMessage> open(AuthorizedUrl url, Predicate<Access> lets) throws StoreException {
        Optional<Long> user = account(url.url().user());
        Optional<Mailbox> mailbox = user.isEmpty() ? Optional.empty() : mailbox(url.url(), user.get());
        Optional<byte[]> key = mailbox.isEmpty() ? Optional.empty() : store.accessKeys().find(user.get(), mailbox.get().id());
        boolean right = matches(token(key.orElse(nobodys), url.rump()), url.token()); // whether there is a key or not (RFC 4467 6)
        boolean late = url.expires() != null && !Instant.now().isBefore(url.expires());
        if (key.isEmpty() || !right || late || !url.mechanism().equals(INTERNAL) || !lets.test(url.access())) {
            return Optional.empty();
        }
        try {
            return Optional.of(PartOfMessage.open(mailbox.get(), url.url()));
        } catch (BadSyntax | MessageGone e) {
            return Optional.empty();
        }
    }

    /**
     * For submission: the submitter may read what a URL lets it read, and what it lets be submitted for it; and by a URL without authorization
     * what it may read anyway (RFC 4468 3.3).
     */
    @Override
    public Content open(String text, long submitter) throws Unresolved, StoreException {
        if (!AuthorizedUrl.isOne(text)) {
            return regular(text, submitter);
        }
        AuthorizedUrl url;
        try {
            url = AuthorizedUrl.parse(text);
        } catch (BadSyntax e) {
            throw new Unresolved(Reason.SYNTAX);
        }
        var found = open(url, access -> access.user() == null || isMe(access.user(), submitter));
        if (found.isEmpty()) {
            throw new Unresolved(isHere(url.url().host()) ? Reason.REFUSED : Reason.ELSEWHERE);
        }
        return found.get();
    }

    private Content regular(String text, long submitter) throws Unresolved, StoreException {
        ImapUrl url;
        try {
            url = ImapUrl.parse(text);
        } catch (BadSyntax e) {
            throw new Unresolved(Reason.SYNTAX);
        }
        if (url.host() == null) {
            throw new Unresolved(Reason.SYNTAX);
        } else if (!isHere(url.host())) {
            throw new Unresolved(Reason.ELSEWHERE);
        }
        boolean mine = url.user() == null || isMe(url.user(), submitter);
        try {
            Mailbox mailbox = mine ? mailbox(url, submitter).orElse(null) : null;
            if (mailbox == null) {
                throw new Unresolved(Reason.REFUSED);
            }
            return PartOfMessage.open(mailbox, url);
        } catch (BadSyntax | MessageGone e) {
            throw new Unresolved(Reason.REFUSED);
        }
    }

    boolean isMe(String user, long account) {
        return account(user).filter(id -> id == account).isPresent();
    }

    private Optional<Long> account(String user) {
        return store.directory().find(user).map(Login::accountId);
    }

    /** The mailbox, as the user in the URL names it and may read it now. */
    private Optional<Mailbox> mailbox(ImapUrl url, long user) {
        try {
            Mailbox mailbox = new Names(store, user).open(url.mailbox(), Right.READ).mailbox();
            long validity = url.uidValidity();
            return validity == 0 || validity == mailbox.uidValidity() ? Optional.of(mailbox) : Optional.empty();
        } catch (Refused | NoSuchMailbox e) {
            return Optional.empty();
        }
    }

    /** Whether a host's name means this server, as far as that can be known. */
    private boolean isHere(String host) {
        try {
            return host.equalsIgnoreCase(hostname) || store.directory().isLocal(Domain.parse(host));
        } catch (BadAddress e) {
            return false;
        }
    }

    private static String token(byte[] key, String rump) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return WAY + HexFormat.of().formatHex(mac.doFinal(rump.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** In the same time, wherever they differ (RFC 4467 6). */
    private static boolean matches(String right, String given) {
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.US_ASCII), given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    }
}
