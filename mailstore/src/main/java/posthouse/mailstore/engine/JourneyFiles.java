package posthouse.mailstore.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Uninterrupted;
import posthouse.mailstore.Journeys;
import posthouse.mailstore.Unavailable;

/**
 * Journeys in two text files in turn, each of half the size that is allowed: a line is the time, the key and the step, with tabs
 * between them. A key is a journey's id or {@code @mailbox.uid}; the step that stored or copied a message names its new place as well.
 */
final class JourneyFiles implements Journeys, AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(JourneyFiles.class);
    private static final int WAITING = 10_000;
    private static final int LONGEST = 600;
    private static final int SHOWN = 1000;
    private static final int IDS = 20;
    private static final int PLACES = 10_000;
    private static final long PAUSE_NANOS = 200_000_000L;

    private final Path current;
    private final Path before;
    private final long half;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread;
    private volatile boolean closing;
    private long size;

    /** @param octets that both files may have; 0 to note nothing */
    JourneyFiles(Path folder, long octets) throws IOException {
        current = folder.resolve("journeys");
        before = folder.resolve("journeys.1");
        half = octets / 2;
        size = Files.exists(current) ? Files.size(current) : 0;
        thread = new Thread(this::run, "journeys");
        thread.setDaemon(true);
        if (half > 0) {
            thread.start();
        }
    }

    @Override
    public void note(String journey, String what) {
        put(journey, what);
    }

    @Override
    public void stored(String journey, long mailbox, long uid, String what) {
        put(journey, "@" + mailbox + '.' + uid + ' ' + what);
    }

    @Override
    public void note(long mailbox, long uid, String what) {
        put("@" + mailbox + '.' + uid, what);
    }

    @Override
    public void copied(long mailbox, long uid, long target, long targetUid, String what) {
        put("@" + mailbox + '.' + uid, "@" + target + '.' + targetUid + ' ' + what);
    }

    private void put(String key, String what) {
        if (half > 0) {
            String text = what.length() > LONGEST ? what.substring(0, LONGEST) : what;
            waiting.offer(System.currentTimeMillis() + "\t" + key + '\t' + text); // a full queue: it is left out
        }
    }

    private void run() {
        while (!closing) {
            LockSupport.parkNanos(PAUSE_NANOS);
            try {
                flush();
            } catch (IOException e) {
                LOG.debug("steps could not be noted: {}", e.toString());
            }
        }
    }

    private void write(List<String> lines) throws IOException {
        if (size > half) {
            Files.deleteIfExists(before);
            Files.move(current, before);
            size = 0;
        }
        try (Writer out = Files.newBufferedWriter(current, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line : lines) {
                String clean = line.replace('\n', ' ').replace('\r', ' ');
                out.write(clean);
                out.write('\n');
                size += clean.length() + 1L;
            }
        }
    }

    @Override
    public List<Step> of(String id) throws Unavailable {
        try {
            flush();
            Set<String> keys = new HashSet<>(Set.of(id));
            String messageId = id.startsWith("<") ? id : '<' + id + '>';
            each((key, line) -> {
                if (!key.startsWith("@") && keys.size() < IDS && line[2].contains("message-id=" + messageId)) {
                    keys.add(key);
                }
            });
            Set<String> places = new HashSet<>();
            each((key, line) -> {
                if (line[2].startsWith("@") && (keys.contains(key) || places.contains(key)) && places.size() < PLACES) {
                    places.add(line[2].substring(0, line[2].indexOf(' ')));
                }
            });
            var steps = new ArrayList<Step>();
            each((key, line) -> {
                if (steps.size() < SHOWN && (keys.contains(key) || places.contains(key))) {
                    String what = line[2].startsWith("@") ? line[2].substring(line[2].indexOf(' ') + 1) : line[2];
                    steps.add(new Step(Instant.ofEpochMilli(Long.parseLong(line[0])), key, what));
                }
            });
            return steps;
        } catch (IOException e) {
            throw new Unavailable("the journeys can't be read now", e);
        }
    }

    /** Writes down what waits. */
    private synchronized void flush() throws IOException {
        var lines = new ArrayList<String>();
        waiting.drainTo(lines);
        if (!lines.isEmpty()) {
            write(lines);
        }
    }

    private synchronized void each(BiConsumer<String, String[]> reader) throws IOException {
        for (Path file : List.of(before, current)) {
            if (Files.exists(file)) {
                try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        String[] parts = line.split("\t", 3);
                        if (parts.length == 3 && parts[0].matches("\\d{1,15}")) {
                            reader.accept(parts[1], parts);
                        }
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        Uninterrupted.join(thread, Duration.ofSeconds(2));
        try {
            flush();
        } catch (IOException e) {
            LOG.debug("the last steps could not be noted: {}", e.toString());
        }
    }
}
