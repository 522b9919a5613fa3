package posthouse.imap.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import posthouse.imap.Authenticated;
import posthouse.imap.access.Names;
import posthouse.imap.command.AuthenticatedCommand;
import posthouse.imap.search.Filters;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Annotations.Annotation;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.TooManyAnnotations;

/**
 * SETMETADATA: RFC 5464 4.3. All entries are set, or none.
 *
 * @param mailbox empty for the server
 * @param values {@code null} takes an entry away
 */
public record SetMetadata(String mailbox, Map<Entry, byte[]> values) implements AuthenticatedCommand {

    private static final int MOST = 1000;

    public static SetMetadata parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        Map<Entry, byte[]> values = new LinkedHashMap<>();
        in.sp().open();
        do {
            Entry entry = Entry.parse(in);
            if (entry.path().isEmpty()) {
                throw new BadSyntax("/private and /shared have no values themselves");
            }
            values.put(entry, in.sp().value());
            if (values.size() > MOST) {
                throw new BadSyntax("more than " + MOST + " entries");
            }
        } while (in.another());
        in.close().end();
        return new SetMetadata(mailbox, values);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, StoreException {
        long place = Place.of(mailbox, state);
        List<Annotation> annotations = new ArrayList<>();
        Set<SpecialUse> uses = null;
        for (Map.Entry<Entry, byte[]> each : values.entrySet()) {
            check(each.getKey(), each.getValue());
            if (isUses(each.getKey())) {
                uses = Uses.parse(each.getValue());
                continue;
            }
            annotations.add(new Annotation(each.getKey().shared() ? Annotations.SHARED : state.accountId(), each.getKey().path(), each.getValue()));
        }
        try {
            if (!annotations.isEmpty()) {
                state.unheard(() -> state.store().annotations().set(place, annotations));
            }
        } catch (TooManyAnnotations e) {
            throw new Refused(new ResponseCode("METADATA TOOMANY"), e.getMessage());
        }
        return uses == null ? Answer.ok("SETMETADATA completed") : set(uses, place, state);
    }

    private boolean isUses(Entry entry) {
        return !mailbox.isEmpty() && !entry.shared() && entry.path().equals(Uses.PATH);
    }

    /** RFC 6154 4, 5.4: another mailbox may lose what this one is for. */
    private Answer set(Set<SpecialUse> uses, long place, Authenticated state) throws Refused, StoreException {
        if (Names.isForeign(mailbox)) {
            throw new Refused(ResponseCode.NOPERM, "its owner says what a mailbox is for");
        }
        List<String> others = state.mailboxes().setUses(place, uses);
        return Answer.of(out -> {
            for (String other : others) {
                byte[] left = state.mailboxes().find(other).map(m -> Uses.of(m.id(), state)).orElse(null);
                Notes.write(out, other, Collections.singletonMap(Entry.PRIVATE + Uses.PATH, left));
            }
        }, Completion.ok("SETMETADATA completed"));
    }

    private void check(Entry entry, byte[] value) throws Refused {
        if (mailbox.isEmpty() && entry.shared()) {
            throw new Refused(ResponseCode.NOPERM, "shared entries of the server are not set by clients"); // RFC 5464 3.3
        }
        if (value != null && value.length > Annotations.MAX_VALUE) {
            throw new Refused(new ResponseCode("METADATA MAXSIZE " + Annotations.MAX_VALUE), "the value is too long");
        }
        if (value != null && mailbox.isEmpty() && entry.path().startsWith(Filters.VALUES)) {
            Filters.check(entry.path().substring(Filters.VALUES.length()), value);
        }
    }
}
