package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import posthouse.mailstore.StoreCare.BackedUp;
import posthouse.mailstore.StoreCare.Wanted;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.journal.FolderLock;

/** Backups as every engine has them: one form, one way to say what went wrong, one way back. */
final class Backups {

    private Backups() {
    }

    /** How an engine takes one. */
    interface Taking {
        BackedUp into(Path folder) throws IOException, StoreException;
    }

    static BackedUp take(Path folder, Taking taking) throws StoreException {
        try {
            return taking.into(folder);
        } catch (FolderLock.Held e) {
            throw new Unavailable("a backup to " + folder + " is under way", e);
        } catch (IOException e) {
            throw new Unavailable("no backup to " + folder + ": " + OpenBackup.text(e), e);
        }
    }

    /** Brings a part of one back, beside what is there. */
    static List<String> restore(OpenStore store, Path folder, Wanted wanted) throws StoreException {
        try (OpenBackup open = OpenBackup.open(folder)) {
            return new Restoring(store, open).run(wanted);
        }
    }
}
