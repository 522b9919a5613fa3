package posthouse.server;

import java.util.List;
import posthouse.common.config.Key;

/** When the store is copied, and to where. */
public final class BackupKeys {
    public static final Key<String> FOLDER = Key.text("backup.folder", null,
        "The folder of the backups that backup.schedule asks for; best on another disk.");
    public static final Key<String> SCHEDULE = Key.text("backup.schedule", null,
        "When a backup is made by itself: a time of every day, for example 03:30. Never if not set.");

    private BackupKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(FOLDER, SCHEDULE);
    }
}
