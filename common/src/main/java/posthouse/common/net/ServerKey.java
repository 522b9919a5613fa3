package posthouse.common.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** The server's private key and its certificate with those that vouch for it, read from PEM files (RFC 7468). */
final class ServerKey extends X509ExtendedKeyManager {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String ALIAS = "server";

    private final X509Certificate[] chain;
    private final PrivateKey key;

    private ServerKey(X509Certificate[] chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** @throws IOException naming the file and what is wrong with it */
    static ServerKey read(Path certificate, Path keyFile) throws IOException {
        X509Certificate[] chain = chain(certificate);
        PrivateKey key = key(keyFile, chain[0].getPublicKey());
        if (!belongTogether(key, chain[0].getPublicKey())) {
            throw new IOException(keyFile + ": not the key of the certificate in " + certificate);
        }
        return new ServerKey(chain, key);
    }

    /** Until when the certificate is valid. */
    Instant end() {
        return chain[0].getNotAfter().toInstant();
    }

    boolean endsBefore(Instant time) {
        return end().isBefore(time);
    }

    private static X509Certificate[] chain(Path file) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(file)) {
                if (block.label.equals("CERTIFICATE") || block.label.equals("X509 CERTIFICATE")) {
                    chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der(file))));
                }
            }
        } catch (CertificateException e) {
            throw new IOException(file + ": a certificate in it can't be read: " + e.getMessage(), e);
        }
        if (chain.isEmpty()) {
            throw new IOException(file + ": no certificate in it (PEM is expected: -----BEGIN CERTIFICATE-----)");
        }
        return chain.toArray(X509Certificate[]::new);
    }

    private static PrivateKey key(Path file, PublicKey publicKey) throws IOException {
        for (Block block : blocks(file)) {
            if (!block.label.endsWith("PRIVATE KEY")) {
                continue;
            }
            if (block.label.startsWith("ENCRYPTED") || block.base64.contains("ENCRYPTED")) {
                throw new IOException(file + ": the key is encrypted; write it without a password: openssl pkey -in ... -out ...");
            }
            try {
                byte[] pkcs8 = block.label.equals("PRIVATE KEY") ? block.der(file) : wrapped(block.der(file), publicKey);
                return KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException | RuntimeException e) {
                throw new IOException(file + ": no " + publicKey.getAlgorithm() + " key, as the certificate has, or a damaged one", e);
            }
        }
        throw new IOException(file + ": no private key in it (PEM is expected: -----BEGIN PRIVATE KEY-----)");
    }

    /** A PKCS #1 or SEC 1 key as PKCS #8 (RFC 5208 5): what kind of key it is the certificate says. */
    private static byte[] wrapped(byte[] key, PublicKey publicKey) {
        byte[] algorithm = Der.firstInside(publicKey.getEncoded());
        return Der.sequence(Der.value(Der.INTEGER, new byte[] {0}), algorithm, Der.value(Der.OCTET_STRING, key));
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(ALIAS.getBytes(StandardCharsets.US_ASCII));
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(ALIAS.getBytes(StandardCharsets.US_ASCII));
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private record Block(String label, String base64) {
        byte[] der(Path file) throws IOException {
            try {
                return Base64.getMimeDecoder().decode(base64.strip());
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": damaged: " + e.getMessage(), e);
            }
        }
    }

    private static List<Block> blocks(Path file) throws IOException {
        try {
            List<Block> blocks = new ArrayList<>();
            Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                blocks.add(new Block(matcher.group(1), matcher.group(2)));
            }
            return blocks;
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": may not be read by this user", e);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    // There is one key: it is taken wherever its kind is asked for.

    private String[] aliases(String keyType) {
        return keyType.equals(key.getAlgorithm()) || keyType.equals(chain[0].getPublicKey().getAlgorithm()) ? new String[] {ALIAS} : null;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return aliases(keyType) == null ? null : ALIAS;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return aliases(keyType) == null ? null : ALIAS;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return aliases(keyType);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}
