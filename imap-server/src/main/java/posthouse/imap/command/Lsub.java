package posthouse.imap.command;

import java.util.List;
import posthouse.imap.Authenticated;
import posthouse.imap.access.Right;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;

/** LSUB: RFC 3501 6.3.9. */
record Lsub(String reference, String pattern) implements AuthenticatedCommand {

    static Lsub parse(ImapReader in) throws BadSyntax, Refused {
        String reference = in.sp().mailbox();
        String pattern = in.sp().listMailbox();
        in.end();
        return new Lsub(reference, pattern);
    }

    @Override
    public Answer run(Authenticated state) {
        var matcher = new MailboxPattern(reference + pattern);
        boolean levels = pattern.indexOf('%') >= 0;
        var matching = MailboxTree.ofSubscriptions(state).nodes().stream()
            .filter(n -> n.subscribed || levels && n.hasSubscribedBelow).filter(n -> matcher.matches(n.name)).toList();
        return Answer.of(out -> {
            for (var node : matching) { // a level above a subscription is \Noselect: itself it isn't subscribed
                MailboxTree.write(out, "LSUB", node.subscribed && exists(node.name, state) ? List.of() : List.of("\\Noselect"), node.name);
                out.crlf();
            }
        }, Completion.ok("LSUB completed"));
    }

    private static boolean exists(String name, Authenticated state) {
        return state.names().find(name).filter(found -> found.rights().has(Right.LOOKUP)).isPresent();
    }
}
