package posthouse.server.command;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import posthouse.common.config.Configuration;
import posthouse.mailstore.MailStore;
import posthouse.server.AllKeys;
import posthouse.server.admin.AdminChannel;

/** The command line asks the server that has the store. */
class AdministrationWithServerTest extends AdministrationCommands {

    private MailStore store;
    private AdminChannel channel;

    @BeforeEach
    void start() throws Exception {
        var settings = Configuration.read(AllKeys.ALL, Optional.empty(), List.of());
        store = MailStore.open(data(), settings);
        channel = AdminChannel.open(data(), store, settings);
    }

    @AfterEach
    void stop() {
        channel.close();
        store.close();
    }
}
