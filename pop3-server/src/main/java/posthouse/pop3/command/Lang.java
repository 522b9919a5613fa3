package posthouse.pop3.command;

import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Language;
import posthouse.pop3.wire.Listing;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.Reply;
import posthouse.pop3.wire.Text;

/**
 * LANG: RFC 6856 3.2.
 *
 * @param range the language that is asked for, {@code null} to list those there are
 */
record Lang(String range) implements Command<State> {

    static Lang parse(Pop3Reader in) throws BadSyntax {
        String range = in.hasMore() ? in.sp().word() : null;
        in.end();
        return new Lang(range);
    }

    @Override
    public Reply run(State state) throws Refused {
        if (range == null) {
            return Reply.ok("Language listing follows").with(new Listing(Language.ALL.size(), Lang::line));
        }
        Language language = Language.find(range).orElseThrow(() -> new Refused("this language isn't known here"));
        state.speech().speak(language);
        return Reply.ok("%s %s", language.tag(), new Text("language changed")); // in the new language already
    }

    private static String line(int number) {
        Language language = Language.ALL.get(number - 1);
        return language.tag() + " " + language.name();
    }
}
