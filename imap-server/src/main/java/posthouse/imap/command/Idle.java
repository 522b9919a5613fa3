package posthouse.imap.command;

import java.nio.charset.StandardCharsets;
import posthouse.common.net.Input;
import posthouse.common.net.Replies;
import posthouse.imap.Authenticated;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.Dialogue;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.StoreException;

/** IDLE: RFC 9051 6.3.13, RFC 2177. While it waits it holds no thread: the mailbox wakes the connection. */
record Idle() implements AuthenticatedCommand {

    private static final int MAX_LINE = 1024;

    static Idle parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Idle();
    }

    @Override
    public Answer run(Authenticated state) throws StoreException {
        Selected selected = state.selected();
        if (selected != null) {
            selected.wakes(true);
            selected.check();
            state.client().connection().wake(); // what changed before is told first
        }
        return Answer.ask("+ idling\r\n", new Waiting(selected));
    }

    private record Waiting(Selected selected) implements Dialogue {

        @Override
        public Answer next(Input in) throws BadSyntax {
            byte[] line = in.takeLine();
            if (line == null && in.available() <= MAX_LINE) {
                return null;
            }
            close();
            if (line == null) {
                in.clear();
                return Answer.of(out -> out.text("* BYE ").words("line too long").crlf(), Completion.bad(ResponseCode.NONE, "line too long"))
                    .then(Replies.Then.CLOSE);
            }
            String word = new String(line, StandardCharsets.ISO_8859_1).strip();
            if (!word.equalsIgnoreCase("DONE")) {
                throw new BadSyntax("expected DONE");
            }
            return Answer.ok("IDLE terminated");
        }

        @Override
        public boolean tellsAtOnce() {
            return true;
        }

        @Override
        public void close() {
            if (selected != null) {
                selected.wakes(false);
            }
        }
    }
}
