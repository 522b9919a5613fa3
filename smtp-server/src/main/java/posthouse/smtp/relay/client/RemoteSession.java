package posthouse.smtp.relay.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import posthouse.common.address.ReversePath;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;

/** A connection to another server that is ready for mail: greeted, introduced, with TLS and login where they belong. */
public final class RemoteSession implements AutoCloseable {

    private static final Duration QUIT = Duration.ofSeconds(5);

    private final Hop hop;
    private final Sender sender;
    private final Wire wire;
    private Map<String, String> extensions = Map.of();
    private SSLSession tls;
    private int transactions;
    private boolean broken;

    private RemoteSession(Hop hop, Sender sender, Wire wire) {
        this.hop = hop;
        this.sender = sender;
        this.wire = wire;
    }

    /** A handshake that fails where nobody insists on TLS is followed by a connection without (RFC 7435 3). */
    public static RemoteSession open(Hop hop, Sender sender) throws HopFailure {
        try {
            return openOnce(hop, sender);
        } catch (NoTls e) {
            if (hop.tls().mustEncrypt() || hop.implicitTls()) {
                throw e.failure;
            }
            sender.wire().accept("(" + e.failure.getMessage() + "; once more without TLS)");
            try {
                return openOnce(hop.inClear(), sender);
            } catch (NoTls impossible) {
                throw impossible.failure;
            }
        }
    }

    /** TLS was begun and failed. */
    private static final class NoTls extends Exception {
        private final transient HopFailure failure;

        NoTls(HopFailure failure) {
            super(failure.getMessage(), null, false, false);
            this.failure = failure;
        }
    }

    private static RemoteSession openOnce(Hop hop, Sender sender) throws HopFailure, NoTls {
        var session = new RemoteSession(hop, sender, Wire.connect(hop, sender));
        try {
            session.begin();
            return session;
        } catch (HopFailure | NoTls e) {
            session.broken = true;
            session.close();
            throw e;
        }
    }

    private void begin() throws HopFailure, NoTls {
        if (hop.implicitTls()) {
            secure();
        }
        RemoteReply greeting = wire.reply(sender.patience().reply(), "waiting for the greeting");
        if (!greeting.isPositive()) {
            throw new HopFailure(greeting, "greeting");
        }
        String name = greeting.lines().get(0).split(" ", 2)[0];
        if (name.equalsIgnoreCase(sender.hostname())) {
            throw new HopFailure("5.4.6", hop + " has the same name as this server, " + name + ": mail would go in circles");
        }
        hello();
        if (!hop.implicitTls() && hop.tls().level() != TlsDemand.Level.NONE) {
            startTls();
        }
        if (hop.login() != null) {
            login(hop.login());
        }
    }

