package posthouse.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.common.config.Configuration;
import posthouse.common.sasl.Authenticator;
import posthouse.mailstore.MailStore;
import posthouse.server.AllKeys;
import posthouse.server.admin.AdminChannel;

/** The command line asks the server that has the store. */
class AdministrationWithServerTest extends AdministrationCommands {

    private MailStore store;
    private Authenticator authenticator;
    private AdminChannel channel;

    @BeforeEach
    void start() throws Exception {
        var settings = Configuration.read(AllKeys.ALL, Optional.empty(), List.of());
        store = MailStore.open(data(), settings);
        authenticator = new Authenticator(store.directory(), settings);
        channel = AdminChannel.open(data(), store, settings, authenticator);
    }

    @Test
    void bans() {
        assertThat(ok("bans list")).isEqualTo("ADDRESS  UNTIL\n");
        assertThat(error(1, "bans remove 192.0.2.1")).isEqualTo("posthouse: 192.0.2.1 is not banned; bans list shows those that are\n");
    }

    @AfterEach
    void stop() {
        channel.close();
        authenticator.close();
        store.close();
    }
}
