package posthouse.imap.command;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import posthouse.imap.Client;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;

/** A line of the {@link CommandTable}. */
public record Spec(String name, State state, Parser parser, Set<Trait> traits) {

    /** Reads what follows the command's name, to its end. */
    @FunctionalInterface
    interface Parser {
        Command parse(ImapReader in) throws BadSyntax, Refused;
    }

    /** What the loop must know of a command. */
    enum Trait {
        /** No EXPUNGE response may come with its answer: it would shift the numbers the client uses (RFC 9051 7.5.1). */
        NO_EXPUNGE,
        /** It names messages, or is answered, by sequence numbers: not once UIDONLY is enabled (RFC 9586 3). */
        SEQUENCES,
        /** It is read up to a literal that it takes in itself. */
        STREAMS,
        /** Its arguments are not for the wire log. */
        SECRET
    }

    static Spec spec(String name, State state, Parser parser, Trait... traits) {
        var set = EnumSet.noneOf(Trait.class);
        set.addAll(Set.of(traits));
        return new Spec(name, state, parser, Set.copyOf(set));
    }

    public Command parse(ImapReader in) throws BadSyntax, Refused {
        return parser.parse(in);
    }

    public boolean mayExpunge() {
        return !traits.contains(Trait.NO_EXPUNGE);
    }

    boolean usesSequences() {
        return traits.contains(Trait.SEQUENCES);
    }

    public boolean streams() {
        return traits.contains(Trait.STREAMS);
    }

    public boolean secret() {
        return traits.contains(Trait.SECRET);
    }

    /** Whether its FETCH responses carry the UID (RFC 9051 6.4.9). */
    public boolean tellsUid() {
        return name.startsWith("UID ");
    }

    /** What is wrong with the client's state, if it can't be used in it. */
    public Optional<String> misplaced(Client client) {
        return Optional.ofNullable(switch (state) {
            case ANY -> null;
            case NOT_AUTHENTICATED -> client.authenticated() == null ? null : name + " is for clients that are not logged in";
            case AUTHENTICATED -> client.authenticated() != null ? null : "log in first";
            case SELECTED -> client.selected() != null ? null : client.authenticated() == null ? "log in first" : "select a mailbox first";
        });
    }
}
