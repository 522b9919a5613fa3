package posthouse.imap.command;

import static posthouse.imap.command.Spec.Trait.NO_EXPUNGE;
import static posthouse.imap.command.Spec.Trait.SECRET;
import static posthouse.imap.command.Spec.Trait.SEQUENCES;
import static posthouse.imap.command.Spec.Trait.STREAMS;
import static posthouse.imap.command.Spec.spec;
import static posthouse.imap.command.State.ANY;
import static posthouse.imap.command.State.AUTHENTICATED;
import static posthouse.imap.command.State.NOT_AUTHENTICATED;
import static posthouse.imap.command.State.SELECTED;
import static posthouse.imap.wire.Numbering.SEQUENCE;
import static posthouse.imap.wire.Numbering.UID;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posthouse.imap.Client;
import posthouse.imap.Extension;
import posthouse.imap.access.GetAcl;
import posthouse.imap.access.ListRights;
import posthouse.imap.access.MyRights;
import posthouse.imap.access.SetAcl;
import posthouse.imap.fetch.Fetch;
import posthouse.imap.metadata.GetMetadata;
import posthouse.imap.metadata.SetMetadata;
import posthouse.imap.search.MultiSearch;
import posthouse.imap.search.Search;
import posthouse.imap.sort.Sort;
import posthouse.imap.thread.ThreadCommand;
import posthouse.imap.url.GenUrlAuth;
import posthouse.imap.url.ResetKey;
import posthouse.imap.url.UrlFetch;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ResponseCode;

/** The contents page: every command, where it may stand, and where it is read. */
public final class CommandTable {

