package posthouse.common.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteFileTest {

    @TempDir
    Path folder;

    @Test
    void writesWhatHasChangedWhenItIsClosed() {
        Path file = folder.resolve("notes/some");
        var lines = new AtomicReference<>(List.of("one"));
        assertThat(NoteFile.read(file)).isEmpty();
        try (var notes = new NoteFile(file, lines::get)) {
            notes.changed();
            lines.set(List.of("one", "two"));
        }
        assertThat(NoteFile.read(file)).containsExactly("one", "two");
        assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void writesNothingWhereNothingHasChanged() {
        Path file = folder.resolve("none");
        new NoteFile(file, () -> List.of("x")).close();
        assertThat(file).doesNotExist();
    }

    @Test
    void overlooksWhatCannotBeRead() throws Exception {
        Path file = folder.resolve("octets");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(NoteFile.read(file)).isEmpty();
    }
}
