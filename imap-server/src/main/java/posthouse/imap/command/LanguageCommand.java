package posthouse.imap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Language;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;

/**
 * LANGUAGE: RFC 5255 3.2.
 *
 * @param ranges what the client would like, best first; none asks what there is
 */
record LanguageCommand(List<String> ranges) implements AnyCommand {

    private static final int MOST = 100;

    static LanguageCommand parse(ImapReader in) throws BadSyntax {
        var ranges = new ArrayList<String>();
        while (in.nextIs(' ') && in.peekSecond() >= 0) {
            ranges.add(in.sp().astring());
            if (ranges.size() > MOST) {
                throw new BadSyntax("more than " + MOST + " languages");
            }
        }
        in.end();
        return new LanguageCommand(ranges);
    }

    @Override
    public Answer run(Client client) throws Refused {
        if (ranges.isEmpty()) {
            String all = Language.ALL.stream().map(Language::tag).collect(Collectors.joining(" "));
            return Answer.of(out -> out.text("* LANGUAGE (").text(all).text(")\r\n"), Completion.ok("LANGUAGE completed"));
        }
        Language language = ranges.stream().map(Language::find).flatMap(Optional::stream).findFirst()
            .orElseThrow(() -> new Refused(ResponseCode.NONE, "none of these languages is spoken here"));
        client.speak(language);
        return Answer.of(out -> {
            out.speak(language);
            out.text("* LANGUAGE (").text(language.tag()).text(")\r\n");
            if (client.authenticated() != null) { // RFC 5255 3.2: names of namespaces may be translated
                Namespace.write(out, language);
            }
        }, Completion.ok("LANGUAGE completed"));
    }
}
