package posthouse.pop3.command;

import posthouse.mailstore.StoreException;
import posthouse.pop3.wire.Answer;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;

/** A command that has been read and can be done in one of the states. */
@FunctionalInterface
public interface Command<S extends State> {

    Answer run(S state) throws BadSyntax, Refused, StoreException;

    /** Reads what follows the command's name. */
    @FunctionalInterface
    interface Parser<S extends State> {
        Command<S> parse(Pop3Reader in) throws BadSyntax;
    }
}
