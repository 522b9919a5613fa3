package posthouse.mailstore.journal;

import java.io.IOException;

/** The journal does not say what it once said: nobody may go on as if it did. The message is one clear line. */
public final class JournalDamaged extends IOException {
    JournalDamaged(String message) {
        super(message);
    }
}
