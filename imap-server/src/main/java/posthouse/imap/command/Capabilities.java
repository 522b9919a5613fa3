package posthouse.imap.command;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posthouse.imap.Client;

/** What CAPABILITY announces, with the commands and parameters each name promises. */
public final class Capabilities {

    /** @param promises where it is specified, and what it brings */
    public record Announced(String name, String promises, Predicate<Client> when) {
    }

    public static final List<Announced> TABLE = List.of(
        always("IMAP4rev1", "RFC 3501"),
        always("IMAP4rev2", "RFC 9051"),
        new Announced("LITERAL+", "RFC 7888: {n+} needs no continuation request", c -> !c.limits().literalMinus()),
        new Announced("LITERAL-", "RFC 7888: {n+} needs none up to 4096 octets", c -> c.limits().literalMinus()),
        always("SASL-IR", "RFC 4959: AUTHENTICATE with an initial response"),
        always("ID", "RFC 2971: ID"),
        always("ENABLE", "RFC 5161: ENABLE"),
        always("LANGUAGE", "RFC 5255: LANGUAGE"),
        always("I18NLEVEL=2", "RFC 5255: COMPARATOR, texts compared by i;unicode-casemap"),
        new Announced("COMPRESS=DEFLATE", "RFC 4978: COMPRESS", c -> c.authenticated() != null && !c.connection().isCompressed()),
        new Announced("UNAUTHENTICATE", "RFC 8437: UNAUTHENTICATE", Unauthenticate::isPossible),
        always("ACL", "RFC 4314: SETACL, GETACL and the like; mailboxes of others under Other Users/"),
        always("RIGHTS=kxten", "RFC 4314: the rights that the old c and d became; n: RFC 5257"),
        always("LIST-MYRIGHTS", "RFC 8440: LIST ... RETURN (MYRIGHTS)"),
        always("QUOTA", "RFC 9208: GETQUOTA, GETQUOTAROOT"),
        always("QUOTA=RES-STORAGE", "RFC 9208: octets, and STATUS (DELETED-STORAGE)"),
        always("QUOTA=RES-MESSAGE", "RFC 9208: messages, and STATUS (DELETED)"),
        always("QUOTA=RES-MAILBOX", "RFC 9208: mailboxes"),
        new Announced("QUOTASET", "RFC 9208: SETQUOTA, for accounts that `imap.quota-administrators` names", Quota::mayBeSetBy),
        always("METADATA", "RFC 5464: GETMETADATA, SETMETADATA"),
        always("LIST-METADATA", "RFC 9590: LIST ... RETURN (METADATA (...))"),
        always("ANNOTATE-EXPERIMENT-1", "RFC 5257: FETCH and STORE ANNOTATION (/comment ...), and in SEARCH, SORT, APPEND"),
        always("FILTERS", "RFC 5466: SEARCH FILTER, kept in METADATA"),
        always("IDLE", "RFC 2177: IDLE"),
        always("NAMESPACE", "RFC 2342: NAMESPACE"),
        always("CHILDREN", "RFC 3348: \\HasChildren and \\HasNoChildren in LIST"),
        always("UNSELECT", "RFC 3691: UNSELECT"),
        always("UIDPLUS", "RFC 4315: UID EXPUNGE, APPENDUID, COPYUID"),
        always("MULTIAPPEND", "RFC 3502: several messages in one APPEND"),
        always("LIST-EXTENDED", "RFC 5258: LIST with selection and return options"),
        always("LIST-STATUS", "RFC 5819: LIST ... RETURN (STATUS (...))"),
        always("STATUS=SIZE", "RFC 8438: STATUS (SIZE)"),
        always("ESEARCH", "RFC 4731: SEARCH RETURN (MIN MAX ALL COUNT)"),
        always("SPECIAL-USE", "RFC 6154: \\Drafts and the like in LIST"),
        always("CREATE-SPECIAL-USE", "RFC 6154: CREATE ... (USE (\\Drafts))"),
        always("MOVE", "RFC 6851: MOVE, UID MOVE"),
        always("SORT", "RFC 5256: SORT, UID SORT"),
        always("SORT=DISPLAY", "RFC 5957: SORT (DISPLAYFROM DISPLAYTO)"),
        always("ESORT", "RFC 5267: SORT RETURN (MIN MAX ALL COUNT)"),
        always("THREAD=ORDEREDSUBJECT", "RFC 5256: THREAD, UID THREAD"),
        always("THREAD=REFERENCES", "RFC 5256: THREAD, UID THREAD"),
        always("THREAD=REFS", "draft-ietf-morg-inthread: REFERENCES without subjects"),
        always("MULTISEARCH", "RFC 7377: ESEARCH IN (...)"),
        always("SEARCH=FUZZY", "RFC 6203: SEARCH FUZZY ..., RETURN (RELEVANCY), SORT (RELEVANCY)"),
        always("WITHIN", "RFC 5032: SEARCH OLDER, YOUNGER"),
        always("CONDSTORE", "RFC 7162: mod-sequences: FETCH CHANGEDSINCE, STORE UNCHANGEDSINCE, SEARCH MODSEQ"),
        always("SEARCHRES", "RFC 5182: SEARCH RETURN (SAVE), $"),
        always("PARTIAL", "RFC 9394: SEARCH RETURN (PARTIAL 1:500), UID FETCH ... (PARTIAL -1:-500)"),
        always("UTF8=ACCEPT", "RFC 9755: names and texts in UTF-8"),
        always("BINARY", "RFC 3516: FETCH BINARY[...], APPEND ~{n}"),
        always("OBJECTID", "RFC 8474: MAILBOXID, EMAILID, THREADID"),
        always("SAVEDATE", "RFC 8514: FETCH SAVEDATE, SEARCH SAVEDSINCE"),
        always("PREVIEW", "RFC 8970: FETCH PREVIEW"),
        always("CONTEXT=SEARCH", "RFC 5267: SEARCH RETURN (UPDATE), CANCELUPDATE"),
        always("CONTEXT=SORT", "RFC 5267: SORT RETURN (UPDATE)"),
        always("INPROGRESS", "RFC 9585: how far a long search came"),
        always("NOTIFY", "RFC 5465: NOTIFY"),
        always("CATENATE", "RFC 4469: APPEND ... CATENATE (URL ... TEXT ...)"),
        always("URLAUTH", "RFC 4467: GENURLAUTH, URLFETCH, RESETKEY"),
        always("URLAUTH=BINARY", "RFC 5524: URLFETCH ... (BODYPARTSTRUCTURE BINARY)"),
        always("REPLACE", "RFC 8508: REPLACE, UID REPLACE"),
        always("UIDONLY", "RFC 9586: UIDs in place of sequence numbers"),
        always("UIDBATCHES", "RFC 10022: UIDBATCHES"),
        always("QRESYNC", "RFC 7162: SELECT (QRESYNC ...), UID FETCH ... (CHANGEDSINCE ... VANISHED), VANISHED"),
        new Announced("STARTTLS", "RFC 9051 6.2.1: STARTTLS", StartTls::isPossible),
        new Announced("LOGINDISABLED", "RFC 9051 6.2.3: LOGIN is refused in the clear",
            c -> c.authenticated() == null && !c.authenticator().allowsPlaintext(c.connection())));

    private Capabilities() {
    }

    private static Announced always(String name, String promises) {
        return new Announced(name, promises, client -> true);
    }

    /** The names, with a space between. */
    public static String of(Client client) {
        var names = TABLE.stream().filter(c -> c.when.test(client)).map(Announced::name);
        Stream<String> mechanisms = client.authenticated() != null ? Stream.of()
            : client.authenticator().mechanisms(client.connection()).stream().map(m -> "AUTH=" + m);
        int messages = client.limits().messages();
        var limits = Stream.of("APPENDLIMIT=" + client.limits().messageSize(), // RFC 7889
            "MESSAGELIMIT=" + messages, "SAVELIMIT=" + messages); // RFC 9738: no result has more messages than were looked at
        return Stream.concat(names, Stream.concat(limits, mechanisms)).collect(Collectors.joining(" "));
    }
}
