package posthouse.imap.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;
import posthouse.imap.access.Right;
import posthouse.imap.access.Rights;
import posthouse.imap.command.MailboxTree.Node;
import posthouse.imap.metadata.Entry;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/** Which mailboxes LIST tells of, and what of them (RFC 5258 3). */
final class ListOptions {

    boolean extended;
    private boolean onlySubscribed;
    private boolean onlySpecialUse;
    private boolean recursive;
    private boolean tellSubscribed;
    private boolean tellChildren = true; // a plain LIST tells what it can
    private boolean tellSpecialUse = true;
    private boolean tellRights;
    private Set<StatusItem> status = Set.of();
    private java.util.List<Entry> metadata = java.util.List.of();

    /** RFC 5258 3.1, RFC 6154 2. */
    void parseSelection(ImapReader in) throws BadSyntax {
        extended = true;
        tellChildren = false;
        tellSpecialUse = false;
        in.open();
        while (!in.nextIs(')')) {
            switch (in.keyword()) {
                case "SUBSCRIBED" -> onlySubscribed = true;
                case "SPECIAL-USE" -> onlySpecialUse = true;
                case "RECURSIVEMATCH" -> recursive = true;
                case "REMOTE" -> extended = true; // there are no remote mailboxes
                default -> throw new BadSyntax("unknown selection option");
            }
            if (!in.nextIs(')')) {
                in.sp();
            }
        }
        in.close();
        if (recursive && !onlySubscribed) {
            throw new BadSyntax("RECURSIVEMATCH needs SUBSCRIBED");
        }
        tellSubscribed = onlySubscribed;
        tellSpecialUse = onlySpecialUse;
    }

    /** RFC 5258 3.2, RFC 5819 2. */
    void parseReturn(ImapReader in) throws BadSyntax {
        if (!in.takeKeyword("RETURN")) {
            throw new BadSyntax("expected RETURN");
        }
        tellChildren = false;
        tellSpecialUse = onlySpecialUse;
        extended = true;
        in.sp().open();
        while (!in.nextIs(')')) {
            switch (in.keyword()) {
                case "SUBSCRIBED" -> tellSubscribed = true;
                case "CHILDREN" -> tellChildren = true;
                case "SPECIAL-USE" -> tellSpecialUse = true;
                case "MYRIGHTS" -> tellRights = true;
                case "METADATA" -> metadata = entries(in.sp());
                case "STATUS" -> status = StatusItem.parse(in.sp());
                default -> throw new BadSyntax("unknown return option");
            }
            if (!in.nextIs(')')) {
                in.sp();
            }
        }
        in.close();
    }

    /** RFC 9590 3. */
    private static java.util.List<Entry> entries(ImapReader in) throws BadSyntax {
        var entries = new ArrayList<Entry>();
        in.open();
        do {
            entries.add(Entry.parse(in));
        } while (in.another());
        in.close();
        return entries;
    }

    boolean tellsRights() {
        return tellRights;
    }

    java.util.List<Entry> metadata() {
        return metadata;
    }

    boolean selects(Node node) {
        if (onlySpecialUse && (!node.exists() || node.info.uses().isEmpty())) {
            return false;
        }
        if (onlySubscribed) {
            return node.subscribed || tellsChildInfo(node);
        }
        return node.exists() || node.hasChildren && node.matchesAsLevel;
    }

    /** Whether it is selected for what it is, not for what lies below it: only then more is told of it (RFC 5819 2, RFC 8440 3). */
    boolean matches(Node node) {
        return !onlySubscribed || node.subscribed;
    }

    Collection<String> attributes(Node node, Rights rights) {
        var attributes = new ArrayList<String>();
        if (!node.exists()) {
            attributes.add(extended ? "\\NonExistent" : "\\Noselect"); // RFC 5258 3.2: NonExistent implies Noselect
        } else if (!rights.has(Right.READ)) {
            attributes.add("\\Noselect"); // RFC 4314 4
        }
        if (tellSubscribed && node.subscribed) {
            attributes.add("\\Subscribed");
        }
        if (tellChildren) {
            attributes.add(node.hasChildren ? "\\HasChildren" : "\\HasNoChildren"); // RFC 3348
        }
        if (tellSpecialUse && node.exists()) {
            node.info.uses().forEach(use -> attributes.add(use.attribute));
        }
        return attributes;
    }

    /** Whether it must be said that something below the mailbox is subscribed: where it is itself, or that isn't listed (RFC 9051 6.3.9.6). */
    boolean tellsChildInfo(Node node) {
        return recursive && (node.hidesSubscribed || node.subscribed && node.hasSubscribedBelow);
    }

    Set<StatusItem> status() {
        return status;
    }
}
