package posthouse.mailstore.snapshot;

import java.io.IOException;

/** A snapshot is not what was written, or not all of it. */
public final class SnapshotDamaged extends IOException {
    private static final long serialVersionUID = 1L;

    SnapshotDamaged(String message) {
        super(message);
    }
}
