package posthouse.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.config.Settings;
import posthouse.common.net.Uninterrupted;
import posthouse.mailstore.StoreCare;
import posthouse.mailstore.StoreException;

/** The backup of every day, on a thread of its own. */
final class ScheduledBackup implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(ScheduledBackup.class);
    /** So often it looks at the clock, which may be set meanwhile. */
    private static final long LOOK_MILLIS = 60_000;

    private final StoreCare care;
    private final Path folder;
    private final LocalTime time;
    private final Thread thread = new Thread(this::run, "backup");
    private boolean closing;

    private ScheduledBackup(StoreCare care, Path folder, LocalTime time) {
        this.care = care;
        this.folder = folder;
        this.time = time;
    }

    /** Empty if none is wanted. */
    static Optional<ScheduledBackup> start(StoreCare care, Settings settings) {
        Optional<LocalTime> time = settings.find(BackupKeys.SCHEDULE).filter(t -> !t.isEmpty()).map(ScheduledBackup::time);
        Optional<String> folder = settings.find(BackupKeys.FOLDER);
        if (time.isEmpty() || folder.isEmpty()) {
            return Optional.empty();
        }
        var scheduled = new ScheduledBackup(care, Path.of(folder.get()), time.get());
        scheduled.thread.setDaemon(true);
        scheduled.thread.start();
        return Optional.of(scheduled);
    }

    /** @throws DateTimeParseException if it is no time */
    static LocalTime time(String text) {
        return LocalTime.parse(text.strip());
    }

    /** How long it is until the next one. */
    static Duration untilNext(ZonedDateTime now, LocalTime time) {
        ZonedDateTime today = now.with(time);
        return Duration.between(now, today.isAfter(now) ? today : now.plusDays(1).with(time));
    }

    private void run() {
        while (await(ZonedDateTime.now())) {
            back();
        }
    }

    private synchronized boolean await(ZonedDateTime began) {
        ZonedDateTime due = began.plus(untilNext(began, time));
        while (!closing && ZonedDateTime.now().isBefore(due)) {
            try {
                wait(Math.max(1, Math.min(LOOK_MILLIS, Duration.between(ZonedDateTime.now(), due).toMillis())));
            } catch (InterruptedException e) {
                LOG.error("the thread for backups was interrupted; it goes on", e);
            }
        }
        return !closing;
    }

    private void back() {
        try {
            StoreCare.BackedUp done = care.backup(folder);
            LOG.info("backup to {}: {} files with {} octets, {} of them copied now", folder, done.files(), done.octets(), done.copied());
        } catch (StoreException | RuntimeException e) {
            LOG.error("the backup failed: {}", e.toString());
        }
    }

    /** Waits for one that is under way. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        Uninterrupted.join(thread);
    }
}
