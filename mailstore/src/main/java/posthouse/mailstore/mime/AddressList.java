package posthouse.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

/**
 * Reads the addresses of a header field (RFC 5322 3.4, and the obsolete syntax of 4.4). It never fails:
 * <ul>
 *   <li>an address without a domain has an empty host ({@code null} would begin a group, RFC 9051 7.5.2);
 *   <li>several words without an address are a name, with an empty mailbox and host;
 *   <li>words before {@code a@example.org} without brackets are its name; so is a comment where there is no other;
 *   <li>what stands before brackets is the name, an at sign in it or not;
 *   <li>empty addresses are dropped;
 *   <li>a group that is not closed ends with the field.
 * </ul>
 */
public final class AddressList {
    private static final String SPECIALS = "\"(),:;<>@";

    private final Lexer in;
    private final List<Address> addresses = new ArrayList<>();
    private final Allowance allowance;
    private boolean inGroup;
    private boolean full;

    private AddressList(String field, Allowance allowance) {
        this.in = new Lexer(field);
        this.allowance = allowance;
    }

    /** The addresses of an unfolded field, one char an octet; a group's begin and end come as in {@link EnvelopeStructure}. */
    public static List<Address> parse(String field) {
        List<Address> addresses = parse(field, new Allowance());
        return addresses == null ? List.of() : addresses;
    }

    /** The addresses, or {@code null} where there is none. */
    static List<Address> parse(String field, Allowance allowance) {
        var list = new AddressList(field, allowance);
        list.read();
        return list.addresses.isEmpty() ? null : List.copyOf(list.addresses);
    }

    private void read() {
        while (!full) {
            in.forgetComment();
            in.skipBlanks();
            if (in.atEnd()) {
                break;
            }
            if (in.take(';')) {
                endGroup();
            } else if (!in.take(',') && !in.take('>') && !in.take(')')) {
                address();
            }
        }
        endGroup();
    }

    private void endGroup() {
        if (inGroup) {
            addresses.add(new Address(null, null, null));
            inGroup = false;
        }
    }

    private void address() {
        var start = in.mark();
        String phrase = phrase(start);
        int end = in.position();
        if (in.take('<')) {
            angleAddress(phrase);
        } else if (in.take(':')) {
            beginGroup(phrase);
        } else {
            in.backTo(start);
            while (in.position() < end && !full) {
                int before = in.position();
                bareAddress();
                if (in.position() == before) {
                    in.skip(); // a special that the phrase took for quoted: quotes and brackets that cross each other
                }
                in.forgetComment();
            }
        }
    }

    private void beginGroup(String name) {
        if (!inGroup) {
            inGroup = append(new Address(null, name, null));
        }
    }

    private void add(String name, String mailbox, String host) {
        add(name, null, mailbox, host);
    }

    private void add(String name, String route, String mailbox, String host) {
        if (name != null || !mailbox.isEmpty() || !host.isEmpty()) {
            append(new Address(name, route, mailbox, host));
        }
    }

    private boolean append(Address address) {
        full = full || !allowance.take();
        return !full && addresses.add(address);
    }

    /** {@code <mailbox@host>} behind a display name. */
    private void angleAddress(String name) {
        String comment = in.lastComment();
        in.skipBlanks();
        String route = route();
        String mailbox = words("");
        String host = in.take('@') ? dotted() : "";
        in.until(">,;<");
        in.take('>');
        in.forgetComment();
        in.skipBlanks();
        String nameOrComment = !name.isEmpty() ? name : comment != null ? comment : in.lastComment();
        add(nameOrComment, route, mailbox, host);
    }

    /** {@code @one,@two:} in front of the address proper (RFC 5322 4.4). */
    private String route() {
        var route = new StringBuilder();
        while (in.peek() == '@' || in.peek() == ',') {
            boolean at = in.take('@');
            if (!at) {
                in.skip();
            }
            String domain = dotted();
            if (!domain.isEmpty()) {
                route.append(route.isEmpty() ? "@" : ",@").append(domain);
            }
            in.skipBlanks();
        }
        in.take(':');
        in.skipBlanks();
        return route.isEmpty() ? null : route.toString();
    }

    /** {@code mailbox@host}, maybe with words before it; or words alone. */
    private void bareAddress() {
        var name = new StringBuilder();
        String mailbox = dotted();
        while (atWord()) {
            name.append(name.isEmpty() ? "" : " ").append(mailbox);
            mailbox = dotted();
        }
        if (in.take('@')) {
            String host = dotted();
            in.skipBlanks();
            add(name.isEmpty() ? in.lastComment() : name.toString(), mailbox, host);
        } else if (name.isEmpty()) {
            add(in.lastComment(), mailbox, "");
        } else {
            add(name.append(' ').append(mailbox).toString(), "", "");
        }
    }

    /** Words up to a special, unquoted, with one space for the blanks between them; with at signs in it, all as it stands. */
    private String phrase(Lexer.Mark start) {
        String words = words(" ");
        if (in.peek() != '@') {
            return words;
        }
        while (in.take('@')) {
            in.skipBlanks();
            if (in.peek() == '[') {
                in.domainLiteral();
            }
            words("");
        }
        return in.since(start).trim();
    }

    /** Words up to a special, unquoted, with {@code blank} for the blanks and comments between them. */
    private String words(String blank) {
        if (!atWord()) {
            return "";
        }
        String first = word();
        boolean blanks = in.skipBlanks();
        if (!atWord()) {
            return first;
        }
        var words = new StringBuilder(first);
        while (atWord()) {
            words.append(blanks ? blank : "").append(word());
            blanks = in.skipBlanks();
        }
        return words.toString();
    }

    /** Words that dots or nothing join: a local part or a domain, with obsolete blanks (RFC 5322 4.4). */
    private String dotted() {
        in.skipBlanks();
        var dotted = new StringBuilder();
        boolean dot = true;
        boolean blanks = false;
        while (atWord() && (!blanks || dot || in.peek() == '.')) {
            String word = in.peek() == '[' ? in.domainLiteral() : word();
            dotted.append(word);
            dot = word.endsWith(".");
            blanks = in.skipBlanks();
        }
        return dotted.toString();
    }

    private boolean atWord() {
        return !in.atEnd() && (in.peek() == '"' || SPECIALS.indexOf(in.peek()) < 0);
    }

    private String word() {
        return in.peek() == '"' ? in.quotedString() : in.until(SPECIALS);
    }
}
