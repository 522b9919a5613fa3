package posthouse.mailstore.engine;

import java.nio.file.Path;
import java.util.Optional;
import posthouse.common.config.Settings;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.journal.Journal;

/** A store with a probe in its journal. In this package because only it can put one there. */
public final class ProbedStore {

    private ProbedStore() {
    }

    /** @param beforeForce is done before each force */
    public static MailStore open(Path folder, Settings settings, Runnable beforeForce) throws Unavailable {
        return OpenStore.open(folder, settings, Optional.empty(), step -> {
            if (step == Journal.Step.FORCE) {
                beforeForce.run();
            }
        });
    }
}
