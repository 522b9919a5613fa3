package posthouse.common.sasl;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.config.Settings;
import posthouse.common.net.Connection;
import posthouse.common.net.LogText;
import posthouse.common.sasl.LoginAttempt.Candidate;
import posthouse.common.sasl.oauth.AccessTokens;

/** Login, the same for all protocols: which mechanisms a connection may use, and whether a password is right. */
public final class Authenticator implements AutoCloseable {

    static final SaslStep WAIT = new SaslStep.Failure(SaslStep.Reason.TEMPORARY, "Too many failed logins, try again later");
    private static final SaslStep BUSY = new SaslStep.Failure(SaslStep.Reason.TEMPORARY, "Too many logins at once, try again later");
    private static final SaslStep WRONG = new SaslStep.Failure(SaslStep.Reason.CREDENTIALS, "Wrong name or password");

    private static final Logger LOG = LogManager.getLogger(Authenticator.class);
    /** The hash that PLAIN and the like are checked against. */
    private static final ScramHash PASSWORD_HASH = ScramHash.SHA_256;

    private final Credentials credentials;
    private final String plaintext;
    private final FakeKeys fakeKeys;
    private final Failures failures;
    private final Optional<KeptBans> keptBans;
    private final SlowDown slowDown;
    private final Optional<AccessTokens> tokens;
    private final LastUse lastUse;
    private final String channelBinding;
    private final PasswordCheck passwords = new PasswordCheck();

    public Authenticator(Credentials credentials, Settings settings) {
        this(credentials, settings, Optional.empty());
    }

    /** @param bans the file that remembers them over a restart */
    public Authenticator(Credentials credentials, Settings settings, Optional<Path> bans) {
        this.credentials = credentials;
        plaintext = settings.get(SaslKeys.PLAINTEXT);
        fakeKeys = new FakeKeys(credentials.secret(), settings.get(SaslKeys.ITERATIONS).intValue());
        channelBinding = settings.get(SaslKeys.CHANNEL_BINDING);
        tokens = AccessTokens.of(settings);
        lastUse = new LastUse(credentials);
        int limit = settings.get(SaslKeys.MAX_FAILURES).intValue();
        failures = new Failures(limit, settings.get(SaslKeys.BAN), System::nanoTime);
        keptBans = bans.map(file -> new KeptBans(failures, file));
        slowDown = new SlowDown(limit == 0 ? Duration.ZERO : settings.get(SaslKeys.SLOW_DOWN), System::nanoTime);
    }

    /** The mechanisms this connection is told of now, by their IANA names, strongest first; fewer without TLS (auth.plaintext). */
    public List<String> mechanisms(Connection connection) {
        var has = offer(connection);
        if (!announcesBinding(connection)) {
            has.remove(Mechanism.Needs.CHANNEL_BINDING);
        }
        return Mechanism.names(has);
    }

    /** Whether a client that can bind to the channel is told so; whoever does it unasked may. */
    boolean announcesBinding(Connection connection) {
        boolean wanted = switch (channelBinding) {
            case "always" -> true;
            case "reading" -> !Scope.covers(EnumSet.of(Scope.SMTP), connection.protocol());
            default -> false;
        };
        return wanted && ChannelBinding.isOffered(connection);
    }

    private EnumSet<Mechanism.Needs> offer(Connection connection) {
        var has = EnumSet.of(Mechanism.Needs.NOTHING);
        if (allowsPlaintext(connection)) {
            has.add(Mechanism.Needs.PRIVACY);
            tokens.ifPresent(issuer -> has.add(Mechanism.Needs.ISSUER));
        }
        if (ChannelBinding.isOffered(connection)) {
            has.add(Mechanism.Needs.CHANNEL_BINDING);
        }
        if (ExternalMechanism.isPossible(connection)) {
            has.add(Mechanism.Needs.CLIENT_CERTIFICATE);
        }
        return has;
    }

    /** Whether a password may cross this connection as it is: USER/PASS, LOGIN, PLAIN. */
    public boolean allowsPlaintext(Connection connection) {
        return connection.tls().isPresent() || plaintext.equals("always") || plaintext.equals("loopback") && connection.isLoopback();
    }

    /** Begins an exchange; empty if this connection can't have this one (names are compared without case). */
    public Optional<SaslExchange> start(String mechanism, Connection connection) {
        String name = mechanism.toUpperCase(Locale.ROOT);
        return Mechanism.find(name, offer(connection)).map(found -> found.begin(this, connection));
    }

    /** Checks a name and a password: USER/PASS of POP3, LOGIN of IMAP. The caller has asked {@link #allowsPlaintext}. */
    public CompletionStage<SaslStep> checkPassword(Connection connection, String name, String password) {
        return checkPassword(connection, "", name, password);
    }

    /** @param authorization who to act as (RFC 4422 2): empty, or the account itself */
    CompletionStage<SaslStep> checkPassword(Connection connection, String authorization, String name, String password) {
        if (mustWait(connection)) {
            return SaslText.done(WAIT);
        }
        var attempt = attempt(connection, name, PASSWORD_HASH);
        return slowly(connection, attempt, () -> passwords.check(attempt, password, () -> mustWait(connection))).thenApply(verdict -> verdict.matched()
            .map(matched -> succeeded(connection, attempt, matched, authorization, null))
            .orElseGet(() -> verdict.looked() ? failed(connection, attempt) : mustWait(connection) ? WAIT : BUSY));
    }