    /** EHLO, or HELO where that is not known: RFC 5321 3.2. */
    private void hello() throws HopFailure {
        wire.line("EHLO " + sender.hostname());
        RemoteReply reply = wire.reply(sender.patience().reply(), "waiting for the answer to EHLO");
        if (reply.isPositive()) {
            var offered = new HashMap<String, String>();
            for (String line : reply.lines().subList(1, reply.lines().size())) {
                String[] words = line.strip().split("[ =]", 2);
                offered.putIfAbsent(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1].strip() : "");
            }
            extensions = offered;
            return;
        }
        extensions = Map.of();
        if (!reply.isPermanent()) {
            throw new HopFailure(reply, "EHLO");
        }
        wire.line("HELO " + sender.hostname());
        reply = wire.reply(sender.patience().reply(), "waiting for the answer to HELO");
        if (!reply.isPositive()) {
            throw new HopFailure(reply, "HELO");
        }
    }

    private void startTls() throws HopFailure, NoTls {
        if (!offers("STARTTLS")) {
            if (hop.tls().mustEncrypt()) {
                throw HopFailure.tls("starttls-not-supported", "4.7.10", hop + " does not offer STARTTLS, which " + hop.tls().source() + " asks for");
            }
            return;
        }
        wire.line("STARTTLS");
        RemoteReply reply = wire.reply(sender.patience().reply(), "waiting for the answer to STARTTLS");
        if (reply.isPositive()) {
            secure();
            hello(); // RFC 3207 4.2: what was said before does not count
        } else if (hop.tls().mustEncrypt()) {
            throw new HopFailure(reply, "STARTTLS, which " + hop.tls().source() + " asks for");
        }
    }

    private void secure() throws NoTls, HopFailure {
        try {
            tls = wire.startTls(hop, sender.trust(), sender.patience().reply());
        } catch (HopFailure e) {
            throw new NoTls(e);
        }
        var names = new ArrayList<>(List.of(hop.host()));
        names.addAll(hop.tls().names());
        Optional<Trust.Objection> objection = sender.trust().objection(tls, names, hop.tls());
        wire.tell("(certificate: " + objection.map(Trust.Objection::text).orElse("good") + ")");
        if (objection.isPresent() && hop.tls().wantsGoodCertificate()) {
            throw HopFailure.tls(objection.get().result(), "4.7.5",
                hop + ": " + objection.get().text() + ", and " + hop.tls().source() + " asks for a good one");
        }
    }

    /** RFC 4954 4: PLAIN, or LOGIN where nothing else is offered; never in clear. */
    private void login(Hop.Login login) throws HopFailure {
        String mechanisms = ' ' + extensions.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT) + ' ';
        if (tls == null) {
            throw new HopFailure("4.7.0", hop + " offers no TLS, and a password does not go without");
        }
        RemoteReply reply;
        if (mechanisms.contains(" PLAIN ")) {
            wire.secret("AUTH PLAIN " + base64('\0' + login.user() + '\0' + login.password()), "AUTH PLAIN ***");
            reply = wire.reply(sender.patience().reply(), "logging in");
        } else if (mechanisms.contains(" LOGIN ")) {
            wire.line("AUTH LOGIN");
            reply = wire.reply(sender.patience().reply(), "logging in");
            for (String word : List.of(login.user(), login.password())) {
                if (reply.code() == 334) {
                    wire.secret(base64(word), "***");
                    reply = wire.reply(sender.patience().reply(), "logging in");
                }
            }
        } else {
            throw new HopFailure("4.7.0", hop + " offers no login by PLAIN or LOGIN");
        }
        if (!reply.isPositive()) {
            throw new HopFailure("4.7.8", hop + " refuses the login of relay.smart-host-user: " + reply);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public Hop hop() {
        return hop;
    }

    public boolean offers(String extension) {
        return extensions.containsKey(extension);
    }

    /** What stands behind an extension's name, empty if nothing. */
    String parameter(String extension) {
        return extensions.getOrDefault(extension, "");
    }

    /** The extensions it offers, for people. */
    public List<String> extensions() {
        return extensions.keySet().stream().sorted().toList();
    }

    public Optional<SSLSession> tls() {
        return Optional.ofNullable(tls);
    }

    /** How many transactions there were. */
    public int transactions() {
        return transactions;
    }

    /** Whether another message can go this way. */
    public boolean isUsable() {
        return !broken;
    }

    /**
     * Sends one message to some recipients; afterwards the session can take the next one.
     *
     * @return an answer for each recipient, in their order
     * @throws HopFailure the connection broke, or nobody knows how it ended
     */
    public List<Answer> send(OutboundMail mail) throws HopFailure {
        transactions++;
        try {
            return new Transaction(this, wire, sender.patience(), mail).run();
        } catch (HopFailure | RuntimeException e) {
            broken = true;
            throw e;
        }
    }

    /** Asks whether a message would be taken, and sends none. */
    public Answer ask(ReversePath from, To to, Terms terms) throws HopFailure {
        try {
            Answer answer = Answer.of(command("MAIL FROM:" + from), false);
            if (answer.isDelivered()) {
                answer = Answer.of(command("RCPT TO:<" + to.address() + ">" + Parameters.ofRcpt(to, this, terms.smtpUtf8())), false);
                command("RSET");
            }
            return answer;
        } catch (HopFailure e) {
            broken = true;
            throw e;
        }
    }

    private RemoteReply command(String line) throws HopFailure {
        wire.line(line);
        return wire.reply(sender.patience().reply(), "waiting for the answer to " + line.substring(0, 4));
    }

    /** Says good-bye, without waiting long for the answer. */
    @Override
    public void close() {
        if (!broken) {
            try {
                wire.line("QUIT");
                wire.reply(QUIT, "quitting");
            } catch (HopFailure e) {
                // it is over either way
            }
        }
        broken = true;
        wire.close();
    }
}
