package posthouse.imap.command;

import java.util.ArrayList;
import java.util.List;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;

/**
 * COMPARATOR: RFC 5255 4.7. There is one way to compare texts here, i;unicode-casemap (RFC 5051).
 *
 * @param orders what the client would like, best first; none asks what is in use
 */
record Comparator(List<String> orders) implements AuthenticatedCommand {

    private static final String ACTIVE = "i;unicode-casemap";
    private static final int MOST = 100;

    static Comparator parse(ImapReader in) throws BadSyntax {
        var orders = new ArrayList<String>();
        while (in.nextIs(' ') && in.peekSecond() >= 0) {
            orders.add(in.sp().astring());
            if (orders.size() > MOST) {
                throw new BadSyntax("more than " + MOST + " comparators");
            }
        }
        in.end();
        return new Comparator(orders);
    }

    @Override
    public Answer run(Authenticated state) throws Refused {
        if (!orders.isEmpty() && orders.stream().noneMatch(Comparator::matches)) {
            throw new Refused(new ResponseCode("BADCOMPARATOR"), "texts are compared by " + ACTIVE + " only"); // RFC 5255 4.9
        }
        return Answer.of(out -> out.text("* COMPARATOR ").text(ACTIVE).crlf(), Completion.ok("COMPARATOR completed"));
    }

    /** RFC 4790 4.2: {@code *} stands for any characters; a {@code default} is the one there is. */
    private static boolean matches(String order) {
        String wanted = order.startsWith("+") || order.startsWith("-") ? order.substring(1) : order;
        return wanted.equalsIgnoreCase("default") || new MailboxPattern(wanted).matches(ACTIVE);
    }
}
