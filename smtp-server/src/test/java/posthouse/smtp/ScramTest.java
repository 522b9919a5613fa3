package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.testkit.TestServer;

/** SCRAM-SHA-256 (RFC 7677) over AUTH: the server's last word has no place in 235, so it comes with a 334 (RFC 4954 4). */
class ScramTest {

    private static final String FIRST_BARE = "n=alice@example.org,r=client-nonce";

    private TestServer server;
    private Dialogue client;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        server.account("alice@example.org");
        client = new Dialogue(Dialogue.listen(server, SmtpPolicy.SUBMISSION)).greeted();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    /** The client's part up to the server's last word, which is checked and returned as it was answered. */
    private String exchange(String firstAnswer, String password) throws Exception {
        String serverFirst = challenge(firstAnswer);
        String[] parts = serverFirst.split(",");
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        int iterations = Integer.parseInt(parts[2].substring(2));
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256)).getEncoded();
        byte[] clientKey = hmac(salted, "Client Key");
        String withoutProof = "c=biws," + parts[0];
        String all = FIRST_BARE + "," + serverFirst + "," + withoutProof;
        byte[] proof = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), all);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        String answer = client.say(base64(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof)));
        if (answer.startsWith("334 ")) {
            assertThat(challenge(answer)).isEqualTo("v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted, "Server Key"), all)));
        }
        return answer;
    }

    private static String challenge(String answer) {
        assertThat(answer).startsWith("334 ");
        return new String(Base64.getDecoder().decode(answer.substring(4).strip()), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void logsIn() throws Exception {
        assertThat(exchange(client.say("AUTH SCRAM-SHA-256 " + base64("n,," + FIRST_BARE)), "secret")).startsWith("334 ");
        client.say("", 235);
        client.say("MAIL FROM:<alice@example.org>", 250);
    }

    @Test
    void logsInWithoutInitialResponse() throws Exception {
        assertThat(client.say("AUTH scram-sha-256")).isEqualTo("334 \r\n");
        assertThat(exchange(client.say(base64("n,," + FIRST_BARE)), "secret")).startsWith("334 ");
        client.say("", 235);
    }

    @Test
    void isNotLoggedInBeforeTheLastAnswer() throws Exception {
        assertThat(exchange(client.say("AUTH SCRAM-SHA-256 " + base64("n,," + FIRST_BARE)), "secret")).startsWith("334 ");
        client.say("*", 501);
        client.say("MAIL FROM:<alice@example.org>", 530);
        assertThat(exchange(client.say("AUTH SCRAM-SHA-256 " + base64("n,," + FIRST_BARE)), "secret")).startsWith("334 ");
        client.say(base64("more"), 501);
        client.say("MAIL FROM:<alice@example.org>", 530);
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        assertThat(exchange(client.say("AUTH SCRAM-SHA-256 " + base64("n,," + FIRST_BARE)), "wrong")).startsWith("535 5.7.8 ");
        client.say("MAIL FROM:<alice@example.org>", 530);
    }
}
