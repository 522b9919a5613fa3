package posthouse.smtp.filter;

import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpPolicy;
import posthouse.smtp.SmtpState;

/**
 * Takes out what only this server may say: Return-Path, which final delivery writes (RFC 5321 4.4), and an Authentication-Results
 * in our name (RFC 8601 5). Another MTA on this machine, which hands over by LMTP, may have checked the message in our name.
 */
public final class ForgedHeaders implements MailFilter {

    @Override
    public boolean mayWait() {
        return false;
    }

    @Override
    public Inspection message(SmtpState state, MailTransaction transaction) {
        boolean trusted = state.policy() == SmtpPolicy.LMTP;
        String hostname = state.reception().hostname();
        return new Inspection() {
            @Override
            public HeaderField field(HeaderField field) {
                boolean forged = field.is("Return-Path")
                    || !trusted && field.is("Authentication-Results") && authservId(field.value()).equalsIgnoreCase(hostname);
                return forged ? null : field;
            }
        };
    }

    /** RFC 8601 2.2: the first word, behind comments and in quotes maybe. */
    static String authservId(String value) {
        int at = 0;
        int depth = 0;
        while (at < value.length() && (depth > 0 || Character.isWhitespace(value.charAt(at)) || value.charAt(at) == '(')) {
            char c = value.charAt(at);
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            at += c == '\\' ? 2 : 1;
        }
        int start = Math.min(at, value.length());
        if (start < value.length() && value.charAt(start) == '"') {
            int end = value.indexOf('"', start + 1);
            return value.substring(start + 1, end < 0 ? value.length() : end);
        }
        int end = start;
        while (end < value.length() && " \t;(".indexOf(value.charAt(end)) < 0) {
            end++;
        }
        return value.substring(start, end);
    }
}
