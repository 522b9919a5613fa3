package posthouse.common.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import posthouse.common.config.Settings;

class ApopTest {

    private static final String TIMESTAMP = "<1896.697170952@dbc.mtview.ca.us>";
    private static final String DIGEST = "c4c9334bac560ecc979e58001b3e22fb";

    private final TestAccounts accounts = new TestAccounts().with("mrose@dbc.mtview.ca.us", "password").with("frated@dbc.mtview.ca.us", "password");
    private final Credentials credentials = new Credentials() {
        @Override
        public Optional<Login> find(String loginName) {
            return accounts.find(loginName);
        }

        @Override
        public Optional<String> apopSecret(long accountId) {
            return accountId == 1 ? Optional.of("tanstaaf") : Optional.empty();
        }
    };

    /** RFC 1939 7: the example. */
    @Test
    void example() {
        assertThat(check("mrose@dbc.mtview.ca.us", DIGEST)).isInstanceOf(SaslStep.Success.class);
        assertThat(check("mrose@dbc.mtview.ca.us", DIGEST.toUpperCase())).isInstanceOf(SaslStep.Success.class);
    }

    @Test
    void whatIsWrongIsNotTold() {
        SaslStep wrong = check("mrose@dbc.mtview.ca.us", "d4c9334bac560ecc979e58001b3e22fb");
        assertThat(wrong).isInstanceOf(SaslStep.Failure.class);
        assertThat(check("mrose@dbc.mtview.ca.us", "x")).isEqualTo(wrong);
        assertThat(check("mrose@dbc.mtview.ca.us", DIGEST + "00")).isEqualTo(wrong);
        assertThat(check("frated@dbc.mtview.ca.us", DIGEST)).as("an account without a secret").isEqualTo(wrong);
        assertThat(check("nobody@dbc.mtview.ca.us", DIGEST)).as("no account").isEqualTo(wrong);
    }

    @Test
    void nobodyIsNobodyWhateverIsDigested() {
        String ofName = HexFormat.of().formatHex(ApopDigest.of(TIMESTAMP, "nobody@dbc.mtview.ca.us"));
        assertThat(check("nobody@dbc.mtview.ca.us", ofName)).isInstanceOf(SaslStep.Failure.class);
    }

    private SaslStep check(String name, String digest) {
        try (var authenticator = new Authenticator(credentials, Settings.defaults())) {
            return authenticator.checkApop(TestConnection.from("192.0.2.1"), name, TIMESTAMP, digest).toCompletableFuture().join();
        }
    }
}
