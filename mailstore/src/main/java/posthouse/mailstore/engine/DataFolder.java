package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.journal.FolderLock;
import posthouse.mailstore.journal.Folders;

/** The folder that a store lives in: ours alone, and of one process at a time. */
final class DataFolder implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(DataFolder.class);

    private final Path path;
    private FolderLock lock;

    private DataFolder(Path path) {
        this.path = path;
    }

    /** Makes it if there is none, and locks it. */
    static DataFolder take(Path dataFolder) throws Unavailable {
        var folder = new DataFolder(dataFolder.toAbsolutePath().normalize());
        try {
            folder.prepare();
            folder.lock = FolderLock.take(folder.path.resolve("lock"));
            return folder;
        } catch (FolderLock.Held e) {
            throw new Unavailable("the data folder " + folder.path + " " + e.getMessage(), e);
        } catch (IOException e) {
            throw folder.unusable(e);
        }
    }

    private void prepare() throws IOException, Unavailable {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new Unavailable("the data folder " + path + " is not a folder");
        }
        if (path.toString().indexOf(';') >= 0) { // it would end the file's name in a JDBC URL
            throw new Unavailable("the path of the data folder " + path + " must not have a ;");
        }
        Folders.create(path);
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    Path path() {
        return path;
    }

    /** What to say if it can't be used. */
    Unavailable unusable(IOException reason) {
        return new Unavailable("the data folder " + path + " can't be used: " + text(reason), reason);
    }

    private static String text(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        return e instanceof FileSystemException failed && failed.getReason() != null ? failed.getFile() + ": " + failed.getReason() : e.toString();
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock of the data folder can't be given back: {}", e.toString());
        }
    }
}
