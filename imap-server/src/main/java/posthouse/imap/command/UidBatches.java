package posthouse.imap.command;

import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;

/**
 * UIDBATCHES: RFC 10022. Ranges of UIDs, the newest first, each with as many messages as the client asked for; together they
 * are all UIDs.
 *
 * @param first the number of the first batch that is asked for
 */
record UidBatches(String tag, long size, long first, long last) implements SelectedCommand {

    private static final int LEAST = 500;

    static UidBatches parse(ImapReader in) throws BadSyntax {
        long size = in.sp().nzNumber();
        long first = 1;
        long last = Long.MAX_VALUE;
        if (in.nextIs(' ') && in.peekSecond() >= 0) {
            first = in.sp().nzNumber();
            last = in.expect(':').nzNumber();
            if (last < first) {
                throw new BadSyntax(ResponseCode.CLIENTBUG, "the first batch is behind the last");
            }
        }
        in.end();
        return new UidBatches(in.commandTag(), size, first, last);
    }

    @Override
    public Answer run(Selected state) throws Refused {
        if (size < LEAST) {
            throw new Refused(ResponseCode.TOOFEW, "a batch has at least " + LEAST + " messages");
        }
        return Answer.of(out -> write(out, state.view()), Completion.ok("UIDBATCHES completed"));
    }

    private void write(ImapWriter out, View view) {
        out.text("* UIDBATCHES (TAG ").string(tag).text(")");
        String before = " ";
        long batches = (view.size() + size - 1) / size;
        for (long batch = first; batch <= Math.min(last, batches); batch++) {
            long highest = view.size() - (batch - 1) * size; // sequence number
            long next = highest - size;
            out.text(before).number(batch == 1 ? view.lastUid() : view.uid((int) highest)).text(":").number(next > 0 ? view.uid((int) next) + 1 : 1);
            before = ",";
        }
        out.crlf();
    }
}
