package posthouse.imap.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** LIST: RFC 9051 6.3.9. Selection and return options: RFC 5258, RFC 6154, RFC 5819. */
record List(ListOptions options, String reference, Collection<String> patterns) implements AuthenticatedCommand {

    static List parse(ImapReader in) throws BadSyntax, Refused {
        in.sp();
        var options = new ListOptions();
        if (in.nextIs('(')) {
            options.parseSelection(in);
            in.sp();
        }
        String reference = in.mailbox();
        var patterns = new ArrayList<String>();
        in.sp();
        if (in.nextIs('(')) {
            options.extended = true;
            in.open();
            do {
                patterns.add(in.listMailbox());
            } while (in.another());
            in.close();
        } else {
            patterns.add(in.listMailbox());
        }
        if (in.nextIs(' ') && in.peekSecond() >= 0) {
            options.parseReturn(in.sp());
        }
        in.end();
        return new List(options, reference, patterns);
    }

    @Override
    public Answer run(Authenticated state) throws StoreException {
        if (!options.extended && patterns.equals(java.util.List.of(""))) { // RFC 9051 6.3.9: only the separator is asked for
            return Answer.of(out -> {
                MailboxTree.write(out, "LIST", Set.of("\\Noselect"), "");
                out.crlf();
            }, Completion.ok("LIST completed"));
        }
        var asked = patterns.stream().filter(p -> !p.isEmpty()).map(p -> reference + p).toList(); // RFC 9051 6.3.9: empty ones are ignored
        var matchers = asked.stream().map(MailboxPattern::new).toList();
        var levels = asked.stream().filter(p -> p.endsWith("%")).map(MailboxPattern::new).toList();
        StatusItem.enable(options.status(), state);
        var tree = MailboxTree.of(state);
        tree.match(name -> matchers.stream().anyMatch(m -> m.matches(name)), name -> levels.stream().anyMatch(m -> m.matches(name)));
        return new Listing(options, tree.nodes().stream().filter(n -> n.matches && options.selects(n)).iterator(), state);
    }
}
