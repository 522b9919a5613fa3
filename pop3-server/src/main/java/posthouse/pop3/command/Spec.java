package posthouse.pop3.command;

import java.util.function.Function;
import posthouse.mailstore.StoreException;
import posthouse.pop3.wire.Answer;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;

/**
 * One line of the table.
 *
 * @param state where the command is taken
 * @param capability its line in CAPA, or {@code null} where it has none or can't be used now
 * @param secret whether its arguments are nothing for a log
 */
public record Spec<S extends State>(String name, Class<S> state, Command.Parser<S> parser, Function<State, String> capability,
    boolean secret) {


    static <S extends State> Spec<S> spec(String name, Class<S> state, Command.Parser<S> parser) {
        return new Spec<>(name, state, parser, any -> null, false);
    }

    Spec<S> promises(Function<State, String> line) {
        return new Spec<>(name, state, parser, line, secret);
    }

    Spec<S> masked() {
        return new Spec<>(name, state, parser, capability, true);
    }

    /** Reads the arguments and does it. */
    public Answer run(Pop3Reader in, State now) throws BadSyntax, Refused, StoreException {
        if (!state.isInstance(now)) {
            throw new Refused(now instanceof Authorization ? "log in first" : "you are logged in already");
        }
        return parser.parse(in).run(state.cast(now));
    }
}
