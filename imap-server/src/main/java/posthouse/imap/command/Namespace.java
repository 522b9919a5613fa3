package posthouse.imap.command;

import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;

/** NAMESPACE: RFC 9051 6.3.10, RFC 2342. Everything is personal and begins at the root. */
record Namespace() implements AuthenticatedCommand {

    static Namespace parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Namespace();
    }

    @Override
    public Answer run(Authenticated state) {
        return Answer.of(out -> out.text("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n"), Completion.ok("NAMESPACE completed"));
    }
}
