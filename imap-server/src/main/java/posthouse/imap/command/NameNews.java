package posthouse.imap.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.Mailboxes;

/** The names of mailboxes that were created, deleted, renamed and subscribed since a client was told: RFC 5465 5.4, 5.5. */
final class NameNews {

    private final Set<String> named = new TreeSet<>();
    private final Map<String, String> renamed = new TreeMap<>(); // the old names by the new ones
    private final Set<String> subscribed = new TreeSet<>();
    private final Set<String> shut = new TreeSet<>();
    private final Set<String> reopened = new TreeSet<>();

    /** Says whether the client wants to be told an event of a name. */
    @FunctionalInterface
    interface Wanted {
        boolean test(String name, boolean subscribed, NotifyEvent event);
    }

    /** Created or deleted: that concerns what lies directly above too. */
    void named(String name) {
        named.add(name);
        int end = MailboxTree.parentEnd(name);
        if (end > 0) {
            named.add(name.substring(0, end));
        }
    }

    void renamed(String from, String to) {
        renamed.put(to, from);
    }

    void subscribed(Collection<String> names) {
        subscribed.addAll(names);
    }

    /** The client may not look it up any more; of that it is told whatever else it wants to know (RFC 5465 5.9). */
    void shut(String name) {
        shut.add(name);
    }

    /** It may again. */
    void reopened(Collection<String> names) {
        reopened.addAll(names);
    }

    /** Takes out what the client has done itself to these names and those below and above them. */
    void without(Set<String> own) {
        if (!own.isEmpty()) {
            named.removeIf(name -> isOwn(name, own));
            renamed.keySet().removeIf(name -> isOwn(name, own));
            subscribed.removeIf(name -> isOwn(name, own));
        }
    }

    private static boolean isOwn(String name, Set<String> own) {
        return own.stream().anyMatch(o -> name.equals(o) || isBelow(name, o) || isBelow(o, name));
    }

    private static boolean isBelow(String name, String above) {
        return name.startsWith(above + Mailboxes.SEPARATOR);
    }

    boolean isEmpty() {
        return named.isEmpty() && renamed.isEmpty() && subscribed.isEmpty() && shut.isEmpty();
    }

    void write(ImapWriter out, MailboxTree tree, Wanted wanted) {
        var told = new HashSet<String>();
        for (String name : shut) {
            MailboxTree.write(out, "LIST", List.of("\\NonExistent", "\\NoAccess"), name);
            out.crlf();
        }
        reopened.forEach(name -> write(out, tree, name, NotifyEvent.MAILBOX_NAME, (any, isSubscribed, event) -> true, told));
        for (Map.Entry<String, String> each : renamed.entrySet()) {
            var node = tree.node(each.getKey());
            if (!movedAlong(each.getKey()) && wanted.test(node.name, node.subscribed, NotifyEvent.MAILBOX_NAME)) {
                MailboxTree.writeNamed(out, attributes(node), node.name, each.getValue());
                told.add(node.name);
            }
        }
        named.stream().filter(name -> !renamed.containsKey(name)).forEach(name -> write(out, tree, name, NotifyEvent.MAILBOX_NAME, wanted, told));
        subscribed.forEach(name -> write(out, tree, name, NotifyEvent.SUBSCRIPTION_CHANGE, wanted, told));
    }

    private static void write(ImapWriter out, MailboxTree tree, String name, NotifyEvent event, Wanted wanted, Set<String> told) {
        var node = tree.node(name);
        boolean isSubscribed = node.subscribed || event == NotifyEvent.SUBSCRIPTION_CHANGE; // what was subscribed until now is meant too
        if (wanted.test(name, isSubscribed, event) && told.add(name)) {
            MailboxTree.write(out, "LIST", attributes(node), name);
            out.crlf();
        }
    }

    private static List<String> attributes(MailboxTree.Node node) {
        var attributes = new ArrayList<String>();
        if (node.subscribed) {
            attributes.add("\\Subscribed");
        }
        if (!node.exists()) {
            attributes.add("\\NonExistent");
        }
        if (node.exists() || node.hasChildren) {
            attributes.add(node.hasChildren ? "\\HasChildren" : "\\HasNoChildren");
        }
        return attributes;
    }

    /** Whether it has another name only because a mailbox above it has: nothing is said of it then. */
    private boolean movedAlong(String name) {
        String was = renamed.get(name);
        for (int end = MailboxTree.parentEnd(name); end > 0; end = name.lastIndexOf(Mailboxes.SEPARATOR, end - 1)) {
            String above = renamed.get(name.substring(0, end));
            if (above != null && was.equals(above + name.substring(end))) {
                return true;
            }
        }
        return false;
    }
}
