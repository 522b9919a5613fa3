package posthouse.imap.command;

import java.util.EnumSet;
import java.util.Set;
import posthouse.imap.Authenticated;
import posthouse.imap.Extension;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.mailstore.StoreException;

/** ENABLE: RFC 9051 6.3.1, RFC 5161. What isn't known, or needs no ENABLE, is passed over. */
record Enable(Set<Extension> extensions) implements AuthenticatedCommand {

    static Enable parse(ImapReader in) throws BadSyntax {
        var extensions = EnumSet.noneOf(Extension.class);
        do {
            String name = in.sp().atom();
            for (Extension extension : Extension.values()) {
                if (extension.atom.equalsIgnoreCase(name)) {
                    extensions.add(extension);
                }
            }
        } while (in.nextIs(' ') && in.peekSecond() >= 0);
        in.end();
        return new Enable(extensions);
    }

    @Override
    public Answer run(Authenticated state) throws StoreException {
        if (extensions.contains(Extension.METADATA)) {
            state.hearOfMetadata();
        }
        return Answer.of(out -> {
            out.text("* ENABLED");
            extensions.stream().filter(state.client()::enable).forEach(e -> out.sp().text(e.atom)); // RFC 5161 3.2: what is new
            out.crlf();
        }, Completion.ok("ENABLE completed"));
    }
}
