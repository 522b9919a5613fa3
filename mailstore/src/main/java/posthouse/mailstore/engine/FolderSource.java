package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import posthouse.common.config.Settings;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.journal.Folders;
import posthouse.mailstore.journal.Journal;

/** A store in a data folder, about to live elsewhere. */
final class FolderSource implements CopySource {
    private static final String MOVED = "moved";

    private final Path folder;
    private final OpenStore store;

    FolderSource(Path folder, Settings settings) throws Unavailable {
        this.folder = folder.toAbsolutePath().normalize();
        if (!Files.exists(this.folder.resolve("journal"))) {
            throw new Unavailable("there is no store in " + this.folder);
        }
        store = OpenStore.open(folder, settings, Optional.empty(), Journal.Probe.NONE);
    }

    /** @throws Unavailable if the store of this folder lives elsewhere */
    static void requireHere(Path folder) throws IOException, Unavailable {
        if (Files.exists(folder.resolve(MOVED))) {
            throw new Unavailable("the store in " + folder + " was copied to " + Files.readString(folder.resolve(MOVED)).strip() + " and lives there now");
        }
        FolderTarget.requireWhole(folder);
    }

    @Override
    public Database database() {
        return store.database();
    }

    @Override
    public Bodies bodies() {
        return store.bodies();
    }

    @Override
    public void moved(String target) throws Unavailable {
        try {
            Files.write(folder.resolve(MOVED), (target + "\n").getBytes(StandardCharsets.UTF_8));
            Folders.force(folder);
        } catch (IOException e) {
            throw new Unavailable("it can't be noted in " + folder + " that the store lives elsewhere: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
