package posthouse.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import posthouse.common.config.Configuration;
import posthouse.common.net.Listener;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;

/** The whole server, put together. */
public final class Assembly implements AutoCloseable {

    private final MailStore store;

    private Assembly(MailStore store) {
        this.store = store;
    }

    /** Every listener accepts connections when it returns. */
    public static Assembly start(Path data, Configuration configuration, int portOffset) throws StoreException, IOException {
        return new Assembly(MailStore.open(data, configuration));
    }

    public List<Listener> listeners() {
        return List.of();
    }

    public MailStore store() {
        return store;
    }

    @Override
    public void close() {
        store.close();
    }
}
