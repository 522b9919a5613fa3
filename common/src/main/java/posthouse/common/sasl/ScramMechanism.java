package posthouse.common.sasl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import posthouse.common.net.Connection;
import posthouse.common.sasl.LoginAttempt.Candidate;
import posthouse.common.sasl.SaslText.Malformed;

/** SCRAM-SHA-1, -256 and -512, and their -PLUS forms with channel binding: RFC 5802, RFC 7677. */
final class ScramMechanism implements SaslExchange {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final byte[] NO_BINDING = {};

    private final ScramHash hash;
    private final boolean plus;
    private final Authenticator sasl;
    private final Connection connection;
    private final Supplier<String> serverNonce;
    private ScramClientFirst first;
    private byte[] binding = NO_BINDING;
    private LoginAttempt attempt;
    private String nonce;
    private String serverFirst;

    /** @param plus whether the mechanism's name ends with -PLUS */
    ScramMechanism(ScramHash hash, boolean plus, Authenticator sasl, Connection connection) {
        this(hash, plus, sasl, connection, ScramMechanism::newNonce);
    }

    /** With nonces of one's own, for the examples of the RFCs. */
    ScramMechanism(ScramHash hash, boolean plus, Authenticator sasl, Connection connection, Supplier<String> serverNonce) {
        this.hash = hash;
        this.plus = plus;
        this.sasl = sasl;
        this.connection = connection;
        this.serverNonce = serverNonce;
    }

    @Override
    public CompletionStage<SaslStep> respond(byte[] response) {
        if (response == null) {
            return SaslText.challenge("");
        }
        if (sasl.mustWait(connection)) {
            return SaslText.done(Authenticator.WAIT);
        }
        try {
            String text = SaslText.decode(response);
            return first == null ? answerFirst(text) : SaslText.done(answerFinal(text));
        } catch (Malformed e) {
            return SaslText.malformed(e);
        }
    }

    private CompletionStage<SaslStep> answerFirst(String text) throws Malformed {
        first = ScramClientFirst.parse(text);
        if (plus) {
            binding = binding(first.binding());
        } else if (first.binding().startsWith("p=")) {
            throw new Malformed("SCRAM: channel binding takes the -PLUS form of the mechanism");
        } else if (first.binding().equals("y") && sasl.announcesBinding(connection)) {
            return SaslText.done(sasl.tampered(connection, first.name(), "SCRAM: -PLUS is offered here, and somebody hid it from the client"));
        }
        attempt = sasl.attempt(connection, first.name(), hash);
        nonce = first.nonce() + serverNonce.get();
        String salt = Base64.getEncoder().encodeToString(attempt.keys().salt());
        serverFirst = "r=" + nonce + ",s=" + salt + ",i=" + attempt.keys().iterations();
        return sasl.slowly(connection, attempt, () -> SaslText.challenge(serverFirst));
    }

    /** RFC 5802 6: what the client wants to bind to, as it is on this side. */
    private byte[] binding(String flag) throws Malformed {
        if (!flag.startsWith("p=")) {
            throw new Malformed("SCRAM: the -PLUS form of the mechanism takes channel binding");
        }
        return ChannelBinding.named(flag.substring(2)).flatMap(kind -> connection.tls().flatMap(kind::of))
            .orElseThrow(() -> new Malformed("SCRAM: this channel binding isn't known here: " + flag.substring(2)));
    }

    private SaslStep answerFinal(String text) throws Malformed {
        // RFC 5802 7: client-final-message-without-proof "," proof
        int proofAt = text.lastIndexOf(",p=");
        if (proofAt < 0) {
            throw new Malformed("SCRAM: no proof");
        }
        String withoutProof = text.substring(0, proofAt);
        byte[] proof = base64(text.substring(proofAt + 3));
        String[] attributes = withoutProof.split(",", 3);
        if (attributes.length < 2 || !attributes[0].startsWith("c=") || !attributes[1].equals("r=" + nonce)) {
            throw new Malformed("SCRAM: not the nonce of this exchange");
        }
        // RFC 5802 6: what the client says of channel binding is what it said before, and its end of the channel is ours
        if (!MessageDigest.isEqual(base64(attributes[0].substring(2)), withBinding())) {
            if (plus) {
                return sasl.tampered(connection, first.name(), "SCRAM: the client's end of the channel is another one");
            }
            throw new Malformed("SCRAM: the channel binding is not the one announced");
        }
        byte[] authMessage = (first.bare() + ',' + serverFirst + ',' + withoutProof).getBytes(StandardCharsets.UTF_8);
        Optional<Candidate> proved = proved(proof, authMessage);
        if (proved.isEmpty()) {
            return sasl.failed(connection, attempt);
        }
        byte[] signature = ScramKeys.hmac(hash, proved.get().keys().serverKey(), authMessage);
        String verifier = "v=" + Base64.getEncoder().encodeToString(signature);
        return sasl.succeeded(connection, attempt, proved.get(), first.authorization(), verifier.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] withBinding() {
        byte[] header = first.gs2Header().getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(header, header.length + binding.length);
        System.arraycopy(binding, 0, all, header.length, binding.length);
        return all;
    }

    /** Whose password it was: each is tried, as all have the same salt. */
    private Optional<Candidate> proved(byte[] proof, byte[] authMessage) {
        Candidate found = null;
        for (Candidate candidate : attempt.candidates()) {
            if (isProof(candidate.keys(), proof, authMessage)) {
                found = candidate;
            }
        }
        return attempt.isReal() ? Optional.ofNullable(found) : Optional.empty();
    }

    /** RFC 5802 3: the client key, masked with the client's signature, gives the stored key. */
    private boolean isProof(ScramKeys keys, byte[] proof, byte[] authMessage) {
        byte[] clientKey = ScramKeys.hmac(hash, keys.storedKey(), authMessage);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= i < proof.length ? proof[i] : 0;
        }
        return MessageDigest.isEqual(ScramKeys.digest(hash, clientKey), keys.storedKey()) & proof.length == clientKey.length;
    }

    private static byte[] base64(String text) throws Malformed {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("SCRAM: not base64");
        }
    }

    /** RFC 5802 5.1: printable, without a comma; 144 random bits. */
    private static String newNonce() {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
