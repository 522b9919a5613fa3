package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.Mutation;

/** Writes bodies anew at the journal's end, so that the segments they stand in can go. Those that went meanwhile are left out. */
record MoveBodies(List<Stored> bodies) implements Command<Void> {

    /**
     * @param row as it was read
     * @param octets as they are to be stored
     * @param checksum of these octets
     */
    record Stored(BodyRow row, int form, byte[] octets, int checksum) {
    }

    @Override
    public Decision<Void> decide(View view) throws DatabaseFailed {
        var moved = new ArrayList<MessageChange.MoveBodies.Moved>();
        var data = new ArrayList<BodySource>();
        long offset = 0;
        for (Stored body : bodies) {
            Optional<BodyRow> now = view.writing().body(body.row.id());
            if (now.isPresent() && now.get().segment() == body.row.segment() && now.get().place() == body.row.place()) {
                moved.add(new MessageChange.MoveBodies.Moved(body.row.id(), body.form, offset, body.octets.length, body.checksum));
                data.add(out -> out.write(body.octets));
                offset += body.octets.length;
            }
        }
        if (moved.isEmpty()) {
            return Decision.of(null, List.of());
        }
        return new Decision<>(new Mutation(List.of(new MessageChange.MoveBodies(moved))), data, List.of(), null);
    }

    @Override
    public long size() {
        return bodies.stream().mapToLong(b -> b.octets.length).sum();
    }
}
