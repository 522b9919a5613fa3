package posthouse.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import posthouse.common.config.Configuration;
import posthouse.mailstore.StoreException;

/** A server with two accounts, and one message that travels through it. */
public final class Demo {

    private Demo() {
    }

    /**
     * Runs until the process is told to stop, or only for the trip.
     *
     * @param data empty for a folder that is thrown away
     * @param language {@code en} or {@code zh}
     * @param once whether to return after the trip
     * @return the exit code: 0 if the trip worked
     */
    public static int run(Optional<Path> data, Configuration configuration, int portOffset, String language, boolean once, PrintStream out)
        throws StoreException, IOException {
        throw new IOException("the demo isn't built yet");
    }
}
