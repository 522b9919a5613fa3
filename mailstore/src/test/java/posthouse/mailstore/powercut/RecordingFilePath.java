package posthouse.mailstore.powercut;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** H2's way to the same disk: files whose name begins with the scheme. */
public final class RecordingFilePath extends FilePathWrapper {

    @Override
    public String getScheme() {
        return RecordingFileSystem.SCHEME;
    }

    private Path path() {
        return Path.of(unwrap(toString()).toString());
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return Disk.of(path()).open(path(), () -> getBase().open(mode));
    }

    @Override
    public boolean createFile() {
        throw new UnsupportedOperationException("H2 does not make empty files");
    }

    @Override
    public void delete() {
        Disk.of(path()).shrunk(size());
        super.delete();
        Disk.of(path()).deleted(path());
    }

    @Override
    public void moveTo(FilePath target, boolean atomicReplace) {
        super.moveTo(target, atomicReplace);
        Disk.of(path()).renamed(path(), ((RecordingFilePath) target).path());
    }
}
