package posthouse.pop3.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import posthouse.common.notes.NoteFile;

/** When maildrops were opened last, where a least time between two logins is set (RFC 2449 6.5). A restart remembers it. */
final class LastLogins implements AutoCloseable {

    private static final int CLEAN_AT = 10_000;

    private final Duration longest;
    private final Map<Long, Long> nanoTimes = new ConcurrentHashMap<>();
    private final Optional<NoteFile> notes;

    /** @param longest delay there is; @param file where they are noted, if anywhere */
    LastLogins(Duration longest, Optional<Path> file) {
        this.longest = longest;
        Optional<Path> used = file.filter(any -> !longest.isZero());
        used.map(NoteFile::read).ifPresent(lines -> lines.forEach(this::remember));
        notes = used.map(path -> new NoteFile(path, this::lines));
    }

    /** An account's number and the time in milliseconds since 1970. */
    private void remember(String line) {
        if (line.matches("\\d{1,18} \\d{1,18}")) {
            String[] words = line.split(" ");
            long passed = Math.max(0, System.currentTimeMillis() - Long.parseLong(words[1]));
            nanoTimes.put(Long.parseLong(words[0]), System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(passed));
        }
    }

    private List<String> lines() {
        long now = System.nanoTime();
        long time = System.currentTimeMillis();
        return nanoTimes.entrySet().stream().filter(login -> now - login.getValue() < longest.toNanos())
            .map(login -> login.getKey() + " " + (time - TimeUnit.NANOSECONDS.toMillis(now - login.getValue()))).toList();
    }

    boolean tooSoon(long account, Duration delay) {
        Long last = nanoTimes.get(account);
        return last != null && System.nanoTime() - last < delay.toNanos();
    }

    void opened(long account) {
        long now = System.nanoTime();
        if (nanoTimes.size() > CLEAN_AT) {
            nanoTimes.values().removeIf(last -> now - last >= longest.toNanos());
        }
        nanoTimes.put(account, now);
        notes.ifPresent(NoteFile::changed);
    }

    @Override
    public void close() {
        notes.ifPresent(NoteFile::close);
    }
}
