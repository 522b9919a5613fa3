package posthouse.smtp.relay.client;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates made by the JDK's keytool, in one key store. */
public final class Keytool {
    private static final String PASSWORD = "password";
    private static final Map<String, byte[]> MADE = new ConcurrentHashMap<>();

    private final Path folder;
    private final Path store;

    public Keytool(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("keys.p12");
    }

    private void run(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD, "-noprompt"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }

    /** A certificate that vouches for itself. The first one in a folder is made once for all tests. */
    public Keytool selfSigned(String alias, String host) throws Exception {
        if (Files.exists(store)) {
            generate(alias, host);
            return this;
        }
        byte[] made = MADE.get(alias + ' ' + host);
        if (made == null) {
            generate(alias, host);
            MADE.put(alias + ' ' + host, Files.readAllBytes(store));
        } else {
            Files.write(store, made);
        }
        return this;
    }

    private void generate(String alias, String host) throws Exception {
        run("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias, "-validity", "2", "-ext", "SAN=dns:" + host);
    }

    public Keytool authority(String alias) throws Exception {
        run("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias, "-validity", "2", "-ext", "bc:c=ca:true");
        return this;
    }

    /** A certificate that an authority vouches for. */
    public Keytool signed(String alias, String host, String authority) throws Exception {
        selfSigned(alias, host);
        Path request = folder.resolve("request");
        Path answer = folder.resolve("answer");
        run("-certreq", "-alias", alias, "-file", request.toString());
        run("-gencert", "-alias", authority, "-infile", request.toString(), "-outfile", answer.toString(), "-validity", "2", "-ext", "SAN=dns:" + host);
        run("-importcert", "-alias", alias, "-file", answer.toString());
        return this;
    }

    private KeyStore keys() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    public X509Certificate certificate(String alias) throws Exception {
        return (X509Certificate) keys().getCertificate(alias);
    }

    /** For a server that shows one of them. */
    public SSLContext server() throws Exception {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys(), PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** For a client that trusts one of them. */
    public SSLContext trusting(String alias) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(alias, certificate(alias));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
