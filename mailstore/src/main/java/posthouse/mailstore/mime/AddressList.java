package posthouse.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

/**
 * Reads the addresses of a header field (RFC 5322 3.4, and the obsolete syntax of 4.4). It never fails:
 * <ul>
 *   <li>an address without a domain has an empty host ({@code null} would begin a group, RFC 9051 7.5.2);
 *   <li>a comment is the name where there is no other: {@code a@example.org (Alice)};
 *   <li>routes are dropped (RFC 5322 4.4);
 *   <li>a group that is not closed ends with the field.
 * </ul>
 */
final class AddressList {
    private static final String SPECIALS = "\"(),:;<>@";

    private final Lexer in;
    private final List<Address> addresses = new ArrayList<>();
    private boolean inGroup;

    private AddressList(String field) {
        this.in = new Lexer(field);
    }

    /** The addresses, or {@code null} where there is none. */
    static List<Address> parse(String field) {
        var list = new AddressList(field);
        list.read();
        return list.addresses.isEmpty() ? null : list.addresses;
    }

    private void read() {
        while (true) {
            in.forgetComment();
            in.skipBlanks();
            if (in.atEnd()) {
                break;
            }
            if (in.take(',') || in.take('>') || in.take(')')) {
                continue;
            }
            if (in.take(';')) {
                endGroup();
                continue;
            }
            address();
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
        int start = in.position();
        String phrase = words(true);
        switch (in.peek()) {
            case '<' -> angleAddress(phrase);
            case '@' -> {
                in.moveTo(start);
                String mailbox = words(false);
                in.skip();
                commentIsName(mailbox, domain());
            }
            case ':' -> {
                in.skip();
                if (!inGroup) {
                    addresses.add(new Address(null, phrase, null));
                    inGroup = true;
                }
            }
            default -> commentIsName(phrase, "");
        }
    }

    private void commentIsName(String mailbox, String host) {
        in.skipBlanks();
        addresses.add(new Address(in.lastComment(), mailbox, host));
    }

    /** {@code <mailbox@host>} behind a display name. */
    private void angleAddress(String name) {
        in.skip();
        in.skipBlanks();
        skipRoute();
        String mailbox = words(false);
        String host = in.take('@') ? domain() : "";
        in.until(">,;<");
        in.take('>');
        in.skipBlanks();
        addresses.add(new Address(name.isEmpty() ? in.lastComment() : name, mailbox, host));
    }

    /** {@code @one,@two:} in front of the address proper (RFC 5322 4.4). */
    private void skipRoute() {
        while (in.peek() == '@' || in.peek() == ',') {
            in.skip();
            domain();
            in.skipBlanks();
        }
        in.take(':');
        in.skipBlanks();
    }

    /**
     * Words up to a special: unquoted, with one space for what blanks and comments lie between them if {@code spaced}.
     */
    private String words(boolean spaced) {
        String first = word();
        boolean blanks = in.skipBlanks();
        if (!atWord()) {
            return first;
        }
        var words = new StringBuilder(first);
        while (atWord()) {
            words.append(spaced && blanks ? " " : "").append(word());
            blanks = in.skipBlanks();
        }
        return words.toString();
    }

    private boolean atWord() {
        return !in.atEnd() && (in.peek() == '"' || SPECIALS.indexOf(in.peek()) < 0);
    }

    private String word() {
        return in.peek() == '"' ? in.quotedString() : in.until(SPECIALS);
    }

    private String domain() {
        in.skipBlanks();
        var domain = new StringBuilder();
        while (atWord()) {
            domain.append(in.peek() == '[' ? in.domainLiteral() : word());
            in.skipBlanks();
        }
        return domain.toString();
    }
}
