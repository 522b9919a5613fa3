package posthouse.pop3.command;

import static posthouse.pop3.command.Spec.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All commands of this server, and what CAPA promises. */
public final class Commands {

    private static final Class<Authorization> AUTHORIZATION = Authorization.class;
    private static final Class<Transaction> TRANSACTION = Transaction.class;
    private static final Class<State> ANY = State.class;

    private static final Map<String, Spec<?>> TABLE = table(
        spec("CAPA", ANY, Capa::parse),                                                  // RFC 2449 5
        spec("STLS", AUTHORIZATION, Stls::parse).promises(Stls::capability),             // RFC 2595 4
        spec("USER", AUTHORIZATION, User::parse).promises(User::capability),             // RFC 1939 7, RFC 2449 6.2
        spec("PASS", AUTHORIZATION, Pass::parse).masked(),                               // RFC 1939 7
        spec("APOP", AUTHORIZATION, Apop::parse).masked(),                               // RFC 1939 7
        spec("AUTH", AUTHORIZATION, Auth::parse).promises(Auth::capability).masked(),    // RFC 5034 4, RFC 2449 6.3
        spec("STAT", TRANSACTION, Stat::parse),                                          // RFC 1939 5
        spec("LIST", TRANSACTION, List::parse),                                          // RFC 1939 5
        spec("RETR", TRANSACTION, Retr::parse),                                          // RFC 1939 5
        spec("DELE", TRANSACTION, Dele::parse),                                          // RFC 1939 5
        spec("NOOP", TRANSACTION, Noop::parse),                                          // RFC 1939 5
        spec("RSET", TRANSACTION, Rset::parse),                                          // RFC 1939 5
        spec("TOP", TRANSACTION, Top::parse).promises(any -> "TOP"),                     // RFC 1939 7, RFC 2449 6.1
        spec("UIDL", TRANSACTION, Uidl::parse).promises(any -> "UIDL"),                  // RFC 1939 7, RFC 2449 6.8
        spec("LANG", ANY, Lang::parse).promises(any -> "LANG"),                          // RFC 6856 3.1
        spec("UTF8", AUTHORIZATION, Utf8::parse).promises(any -> "UTF8 USER"),           // RFC 6856 2.1, 2.2
        spec("QUIT", ANY, Quit::parse));                                                 // RFC 1939 4, 6

    /** What no single command brings. */
    private static Stream<Function<State, String>> capabilities() {
        return Stream.of(
            any -> "RESP-CODES",                                                         // RFC 2449 6.4
            any -> "AUTH-RESP-CODE",                                                     // RFC 3206 6
            any -> "PIPELINING",                                                         // RFC 2449 6.6
            Commands::loginDelay,                                                        // RFC 2449 6.5
            Commands::expire,                                                            // RFC 2449 6.7
            any -> "IMPLEMENTATION Posthouse");                                          // RFC 2449 6.9
    }

    private Commands() {
    }

    private static Map<String, Spec<?>> table(Spec<?>... specs) {
        var table = new LinkedHashMap<String, Spec<?>>();
        for (Spec<?> spec : specs) {
            table.put(spec.name(), spec);
        }
        return table;
    }

    /** The command of this name, in upper case, or {@code null}. */
    public static Spec<?> find(String name) {
        return TABLE.get(name);
    }

    /** The lines of CAPA. */
    static String[] capabilities(State state) {
        return Stream.concat(TABLE.values().stream().map(Spec::capability), capabilities())
            .map(capability -> capability.apply(state)).filter(Objects::nonNull).toArray(String[]::new);
    }

    private static String loginDelay(State state) {
        return state.service().policies().loginDelay(user(state)).map(argument -> "LOGIN-DELAY " + argument).orElse(null);
    }

    private static String expire(State state) {
        return "EXPIRE " + state.service().policies().expire(user(state));
    }

    private static Optional<Policy> user(State state) {
        return state instanceof Transaction transaction ? Optional.of(transaction.maildrop().policy()) : Optional.empty();
    }
}
