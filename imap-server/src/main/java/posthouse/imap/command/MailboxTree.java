package posthouse.imap.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.StoreException;

/** The names of an account with their hierarchy: mailboxes, subscriptions, and the levels above them that don't exist themselves. */
final class MailboxTree {

    private static final Comparator<String> INBOX_FIRST =
        Comparator.comparing((String name) -> !name.equals(Mailboxes.INBOX)).thenComparing(Comparator.naturalOrder());

    private final TreeMap<String, Node> nodes = new TreeMap<>(INBOX_FIRST);

    /** A name. */
    static final class Node {
        final String name;
        /** What the store tells of it; {@code null} if there is no such mailbox. */
        Mailboxes.Info info;
        boolean subscribed;
        /** Whether mailboxes lie below it. */
        boolean hasChildren;
        boolean hasSubscribedBelow;
        /** Whether it is one of those that are asked for. */
        boolean matches;
        /** Whether levels of the hierarchy are asked for here, mailboxes or not: RFC 9051 6.3.9, the pattern ends with {@code %}. */
        boolean matchesAsLevel;
        /** Whether one below it is subscribed and isn't asked for (RFC 5258 3.5). */
        boolean hidesSubscribed;

        Node(String name) {
            this.name = name;
        }

        boolean exists() {
            return info != null;
        }
    }

    /** The account's own, and those that others let it look up. */
    static MailboxTree of(Authenticated state) throws StoreException {
        var all = new ArrayList<>(state.mailboxes().list());
        all.addAll(state.names().shared());
        return new MailboxTree(all, state.mailboxes().subscriptions());
    }

    /** What the account has subscribed and the levels above; of none it is known whether there is such a mailbox. */
    static MailboxTree ofSubscriptions(Authenticated state) {
        return new MailboxTree(Set.of(), state.mailboxes().subscriptions());
    }

    private MailboxTree(Collection<Mailboxes.Info> mailboxes, Collection<String> subscriptions) {
        for (Mailboxes.Info info : mailboxes) {
            node(info.name()).info = info;
            for (int at = parentEnd(info.name()); at > 0; at = info.name().lastIndexOf(Mailboxes.SEPARATOR, at - 1)) {
                node(info.name().substring(0, at)).hasChildren = true;
            }
        }
        for (String name : subscriptions) {
            node(name).subscribed = true;
            for (int at = parentEnd(name); at > 0; at = name.lastIndexOf(Mailboxes.SEPARATOR, at - 1)) {
                node(name.substring(0, at)).hasSubscribedBelow = true;
            }
        }
    }

    static int parentEnd(String name) {
        return name.lastIndexOf(Mailboxes.SEPARATOR);
    }

    Node node(String name) {
        return nodes.computeIfAbsent(name, Node::new);
    }

    /** Says which names are asked for. */
    void match(Predicate<String> asked, Predicate<String> levels) {
        for (Node node : nodes.values()) {
            node.matches = asked.test(node.name);
            node.matchesAsLevel = levels.test(node.name);
        }
        for (Node hidden : nodes.values()) {
            if (hidden.subscribed && !hidden.matches) {
                for (int at = parentEnd(hidden.name); at > 0; at = hidden.name.lastIndexOf(Mailboxes.SEPARATOR, at - 1)) {
                    node(hidden.name.substring(0, at)).hidesSubscribed = true;
                }
            }
        }
    }

    /** INBOX first. */
    Collection<Node> nodes() {
        return nodes.values();
    }

    /** {@code * LIST (attributes) "/" name}, without its CRLF. */
    static void write(ImapWriter out, String response, Collection<String> attributes, String name) {
        out.text("* ").text(response).text(" (").text(String.join(" ", attributes)).text(") \"/\" ").mailbox(name);
    }

    /** LIST of a name that the client spelled otherwise: RFC 9051 6.3.9.7. */
    static void writeNamed(ImapWriter out, String name, String denormalized) {
        writeNamed(out, Set.of(), name, denormalized);
    }

    static void writeNamed(ImapWriter out, Collection<String> attributes, String name, String denormalized) {
        write(out, "LIST", attributes, name);
        if (denormalized != null) {
            out.text(" (\"OLDNAME\" (").mailbox(denormalized).text("))");
        }
        out.crlf();
    }
}