    /**
     * Checks APOP (RFC 1939 7): the digest of the greeting's timestamp and a secret of the account that is kept as it is. The same
     * work and answer where there is no such account, or no such secret.
     */
    public CompletionStage<SaslStep> checkApop(Connection connection, String name, String timestamp, String digest) {
        if (mustWait(connection)) {
            return SaslText.done(WAIT);
        }
        var attempt = attempt(connection, name, PASSWORD_HASH);
        Optional<String> secret = credentials.apopSecret(attempt.accountId());
        boolean right = ApopDigest.matches(timestamp, secret.orElse(attempt.name()), digest);
        return slowly(connection, attempt, () -> SaslText.done(right && secret.isPresent() && attempt.isReal()
            ? succeeded(connection, attempt, attempt.candidates().get(0), "", null) : failed(connection, attempt)));
    }

    /** Whoever has this name and keys of this hash, or nobody with fake ones. */
    LoginAttempt attempt(Connection connection, String name, ScramHash hash) {
        String prepared = SaslPrep.prepare(name);
        String canonical = credentials.canonical(prepared);
        var fake = fakeKeys.of(canonical, hash); // made in any case: the same time
        return LoginAttempt.of(canonical, credentials.find(prepared), hash, fake, connection.protocol());
    }

    Optional<AccessTokens> tokens() {
        return tokens;
    }

    /**
     * Somebody we trust says who the client is: an issuer of tokens, or of certificates.
     *
     * @param authorization who to act as: empty, or the account itself
     */
    SaslStep vouchedFor(Connection connection, String name, String authorization) {
        var login = credentials.find(SaslPrep.prepare(name));
        if (login.isEmpty()) {
            LOG.info("{} {} has no account here", connection.id(), LogText.of(name));
            return WRONG;
        }
        return allowed(connection, login.get(), authorization, null);
    }

    /** @param late whether it was good once, which is nobody's guess */
    SaslStep badToken(Connection connection, String user, boolean late) {
        LOG.info("{} access token refused{} as {} from {}", connection.id(), late ? " (late, or for something else)" : "", LogText.of(user),
            address(connection).getHostAddress());
        if (!late) {
            countFailure(connection, user);
        }
        return new SaslStep.Failure(SaslStep.Reason.CREDENTIALS, "The access token opens nothing here");
    }

    /** Whether this client's address has failed too often. */
    boolean mustWait(Connection connection) {
        return failures.mustWait(address(connection));
    }

    /** Does it at once, or later where there was guessing; whoever waits holds no thread. */
    <T> CompletionStage<T> slowly(Connection connection, LoginAttempt attempt, Supplier<CompletionStage<T>> login) {
        Duration delay = slowDown.before(address(connection), attempt.name(), failures.recent(address(connection)));
        return delay.isZero() ? login.get() : CompletableFuture.completedFuture(null)
            .thenComposeAsync(any -> login.get(), CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    SaslStep failed(Connection connection, LoginAttempt attempt) {
        slowDown.failed(attempt.name());
        countFailure(connection, attempt.name());
        LOG.info("{} login failed as {} from {}", connection.id(), LogText.of(attempt.name()), address(connection).getHostAddress());
        return WRONG;
    }

    private void countFailure(Connection connection, String name) {
        if (failures.add(address(connection), name)) {
            LOG.warn("{} {} failed too often to log in and has to wait", connection.id(), ClientNetwork.of(address(connection)));
            keptBans.ifPresent(KeptBans::changed);
        }
    }

    /** Somebody between the client and us: it ends like a wrong password, but isn't the client's failure. */
    SaslStep tampered(Connection connection, String name, String what) {
        LOG.warn("{} login as {} from {} refused. {}", connection.id(), LogText.of(name), address(connection).getHostAddress(), what);
        return new SaslStep.Failure(SaslStep.Reason.CREDENTIALS, what);
    }

    /** @param matched what was proved: the account's password or one of its app passwords */
    SaslStep succeeded(Connection connection, LoginAttempt attempt, Candidate matched, String authorization, byte[] additional) {
        var login = attempt.login().orElseThrow();
        failures.forgive(address(connection), attempt.name());
        slowDown.succeeded(address(connection), attempt.name());
        matched.appPassword().ifPresent(id -> lastUse.note(login.accountId(), id));
        return allowed(connection, login, authorization, additional);
    }

    private SaslStep allowed(Connection connection, Credentials.Login login, String authorization, byte[] additional) {
        if (!authorization.isEmpty() && !isSelf(login, authorization)) {
            LOG.info("{} {} may not act as {}", connection.id(), login.identity(), LogText.of(authorization));
            return new SaslStep.Failure(SaslStep.Reason.AUTHORIZATION, "May not act as another account");
        }
        LOG.debug("{} login as {}", connection.id(), login.identity());
        return new SaslStep.Success(login, additional);
    }

    private boolean isSelf(Credentials.Login login, String authorization) {
        return credentials.find(SaslPrep.prepare(authorization)).filter(other -> other.accountId() == login.accountId()).isPresent();
    }

    private static InetAddress address(Connection connection) {
        return connection.remote().getAddress();
    }

    /** The addresses that have to wait now. */
    public List<Ban> bans() {
        return failures.bans();
    }

    /** Lets an address log in again; false if it wasn't banned, or is no address. */
    public boolean endBan(String address) {
        boolean ended = ClientNetwork.parse(address).filter(failures::endBan).isPresent();
        if (ended) {
            keptBans.ifPresent(KeptBans::changed);
        }
        return ended;
    }

    @Override
    public void close() {
        passwords.close();
        lastUse.close();
        keptBans.ifPresent(KeptBans::close);
        tokens.ifPresent(AccessTokens::close);
    }
}
