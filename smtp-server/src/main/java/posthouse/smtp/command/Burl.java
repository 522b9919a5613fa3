package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.mailstore.MessageUrls;
import posthouse.mailstore.MessageUrls.Unresolved;
import posthouse.mailstore.StoreException;
import posthouse.smtp.Failures;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpState;
import posthouse.smtp.intake.UrlIntake;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.SmtpReader;

/** BURL: RFC 4468 3. A piece of the message is what a URL names; other pieces may come by {@link Bdat}. */
record Burl(String url, boolean last) implements TransactionCommand {

    static Burl parse(SmtpReader in) throws BadSyntax {
        String[] words = in.rest().strip().split(" +");
        boolean last = words.length == 2 && words[1].equalsIgnoreCase("LAST");
        if (words[0].isEmpty() || words.length != 1 && !last) {
            throw BadSyntax.argument("BURL url [LAST]");
        }
        return new Burl(words[0], last);
    }

    /** RFC 4468 3.1: which URLs are taken. Without URLs there is no BURL. */
    static String offer(SmtpState state) {
        if (state.reception().urls().isEmpty()) {
            return null;
        }
        return state.login().isEmpty() ? "BURL imap" : "BURL imap imap://" + state.reception().hostname();
    }

    @Override
    public Replies run(SmtpState state, MailTransaction transaction) throws Refused, StoreException {
        if (transaction.recipients().isEmpty()) {
            throw new Refused(503, "5.5.0", "Valid RCPT TO required before BURL"); // RFC 4468 6
        }
        MessageUrls urls = state.reception().urls().orElseThrow(() -> new Refused(502, "5.5.1", "BURL isn't offered here"));
        long submitter = state.login().orElseThrow().accountId(); // who has to be logged in: the table says so
        try (MessageUrls.Content content = urls.open(url, submitter)) {
            return UrlIntake.take(state, transaction, content, last);
        } catch (Unresolved e) {
            state.endTransaction(); // a message with a hole is none; what follows finds no transaction (RFC 3030 2)
            throw refused(e);
        } catch (StoreException e) {
            state.endTransaction();
            return Failures.of(e);
        } catch (RuntimeException e) {
            state.endTransaction();
            return Failures.of(e, state.connection());
        }
    }

    /** RFC 4468 6. */
    private static Refused refused(Unresolved failure) {
        return switch (failure.reason()) {
            case SYNTAX -> new Refused(554, "5.5.4", "Not the URL of a message with its authorization");
            case ELSEWHERE -> new Refused(554, "5.7.14", "URL resolution requires trust relationship");
            case REFUSED -> new Refused(554, "5.6.6", "IMAP URL resolution failed");
        };
    }
}
