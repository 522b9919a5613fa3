package posthouse.mailstore.engine;

import java.util.List;
import java.util.Optional;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.journal.BodyForm;
import posthouse.mailstore.journal.MessageChange;

/**
 * A large body was written to another file, in blocks: that one is its own from now on. The answer is whether it is; not if it went meanwhile.
 *
 * @param row as it was read
 * @param file the number of the new file, which is on disk
 * @param stored how many octets that has
 */
record PackBody(BodyRow row, long file, long stored) implements Command<Boolean> {

    @Override
    public Decision<Boolean> decide(View view) throws DatabaseFailed {
        Optional<BodyRow> now = view.writing().body(row.id());
        if (now.isEmpty() || now.get().segment() != 0 || now.get().place() != row.place()) {
            return Decision.of(false, List.of());
        }
        return Decision.of(true, new MessageChange.PackBody(row.id(), file, BodyForm.BLOCKS, stored));
    }
}
