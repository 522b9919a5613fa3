package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.smtp.Failures;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpState;
import posthouse.smtp.intake.ChunkIntake;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/**
 * BDAT: RFC 3030 2. The octets follow at once, whatever is wrong; {@link ChunkIntake} takes them.
 *
 * @param size -1 if it can't be read
 */
record Bdat(long size, boolean last) implements Command {

    private static final int DIGITS = 18;

    static Bdat parse(SmtpReader in) {
        String[] words = in.rest().strip().split(" +");
        boolean last = words.length == 2 && words[1].equalsIgnoreCase("LAST");
        boolean legal = (words.length == 1 || last) && words[0].matches("[0-9]{1," + DIGITS + "}");
        return new Bdat(legal ? Long.parseLong(words[0]) : -1, last);
    }

    @Override
    public Replies run(SmtpState state) throws StoreException {
        if (size < 0) { // nobody knows where the next command begins
            return Reply.of(501, "5.5.4", "BDAT size [LAST]").then(Replies.Then.CLOSE);
        }
        try {
            CommandTable.checkLogin(state);
            return ChunkIntake.begin(state, transaction(state), size, last);
        } catch (Refused e) {
            return ChunkIntake.drop(state, size, e.reply());
        } catch (StoreException e) {
            return failed(state, Failures.of(e));
        } catch (RuntimeException e) {
            return failed(state, Failures.of(e, state.connection()));
        }
    }

    private Replies failed(SmtpState state, Reply reply) {
        state.endTransaction();
        return ChunkIntake.drop(state, size, reply);
    }

    private static MailTransaction transaction(SmtpState state) throws Refused {
        var transaction = state.transaction();
        if (transaction.isEmpty()) {
            throw new Refused(503, "5.5.1", "MAIL first"); // RFC 3030 2: also behind a chunk that failed, and behind LAST
        }
        if (transaction.get().recipients().isEmpty()) {
            throw new Refused(503, "5.5.1", "No valid recipients");
        }
        return transaction.get();
    }
}
