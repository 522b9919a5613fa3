package posthouse.imap.command;

import java.util.ArrayList;
import java.util.List;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/** CANCELUPDATE: RFC 5267 4.3.3. */
record CancelUpdate(List<String> tags) implements SelectedCommand {

    static CancelUpdate parse(ImapReader in) throws BadSyntax {
        var tags = new ArrayList<String>();
        do {
            tags.add(in.sp().string());
        } while (in.nextIs(' ') && in.peekSecond() >= 0);
        in.end();
        return new CancelUpdate(tags);
    }

    @Override
    public Answer run(Selected state) {
        tags.forEach(state::unfollow);
        return Answer.ok("CANCELUPDATE completed");
    }
}
