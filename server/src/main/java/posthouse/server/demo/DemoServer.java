package posthouse.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.common.config.Settings;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Directory;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;
import posthouse.server.Assembly;

/** The main job on one screen: a server, one message through it and back, and then the server is the user's. */
public final class DemoServer implements AutoCloseable {

    private final Storyteller story;
    private final Path data;
    private final boolean throwAway;
    private final Assembly assembly;

    private DemoServer(Storyteller story, Path data, boolean throwAway, Assembly assembly) {
        this.story = story;
        this.data = data;
        this.throwAway = throwAway;
        this.assembly = assembly;
    }

    /**
     * Starts the server; makes its domain and accounts where they are not there yet.
     *
     * @param data the data folder; empty for one that is thrown away at the end
     */
    public static DemoServer start(Optional<Path> data, Settings settings, int portOffset, Locale locale, PrintStream out)
            throws IOException, StoreException {
        Path folder = data.isPresent() ? data.get() : Files.createTempDirectory("posthouse-demo-");
        Assembly assembly;
        try {
            assembly = Assembly.start(folder, settings, portOffset);
        } catch (IOException | StoreException | RuntimeException e) {
            if (data.isEmpty()) {
                delete(folder);
            }
            throw e;
        }
        var demo = new DemoServer(new Storyteller(out, locale), folder, data.isEmpty(), assembly);
        try {
            demo.populate();
        } catch (StoreException | RuntimeException e) {
            demo.close();
            throw e;
        }
        return demo;
    }

    private void populate() throws StoreException {
        Directory directory = store().directory();
        EmailAddress sender = address(Trip.SENDER);
        EmailAddress recipient = address(Trip.RECIPIENT);
        if (!directory.isLocal(sender.domain())) {
            directory.addDomain(sender.domain(), Optional.empty());
        }
        var missing = Stream.of(sender, recipient).filter(a -> directory.account(a).isEmpty()).toList();
        if (!missing.isEmpty()) {
            directory.addAccounts(missing.stream().map(a -> new Directory.NewAccount(a, ScramKeys.forPassword(Trip.PASSWORD))).toList());
        }
    }

    /** Sends the message and fetches it back, telling it as it goes; true if it came back as it was sent. */
    public boolean trip() {
        story.say(story.word("welcome", version()));
        story.say(story.word("welcome-legend"));
        story.say(story.word("store", data.toAbsolutePath().normalize()));
        var trip = new Trip(story);
        try {
            trip.submit(assembly.address("submission"));
            trip.download(assembly.address("pop3"));
            trip.sync(assembly.address("imap"));
            trip.look(store().journeys());
        } catch (IOException | StoreException e) {
            story.say("");
            story.say(story.word("failed", e.getMessage()));
            return false;
        }
        story.say("");
        story.say(story.word("arrived"));
        return true;
    }

    /** Where it listens, what to type into a mail program, what to try. */
    public void invite() {
        story.say("");
        story.say(story.word("listening"));
        story.say("  " + String.join("   ", assembly.listeners().stream().map(l -> l.name() + " " + l.address().getPort()).distinct().toList()));
        story.say("");
        story.say(story.word("settings"));
        story.say("  " + story.word("settings-imap", port("imap"), port("imaps")));
        story.say("  " + story.word("settings-pop3", port("pop3"), port("pop3s")));
        story.say("  " + story.word("settings-smtp", port("submission"), port("submissions")));
        assembly.certificate().ifPresent(certificate -> story.say("  " + story.word("certificate", certificate.toAbsolutePath().normalize())));
        trustStore().ifPresent(file -> story.say("  " + story.word("truststore", file.toAbsolutePath().normalize())));
        story.say("");
        story.say(story.word("try"));
        story.say("  curl -s --user " + Trip.RECIPIENT + ":" + Trip.PASSWORD + " 'imap://127.0.0.1:" + port("imap") + "/INBOX;MAILINDEX=1'");
        story.say("  swaks --server 127.0.0.1:" + port("submission") + " --from " + Trip.SENDER + " --to " + Trip.RECIPIENT
            + " --auth-user " + Trip.SENDER + " --auth-password " + Trip.PASSWORD);
        story.say("  openssl s_client -quiet -crlf -connect 127.0.0.1:" + port("pop3s"));
        story.say("");
        story.say(story.word("stop", throwAway ? story.word("stop-throw-away") : ""));
    }

    /** The certificate as Java programs like it; empty, with a word on standard error, where it can't be written. */
    private Optional<Path> trustStore() {
        return assembly.certificate().flatMap(certificate -> {
            Path file = data.resolve("demo-truststore.p12");
            try (InputStream pem = Files.newInputStream(certificate); OutputStream out = Files.newOutputStream(file)) {
                var trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                trusted.setCertificateEntry("posthouse-demo", CertificateFactory.getInstance("X.509").generateCertificate(pem));
                trusted.store(out, Trip.PASSWORD.toCharArray());
                return Optional.of(file);
            } catch (IOException | GeneralSecurityException e) {
                System.err.println("posthouse: no trust store could be written to " + file + ": " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** The lines that crossed the wire. */
    public List<String> conversation() {
        return story.conversation();
    }

    private MailStore store() {
        return assembly.store();
    }

    /** Where a listener can be reached. */
    public int port(String listener) {
        return assembly.address(listener).getPort();
    }

    private static String version() {
        String version = DemoServer.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    private static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (BadAddress e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        assembly.close();
        if (throwAway) {
            delete(data);
        }
    }

    private static void delete(Path folder) {
        var all = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("posthouse: " + folder + " could not be deleted: " + e.getMessage());
        }
    }
}
