package posthouse.imap.command;

import posthouse.imap.Authenticated;
import posthouse.imap.access.Names;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Language;

/** NAMESPACE: RFC 9051 6.3.10, RFC 2342. The account's own mailboxes begin at the root; nothing is shared by all. */
record Namespace() implements AuthenticatedCommand {

    static Namespace parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Namespace();
    }

    @Override
    public Answer run(Authenticated state) {
        return Answer.of(out -> write(out, state.client().language()), Completion.ok("NAMESPACE completed"));
    }

    static void write(ImapWriter out, Language language) {
        out.text("* NAMESPACE ((\"\" \"/\")) ((").string(Names.OTHERS).text(" \"/\"");
        String translation = language.namespace(Names.OTHERS);
        if (translation != null) {
            out.text(" \"TRANSLATION\" (").mailboxString(translation).text(")"); // RFC 5255 3.4
        }
        out.text(")) NIL\r\n");
    }
}
