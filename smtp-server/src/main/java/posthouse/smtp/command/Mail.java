package posthouse.smtp.command;

import posthouse.common.address.ReversePath;
import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;
import posthouse.smtp.wire.SmtpReader.Parameter;

/**
 * MAIL: RFC 5321 4.1.1.2. SIZE: RFC 1870 3. BODY: RFC 6152 2. SMTPUTF8: RFC 6531 3.4. AUTH: RFC 4954 5. Whoever may send at
 * all may name any sender.
 *
 * @param ascii whether the whole line is US-ASCII
 * @param size what SIZE says, or 0
 */
record Mail(ReversePath sender, boolean ascii, long size, boolean smtpUtf8) implements Command {

    private static final int SIZE_DIGITS = 20; // RFC 1870 3

    static Mail parse(SmtpReader in) throws BadSyntax {
        var sender = in.sp().label("FROM:").reversePath();
        long size = 0;
        boolean smtpUtf8 = false;
        for (Parameter parameter : in.parameters()) {
            switch (parameter.keyword()) {
                case "SIZE" -> size = size(parameter.value());
                case "BODY" -> checkBody(parameter.value());
                case "SMTPUTF8" -> smtpUtf8 = noValue(parameter);
                case "AUTH" -> Xtext.check(parameter.value());
                default -> throw BadSyntax.unknownParameter(parameter.keyword());
            }
        }
        return new Mail(sender, in.isAscii(), size, smtpUtf8);
    }

    private static long size(String value) throws BadSyntax {
        if (value == null || value.length() > SIZE_DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw BadSyntax.argument("SIZE= wants up to 20 digits");
        }
        return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
    }

    /** What is stored keeps its octets whatever BODY says. BINARYMIME is not announced (RFC 3030). */
    private static void checkBody(String value) throws BadSyntax {
        if (!"7BIT".equalsIgnoreCase(value) && !"8BITMIME".equalsIgnoreCase(value)) {
            throw BadSyntax.argument("BODY= wants 7BIT or 8BITMIME");
        }
    }

    private static boolean noValue(Parameter parameter) throws BadSyntax {
        if (parameter.value() != null) {
            throw BadSyntax.argument(parameter.keyword() + " has no value");
        }
        return true;
    }

    @Override
    public Replies run(SmtpState state) throws Refused, StoreException {
        if (state.transaction().isPresent()) {
            throw new Refused(503, "5.5.1", "A mail transaction is under way: RSET first");
        }
        if (!ascii && !smtpUtf8) {
            throw new Refused(553, "5.6.7", "Such an address needs SMTPUTF8"); // RFC 6531 3.5
        }
        long limit = state.reception().limits().messageSize();
        if (size > limit) {
            throw new Refused(552, "5.3.4", "Message is larger than " + limit + " octets"); // RFC 1870 6.1
        }
        state.reception().store().incoming().close(); // no room for any message: better said now
        state.begin(new MailTransaction(sender, smtpUtf8, size));
        return Reply.of(250, "2.1.0", "Sender ok");
    }
}
