package posthouse.imap.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.StoreException;

/** Which mailboxes ESEARCH looks into: RFC 7377 2.2, as RFC 5465 6 names them. */
record Sources(List<Source> sources) {

    static final Sources SELECTED = new Sources(List.of(new Source("SELECTED", List.of())));
    private static final int MOST = 1000;

    /** @param names of SUBTREE, SUBTREE-ONE and MAILBOXES */
    record Source(String kind, List<String> names) {
    }

    static Sources parse(ImapReader in) throws BadSyntax, Refused {
        var sources = new ArrayList<Source>();
        in.open();
        do {
            String kind = in.keyword();
            sources.add(switch (kind) {
                case "SELECTED", "INBOXES", "PERSONAL", "SUBSCRIBED" -> new Source(kind, List.of());
                case "SUBTREE", "SUBTREE-ONE", "MAILBOXES" -> new Source(kind, names(in.sp()));
                default -> throw new BadSyntax("unknown source");
            });
            if (sources.size() > MOST) {
                throw new BadSyntax("more than " + MOST + " sources");
            }
        } while (in.another());
        in.close();
        return new Sources(sources);
    }

    /** Whether it is the selected mailbox and no other. */
    boolean isSelected() {
        return sources.stream().allMatch(source -> source.kind.equals("SELECTED"));
    }

    private static List<String> names(ImapReader in) throws BadSyntax, Refused {
        if (!in.nextIs('(')) {
            return List.of(in.mailbox());
        }
        var names = new ArrayList<String>();
        in.open();
        do {
            names.add(in.mailbox());
            if (names.size() > MOST) {
                throw new BadSyntax("more than " + MOST + " mailboxes");
            }
        } while (in.another());
        in.close();
        return names;
    }

    /** The names, each once, with whether the client gave the name itself. */
    Map<String, Boolean> names(Authenticated state) throws BadSyntax, StoreException {
        var all = new LinkedHashMap<String, Boolean>();
        for (Source source : sources) {
            switch (source.kind) {
                case "SELECTED" -> {
                    if (state.selected() == null) {
                        throw new BadSyntax("select a mailbox first");
                    }
                    all.put(state.names().nameOf(state.selected().mailbox()), true);
                }
                // RFC 5465 6.3: mail may be delivered to any of them
                case "INBOXES", "PERSONAL" -> state.mailboxes().list().forEach(info -> all.putIfAbsent(info.name(), false));
                case "SUBSCRIBED" -> state.mailboxes().subscriptions().forEach(name -> all.putIfAbsent(name, false));
                case "MAILBOXES" -> source.names.forEach(name -> all.put(name, true));
                default -> subtree(source, state, all);
            }
        }
        return all;
    }

    private static void subtree(Source source, Authenticated state, Map<String, Boolean> all) throws StoreException {
        var infos = new ArrayList<>(state.mailboxes().list());
        infos.addAll(state.names().shared());
        for (String root : source.names) {
            all.put(root, true);
            for (Mailboxes.Info info : infos) {
                boolean below = info.name().startsWith(root + Mailboxes.SEPARATOR);
                if (below && (source.kind.equals("SUBTREE") || info.name().indexOf(Mailboxes.SEPARATOR, root.length() + 1) < 0)) {
                    all.putIfAbsent(info.name(), false);
                }
            }
        }
    }
}
