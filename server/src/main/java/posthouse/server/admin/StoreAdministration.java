package posthouse.server.admin;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.StoreCare;
import posthouse.mailstore.StoreException;

/** {@code store verify} and {@code store compact}. */
final class StoreAdministration {

    private final StoreCare care;

    StoreAdministration(StoreCare care) {
        this.care = care;
    }

    AdminAnswer verify(AdminRequest request) throws StoreException {
        StoreCare.Findings found = care.verify();
        String read = String.format("read %,d records, %,d messages, %,d bodies of %s", found.records(), found.messages(), found.bodies(),
            Sizes.text(found.octets()));
        if (found.problems().isEmpty()) {
            return AdminAnswer.done(List.of(read + ": all is as it was written"));
        }
        var lines = new ArrayList<>(found.problems());
        lines.add(read);
        return new AdminAnswer(1, lines, List.of("something is wrong with the store"));
    }

    AdminAnswer compact(AdminRequest request) throws StoreException {
        StoreCare.Compacted compacted = care.compact();
        return AdminAnswer.done(List.of("the data folder had " + Sizes.text(compacted.before()) + " and has " + Sizes.text(compacted.after())));
    }
}
