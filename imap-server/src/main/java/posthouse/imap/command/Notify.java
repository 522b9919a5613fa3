package posthouse.imap.command;

import java.util.ArrayList;
import java.util.List;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/**
 * NOTIFY: RFC 5465.
 *
 * @param groups {@code null} for NONE
 */
record Notify(List<NotifyGroup> groups, boolean status) implements AuthenticatedCommand {

    private static final int MOST_GROUPS = 100;

    static Notify parse(ImapReader in) throws BadSyntax, Refused {
        if (in.sp().takeKeyword("NONE")) {
            in.end();
            return new Notify(null, false);
        }
        if (!in.takeKeyword("SET")) {
            throw new BadSyntax("expected SET or NONE");
        }
        var groups = new ArrayList<NotifyGroup>();
        boolean status = in.sp().takeKeyword("STATUS");
        if (status) {
            in.sp();
        }
        do {
            groups.add(NotifyGroup.parse(in));
            if (groups.size() > MOST_GROUPS) {
                throw new BadSyntax("more than " + MOST_GROUPS + " groups");
            }
        } while (in.another());
        in.end();
        if (groups.stream().filter(NotifyGroup::isOfSelected).count() > 1) {
            throw new BadSyntax("SELECTED once"); // RFC 5465 6
        }
        return new Notify(List.copyOf(groups), status);
    }

    @Override
    public Answer run(Authenticated state) throws StoreException {
        if (groups != null && groups.stream().anyMatch(g -> g.events().ofMetadata())) {
            state.hearOfMetadata();
        }
        var notifications = groups == null ? null : new Notifications(state, groups);
        state.notify(notifications);
        if (state.selected() != null) {
            state.selected().check(); // RFC 5465 3.1: as NOOP does
        }
        if (notifications == null) {
            return Answer.ok("NOTIFY completed");
        }
        return new Answer() {
            @Override
            public boolean writeNext(ImapWriter out) throws StoreException {
                return notifications.begin(out, status);
            }

            @Override
            public Completion completion() {
                return Completion.ok("NOTIFY completed");
            }
        };
    }
}
