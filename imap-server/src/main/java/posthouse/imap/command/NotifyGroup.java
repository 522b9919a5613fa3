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
 * @param names of SUBTREE and MAILBOXES
 */
record NotifyGroup(Filter filter, List<String> names, NotifyEvent.Some events) {

    private static final int MOST_NAMES = 1000;

    enum Filter {
        SELECTED, SELECTED_DELAYED, INBOXES, PERSONAL, SUBSCRIBED, SUBTREE, MAILBOXES
    }

    /** event-group: RFC 5465 8. */
    static NotifyGroup parse(ImapReader in) throws BadSyntax, Refused {
        in.open();
        String word = in.keyword();
        Filter filter = filter(word);
        var names = new ArrayList<String>();
        if (filter == Filter.SUBTREE || filter == Filter.MAILBOXES) {
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
        } while (in.take(' ') && names.size() < MOST_NAMES);
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
            case INBOXES -> mailbox.equals(Mailboxes.INBOX); // the only one that mail is delivered to unless filters say so
            case PERSONAL -> !Names.isForeign(mailbox);
            case SUBSCRIBED -> subscribed;
            case MAILBOXES -> names.contains(mailbox);
            case SUBTREE -> names.stream().anyMatch(n -> mailbox.equals(n) || mailbox.startsWith(n + Mailboxes.SEPARATOR));
        };
    }
}