    private static final Map<String, Spec> TABLE = Stream.of(
        // RFC 9051 6.1
        spec("CAPABILITY", ANY, Capability::parse),                                   // 6.1.1
        spec("NOOP", ANY, Noop::parse),                                               // 6.1.2
        spec("LOGOUT", ANY, Logout::parse),                                           // 6.1.3
        spec("ID", ANY, Id::parse),                                                   // RFC 2971
        spec("LANGUAGE", ANY, LanguageCommand::parse),                                // RFC 5255 3.2
        spec("UNAUTHENTICATE", ANY, Unauthenticate::parse),                           // RFC 8437 3
        spec("COMPRESS", AUTHENTICATED, Compress::parse),                             // RFC 4978 3
        spec("COMPARATOR", AUTHENTICATED, Comparator::parse),                         // RFC 5255 4.7
        // RFC 9051 6.2
        spec("STARTTLS", NOT_AUTHENTICATED, StartTls::parse),                         // 6.2.1
        spec("AUTHENTICATE", NOT_AUTHENTICATED, Authenticate::parse, SECRET),         // 6.2.2, RFC 4959
        spec("LOGIN", NOT_AUTHENTICATED, Login::parse, SECRET),                       // 6.2.3
        // RFC 9051 6.3
        spec("ENABLE", AUTHENTICATED, Enable::parse),                                 // 6.3.1, RFC 5161
        spec("SELECT", AUTHENTICATED, in -> Select.parse(in, false)),                 // 6.3.2
        spec("EXAMINE", AUTHENTICATED, in -> Select.parse(in, true)),                 // 6.3.3
        spec("CREATE", AUTHENTICATED, Create::parse),                                 // 6.3.4, RFC 6154 3
        spec("DELETE", AUTHENTICATED, Delete::parse),                                 // 6.3.5
        spec("RENAME", AUTHENTICATED, Rename::parse),                                 // 6.3.6
        spec("SUBSCRIBE", AUTHENTICATED, in -> Subscribe.parse(in, true)),            // 6.3.7
        spec("UNSUBSCRIBE", AUTHENTICATED, in -> Subscribe.parse(in, false)),         // 6.3.8
        spec("LIST", AUTHENTICATED, List::parse),                                     // 6.3.9, RFC 5258
        spec("LSUB", AUTHENTICATED, Lsub::parse),                                     // RFC 3501 6.3.9
        spec("NAMESPACE", AUTHENTICATED, Namespace::parse),                           // 6.3.10, RFC 2342
        spec("STATUS", AUTHENTICATED, Status::parse),                                 // 6.3.11
        spec("APPEND", AUTHENTICATED, Append::parse, STREAMS),                        // 6.3.12, RFC 3502
        spec("IDLE", AUTHENTICATED, Idle::parse),                                     // 6.3.13, RFC 2177
        spec("NOTIFY", AUTHENTICATED, Notify::parse),                                 // RFC 5465
        // RFC 9051 6.4
        spec("CHECK", SELECTED, Check::parse),                                        // RFC 3501 6.4.1
        spec("CLOSE", SELECTED, Close::parse),                                        // 6.4.1
        spec("UNSELECT", SELECTED, Unselect::parse),                                  // 6.4.2, RFC 3691
        spec("EXPUNGE", SELECTED, Expunge::parse),                                    // 6.4.3
        spec("SEARCH", SELECTED, in -> Search.parse(in, SEQUENCE), NO_EXPUNGE, SEQUENCES), // 6.4.4
        spec("FETCH", SELECTED, in -> Fetch.parse(in, SEQUENCE), NO_EXPUNGE, SEQUENCES),  // 6.4.5
        spec("STORE", SELECTED, in -> Store.parse(in, SEQUENCE), NO_EXPUNGE, SEQUENCES),  // 6.4.6
        spec("COPY", SELECTED, in -> Copy.parse(in, SEQUENCE), SEQUENCES),                // 6.4.7
        spec("MOVE", SELECTED, in -> Move.parse(in, SEQUENCE), SEQUENCES),                // 6.4.8, RFC 6851
        spec("REPLACE", SELECTED, in -> Replace.parse(in, SEQUENCE), STREAMS, SEQUENCES), // RFC 8508
        spec("UID REPLACE", SELECTED, in -> Replace.parse(in, UID), STREAMS),         // RFC 8508
        spec("UID SEARCH", SELECTED, in -> Search.parse(in, UID)),                    // 6.4.9
        spec("UID FETCH", SELECTED, in -> Fetch.parse(in, UID)),                      // 6.4.9
        spec("UID STORE", SELECTED, in -> Store.parse(in, UID)),                      // 6.4.9
        spec("UID COPY", SELECTED, in -> Copy.parse(in, UID)),                        // 6.4.9
        spec("UID MOVE", SELECTED, in -> Move.parse(in, UID)),                        // 6.4.9
        spec("CANCELUPDATE", SELECTED, CancelUpdate::parse),                          // RFC 5267 4.3.3
        spec("UIDBATCHES", SELECTED, UidBatches::parse),                              // RFC 10022
        spec("UID EXPUNGE", SELECTED, Expunge::parseUid),                             // 6.4.9, RFC 4315 2.1
        // RFC 4314 3
        spec("SETACL", AUTHENTICATED, SetAcl::parse),
        spec("DELETEACL", AUTHENTICATED, SetAcl::parseDelete),
        spec("GETACL", AUTHENTICATED, GetAcl::parse),
        spec("LISTRIGHTS", AUTHENTICATED, ListRights::parse),
        spec("MYRIGHTS", AUTHENTICATED, MyRights::parse),
        // RFC 9208 4.1
        spec("GETQUOTA", AUTHENTICATED, Quota.Get::parse),
        spec("GETQUOTAROOT", AUTHENTICATED, Quota.Root::parse),
        spec("SETQUOTA", AUTHENTICATED, Quota.Set::parse),
        // RFC 5464 4
        spec("GETMETADATA", AUTHENTICATED, GetMetadata::parse),
        spec("SETMETADATA", AUTHENTICATED, SetMetadata::parse),
        spec("ESEARCH", AUTHENTICATED, MultiSearch::parse),                           // RFC 7377 2
        // RFC 4467 7
        spec("GENURLAUTH", AUTHENTICATED, GenUrlAuth::parse),
        spec("URLFETCH", AUTHENTICATED, UrlFetch::parse),                             // RFC 5524 3
        spec("RESETKEY", AUTHENTICATED, ResetKey::parse),
        // RFC 5256 3
        spec("SORT", SELECTED, in -> Sort.parse(in, SEQUENCE), NO_EXPUNGE, SEQUENCES),    // RFC 5267 3
        spec("UID SORT", SELECTED, in -> Sort.parse(in, UID)),
        spec("THREAD", SELECTED, in -> ThreadCommand.parse(in, SEQUENCE), NO_EXPUNGE, SEQUENCES),
        spec("UID THREAD", SELECTED, in -> ThreadCommand.parse(in, UID))
    ).collect(Collectors.toUnmodifiableMap(Spec::name, Function.identity()));

    /** Stands in for a command that could not be read. */
    public static final Spec UNKNOWN = spec("", ANY, Noop::parse, NO_EXPUNGE);

    private CommandTable() {
    }

    /** Reads a command's name: one that exists and may be used in the client's state. */
    public static Spec read(ImapReader in, Client client) throws BadSyntax {
        Spec spec = find(in);
        var misplaced = spec.misplaced(client);
        if (misplaced.isPresent()) {
            throw new BadSyntax(misplaced.get());
        }
        if (spec.usesSequences() && client.enabled(Extension.UIDONLY)) {
            throw new BadSyntax(ResponseCode.UIDREQUIRED, "no message numbers once UIDONLY is enabled");
        }
        return spec;
    }

    /** Whatever the client's state. */
    static Spec find(ImapReader in) throws BadSyntax {
        String name = in.keyword();
        if (name.equals("UID")) {
            name = "UID " + in.sp().keyword();
        }
        Spec spec = TABLE.get(name);
        if (spec == null) {
            throw new BadSyntax("unknown command " + name.substring(0, Math.min(name.length(), 40)));
        }
        return spec;
    }
}
