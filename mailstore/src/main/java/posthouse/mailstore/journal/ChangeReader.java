package posthouse.mailstore.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads a record's payload: the mirror of {@link ChangeWriter}. */
final class ChangeReader {
    private static final Map<Integer, Function<PayloadReader, Change>> KINDS = new HashMap<>();

    static {
        for (var some : List.of(MessageCodec.KINDS, MailboxCodec.KINDS, AccountCodec.KINDS, QueueCodec.KINDS)) {
            some.forEach((kind, how) -> {
                if (KINDS.put(kind, how) != null) {
                    throw new IllegalStateException("two changes of kind " + kind);
                }
            });
        }
    }

    private final PayloadReader from;

    ChangeReader(PayloadReader from) {
        this.from = from;
    }

    /** All kinds that there are. */
    static Set<Integer> kinds() {
        return Collections.unmodifiableSet(KINDS.keySet());
    }

    List<Change> readAll() {
        var changes = new ArrayList<Change>();
        while (!from.atEnd()) {
            changes.add(read());
        }
        return changes;
    }

    private Change read() {
        int kind = from.octet();
        Function<PayloadReader, Change> how = KINDS.get(kind);
        if (how == null) {
            throw new IllegalArgumentException("a change of kind " + kind + " is not known to this version");
        }
        return how.apply(from);
    }
}
