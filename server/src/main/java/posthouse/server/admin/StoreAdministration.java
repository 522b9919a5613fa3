package posthouse.server.admin;

import java.util.ArrayList;
import java.util.List;
import posthouse.common.config.Settings;
import posthouse.mailstore.StoreCare;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;

/** {@code store verify} and {@code store compact}. */
final class StoreAdministration {

    private final StoreCare care;
    private final Settings settings;

    StoreAdministration(StoreCare care, Settings settings) {
        this.care = care;
        this.settings = settings;
    }

    AdminAnswer verify(AdminRequest request) throws StoreException {
        StoreCare.Findings found = care.verify();
        String records = found.records() == 0 ? "" : String.format("%,d records, ", found.records()); // a PostgreSQL has none
        String read = String.format("read %s%,d messages, %,d bodies of %s", records, found.messages(), found.bodies(), Sizes.text(found.octets()));
        if (found.problems().isEmpty()) {
            return AdminAnswer.done(List.of(read + ": all is as it was written"));
        }
        var lines = new ArrayList<>(found.problems());
        lines.add(read);
        return new AdminAnswer(1, lines, List.of("something is wrong with the store"));
    }

    AdminAnswer compact(AdminRequest request) throws StoreException {
        StoreCare.Compacted compacted = care.compact();
        var lines = new ArrayList<String>();
        lines.add("the store had " + Sizes.text(compacted.before()) + " and has " + Sizes.text(compacted.after()));
        if (compacted.restorable() > 0) {
            lines.add(Sizes.text(compacted.restorable()) + " of that is mail that was expunged or deleted: it can be restored, and goes "
                + settings.get(StoreKeys.UNDELETE) + " days after it was removed (store.undelete)");
        }
        return AdminAnswer.done(lines);
    }
}
