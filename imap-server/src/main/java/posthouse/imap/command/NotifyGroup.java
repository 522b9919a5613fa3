package posthouse.imap.command;

import java.util.ArrayList;
import java.util.List;
import posthouse.imap.access.Names;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.Mailboxes;

/**
 * Some mailboxes, and what is told of them: RFC 5465 6.
 *
 * @param names of SUBTREE, SUBTREE-ONE and MAILBOXES
 */
record NotifyGroup(Filter filter, List<String> names, NotifyEvent.Some events) {

    private static final int MOST_NAMES = 1000;

    enum Filter {
        SELECTED, SELECTED_DELAYED, INBOXES, PERSONAL, SUBSCRIBED, SUBTREE, SUBTREE_ONE, MAILBOXES
    }

    /** event-group: RFC 5465 8. */
    static NotifyGroup parse(ImapReader in) throws BadSyntax, Refused {
        in.open();
        String word = in.keyword();
        Filter filter = filter(word);
        var names = new ArrayList<String>();
        if (filter.compareTo(Filter.SUBTREE) >= 0) {
            names(in.sp(), names);
        }
        var events = NotifyEvent.Some.parse(in.sp(), filter.compareTo(Filter.INBOXES) < 0);
        in.close();
        return new NotifyGroup(filter, List.copyOf(names), events);
    }

    private static Filter filter(String word) throws BadSyntax {
        for (Filter filter : Filter.values()) {
            if (filter.name().replace('_', '-').equals(word)) {
                return filter;
            }
        }
        throw new BadSyntax("unknown mailbox filter " + word);
    }

    private static void names(ImapReader in, List<String> names) throws BadSyntax, Refused {
        if (!in.nextIs('(')) {
            names.add(in.mailbox());
            return;
        }
        in.open();
        do {
            names.add(in.mailbox());
        } while (in.another() && names.size() < MOST_NAMES);
        in.close();
    }

    boolean isOfSelected() {
        return filter == Filter.SELECTED || filter == Filter.SELECTED_DELAYED;
    }

    /** Whether mailboxes of other users may be among them. */
    boolean mayNameForeign() {
        return filter == Filter.SUBSCRIBED || names.stream().anyMatch(Names::isForeign);
    }

    boolean names(String mailbox, boolean subscribed) {
        return switch (filter) {
            case SELECTED, SELECTED_DELAYED -> false;
            case INBOXES, PERSONAL -> !Names.isForeign(mailbox); // RFC 5465 6.3: mail may be delivered to any of them
            case SUBSCRIBED -> subscribed;
            case MAILBOXES -> names.contains(mailbox);
            case SUBTREE -> names.stream().anyMatch(n -> mailbox.equals(n) || mailbox.startsWith(n + Mailboxes.SEPARATOR));
            case SUBTREE_ONE -> names.contains(mailbox) || names.contains(mailbox.substring(0, Math.max(mailbox.lastIndexOf(Mailboxes.SEPARATOR), 0))); // RFC 7377 4
        };
    }
}
