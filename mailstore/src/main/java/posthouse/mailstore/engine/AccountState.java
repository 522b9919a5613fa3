package posthouse.mailstore.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import posthouse.mailstore.Grant;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.jdbc.MailboxRow;

/** The mailboxes of an account as committed. Which there are never changes; a new one takes its place then. */
final class AccountState {
    private static final Comparator<String> INBOX_FIRST =
        Comparator.comparing((String name) -> !name.equals(Mailboxes.INBOX)).thenComparing(Comparator.naturalOrder());

    private final NavigableMap<String, MailboxState> byName;
    private final Map<Long, MailboxState> byId;
    private final Set<String> subscriptions;
    private final Map<Long, List<Grant>> grants;

    AccountState(List<MailboxRow> rows, Set<String> subscriptions, Map<Long, List<Grant>> grants) {
        this(new TreeMap<>(INBOX_FIRST), new HashMap<>(), Set.copyOf(subscriptions), Map.copyOf(grants));
        rows.forEach(row -> put(row.name(), new MailboxState(row)));
    }

    private AccountState(NavigableMap<String, MailboxState> byName, Map<Long, MailboxState> byId, Set<String> subscriptions, Map<Long, List<Grant>> grants) {
        this.byName = byName;
        this.byId = byId;
        this.subscriptions = subscriptions;
        this.grants = grants;
    }

    private void put(String name, MailboxState mailbox) {
        byName.put(name, mailbox);
        byId.put(mailbox.row().id(), mailbox);
    }

    /**
     * As it is after some names have changed.
     *
     * @param ids of mailboxes that are new, have another name, or are gone
     * @param rows of those of them that there are
     */
    AccountState renamed(Set<Long> ids, List<MailboxRow> rows, Set<String> subscribed, Map<Long, List<Grant>> granted) {
        if (ids.isEmpty()) {
            return new AccountState(byName, byId, subscribed, granted);
        }
        var now = new AccountState(new TreeMap<>(byName), new HashMap<>(byId), subscribed, granted);
        for (long id : ids) { // all of them first: one may have the name that another had
            MailboxState known = now.byId.remove(id);
            if (known != null) {
                now.byName.remove(known.row().name());
            }
        }
        for (MailboxRow row : rows) {
            MailboxState known = byId.get(row.id());
            if (known != null) {
                known.rename(row.name(), row.uses());
            }
            now.put(row.name(), known == null ? new MailboxState(row) : known);
        }
        return now;
    }

    /** As it is after another node has changed it: mailboxes whose messages changed are not known any more. */
    AccountState followed(List<MailboxRow> rows, Set<String> subscribed, Map<Long, List<Grant>> granted) {
        var now = new AccountState(rows, subscribed, granted);
        for (MailboxRow row : rows) {
            MailboxState known = byId.get(row.id());
            if (known != null && known.agreesWith(row)) {
                now.put(row.name(), known);
            }
        }
        return now;
    }

    /** {@code null} if there is none of this name. */
    MailboxState byName(String name) {
        return byName.get(name);
    }

    /** {@code null} if there is none of this id. */
    MailboxState byId(long id) {
        return byId.get(id);
    }

    Collection<MailboxState> mailboxes() {
        return byName.values();
    }

    Set<String> names() {
        return byName.keySet();
    }

    Set<String> subscriptions() {
        return subscriptions;
    }

    /** What others may do with mailboxes, by their ids. */
    Map<Long, List<Grant>> grants() {
        return grants;
    }

    /** What others may do with a mailbox. */
    List<Grant> grants(long mailbox) {
        return grants.getOrDefault(mailbox, List.of());
    }

    Usage usage() {
        long octets = 0;
        long messages = 0;
        for (MailboxState mailbox : byId.values()) {
            MailboxRow row = mailbox.row();
            octets += row.octets();
            messages += row.messages();
        }
        return new Usage(octets, messages);
    }

    /** What an account holds. */
    record Usage(long octets, long messages) {
        static final Usage NONE = new Usage(0, 0);

        Usage plus(Usage more) {
            return new Usage(octets + more.octets, messages + more.messages);
        }

        Usage minus(Usage less) {
            return new Usage(octets - less.octets, messages - less.messages);
        }

        Usage positive() {
            return new Usage(Math.max(octets, 0), Math.max(messages, 0));
        }

        /** Whether this limit (0: none) would be exceeded; what adds nothing of a kind exceeds no limit of that kind. */
        boolean isExceededBy(Usage held, Usage more) {
            return octets > 0 && more.octets > 0 && held.octets + more.octets > octets
                || messages > 0 && more.messages > 0 && held.messages + more.messages > messages;
        }

        /** How full this limit is. */
        long percentOf(Usage held) {
            long byOctets = octets == 0 ? 0 : (long) (100.0 * held.octets / octets);
            long byMessages = messages == 0 ? 0 : (long) (100.0 * held.messages / messages);
            return Math.max(byOctets, byMessages);
        }
    }
}
