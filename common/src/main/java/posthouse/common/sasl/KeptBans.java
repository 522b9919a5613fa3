package posthouse.common.sasl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import posthouse.common.notes.NoteFile;

/** Keeps bans in a file, so that a restart doesn't end them: an address and when its ban ends, in milliseconds since 1970. */
final class KeptBans implements AutoCloseable {

    private final Failures failures;
    private final NoteFile notes;

    KeptBans(Failures failures, Path file) {
        this.failures = failures;
        NoteFile.read(file).forEach(this::restore);
        notes = new NoteFile(file, this::lines);
    }

    private void restore(String line) {
        String[] words = line.split(" ");
        if (words.length == 2 && words[1].matches("\\d{1,18}")) {
            var left = Duration.ofMillis(Long.parseLong(words[1]) - System.currentTimeMillis());
            ClientNetwork.parse(words[0]).ifPresent(network -> failures.restore(network, left));
        }
    }

    private List<String> lines() {
        long now = System.currentTimeMillis();
        return failures.bans().stream().map(ban -> ban.network() + " " + (now + ban.left().toMillis())).toList();
    }

    void changed() {
        notes.changed();
    }

    @Override
    public void close() {
        notes.close();
    }
}
