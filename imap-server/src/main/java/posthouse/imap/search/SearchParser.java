package posthouse.imap.search;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import posthouse.imap.annotate.EntryAttribute;
import posthouse.imap.annotate.EntryMatch;
import posthouse.imap.search.SearchKey.And;
import posthouse.imap.search.SearchKey.Not;
import posthouse.imap.search.SearchKey.Numbers;
import posthouse.imap.search.SearchKey.Or;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.mailstore.Flags;
import posthouse.mailstore.search.FuzzyWords;
import posthouse.mailstore.search.MessageSearch;
import posthouse.mailstore.search.Needle;

/** Reads search keys: RFC 9051 9 (search-key), RFC 3501 9. */
final class SearchParser {

    /** Keys of one command, over all levels: each may be asked of each message. */
    static final int MOST = 2000;
    /** Those of them that read messages: each reads them anew. */
    private static final int MOST_SEARCHES = 100;

    private final ImapReader in;
    private final Charset charset;
    private int count;
    private int searches;
    private boolean charsetIsRight = true;
    private boolean vague; // here
    private boolean fuzzy; // somewhere

    SearchParser(ImapReader in, Charset charset) {
        this.in = in;
        this.charset = charset;
    }

    /** search-key *(SP search-key). */
    SearchKey keys() throws BadSyntax {
        var keys = new ArrayList<SearchKey>();
        do {
            keys.add(key());
        } while (in.another());
        return keys.size() == 1 ? keys.get(0) : new And(keys);
    }

    private SearchKey key() throws BadSyntax {
        if (++count > MOST) {
            throw new BadSyntax("more than " + MOST + " search keys");
        }
        if (in.nextIs('(')) {
            in.open();
            SearchKey keys = keys();
            in.close();
            return keys;
        }
        if (in.nextIsDigit() || in.nextIs('*') || in.nextIs('$')) {
            return new Numbers(in.sequenceSet(Numbering.SEQUENCE));
        }
        return named(in.keyword());
    }

    private SearchKey named(String word) throws BadSyntax {
        return switch (word) {
            case "ALL" -> new And(List.of());
            case "NOT" -> new Not(inner());
            case "OR" -> new Or(List.of(inner(), inner()));
            case "UID" -> new Numbers(in.sp().sequenceSet(Numbering.UID));
            case "MODSEQ" -> modSeq();
            case "FILTER" -> new SearchKey.Filter(filterName());
            case "LARGER" -> new Criterion.Larger(in.sp().number64());
            case "SMALLER" -> new Criterion.Smaller(in.sp().number64());
            case "BCC", "CC", "FROM", "SUBJECT", "TO" -> envelope(EnvelopeText.valueOf(word), text());
            case "HEADER" -> header(in.sp().astring());
            case "BODY" -> reading(TextCriterion.Body::new);
            case "TEXT" -> reading(TextCriterion.Text::new);
            case "FUZZY" -> fuzzily();
            case "ANNOTATION" -> annotation();
            default -> flagOrDate(word);
        };
    }

    /** RFC 6203 3: the next key is vague, as far as it looks for text. */
    private SearchKey fuzzily() throws BadSyntax {
        boolean before = vague;
        vague = true;
        fuzzy = true;
        SearchKey key = inner();
        vague = before;
        return key;
    }

    private SearchKey envelope(EnvelopeText field, String text) {
        FuzzyWords words = FuzzyWords.of(text);
        return vague && !words.isEmpty() ? new TextCriterion.FuzzyEnvelope(field, new MessageSearch(words)) : new TextCriterion.Envelope(field, Needle.of(text));
    }

    private SearchKey header(String name) throws BadSyntax {
        return reading(search -> new TextCriterion.Header(name, search));
    }

    /** A key that reads messages. */
    private SearchKey reading(Function<MessageSearch, TextCriterion> kind) throws BadSyntax {
        if (++searches > MOST_SEARCHES) {
            throw new BadSyntax("more than " + MOST_SEARCHES + " search keys that read messages");
        }
        String text = text();
        FuzzyWords words = FuzzyWords.of(text);
        if (!vague || words.isEmpty()) {
            return kind.apply(new MessageSearch(Needle.of(text)));
        }
        var search = new MessageSearch(words);
        return new TextCriterion.Fuzzy(kind.apply(search), search);
    }

    /** RFC 5257 4.8. It reads annotations, not messages, but these anew as well. */
    private SearchKey annotation() throws BadSyntax {
        if (++searches > MOST_SEARCHES) {
            throw new BadSyntax("more than " + MOST_SEARCHES + " search keys that read messages");
        }
        EntryMatch entries = EntryMatch.parse(in.sp());
        EntryAttribute attribute = EntryAttribute.parseValue(in.sp());
        byte[] value = in.sp().value();
        return new Criterion.Annotation(entries, attribute, value == null ? null : Needle.of(decoded(value)));
    }

    private SearchKey flagOrDate(String word) throws BadSyntax {
        return switch (word) {
            case "ANSWERED", "DELETED", "DRAFT", "FLAGGED", "SEEN" -> flag(word);
            case "UNANSWERED", "UNDELETED", "UNDRAFT", "UNFLAGGED", "UNSEEN" -> new Not(flag(word.substring(2)));
            case "KEYWORD" -> keyword();
            case "UNKEYWORD" -> new Not(keyword());
            case "RECENT" -> new Criterion.Recent();
            case "OLD" -> new Not(new Criterion.Recent());
            case "NEW" -> new And(List.of(new Criterion.Recent(), new Not(flag("SEEN"))));
            case "BEFORE", "ON", "SINCE" -> new Criterion.InternalDate(Comparison.valueOf(word), day());
            case "YOUNGER" -> new Criterion.Younger(before());
            case "OLDER" -> new Criterion.Older(before());
            case "SENTBEFORE", "SENTON", "SENTSINCE" -> new Criterion.Sent(Comparison.valueOf(word.substring(4)), day().toString());
            default -> saveDateOrObjectId(word);
        };
    }

    private SearchKey saveDateOrObjectId(String word) throws BadSyntax {
        return switch (word) {
            case "SAVEDBEFORE", "SAVEDON", "SAVEDSINCE" -> new Criterion.SaveDate(Comparison.valueOf(word.substring(5)), day());
            case "SAVEDATESUPPORTED" -> new And(List.of()); // RFC 8514 4.3: by every mailbox
            case "UIDAFTER" -> new Criterion.UidAfter(in.sp().nzNumber());
            case "UIDBEFORE" -> new Not(new Criterion.UidAfter(in.sp().nzNumber() - 1));
            case "EMAILID" -> new Criterion.EmailId(in.sp().atom());
            case "THREADID" -> new TextCriterion.Thread(in.sp().atom());
            default -> throw new BadSyntax("unknown search key " + word);
        };
    }

    /** RFC 7162 3.1.5: an entry may be named; each message has one mod-sequence for all of them. */
    private SearchKey modSeq() throws BadSyntax {
        if (in.sp().nextIs('"')) {
            in.string();
            String type = in.sp().keyword();
            if (!List.of("PRIV", "SHARED", "ALL").contains(type)) {
                throw new BadSyntax("unknown entry type " + type);
            }
            in.sp();
        }
        return new Criterion.ModSeq(in.number64());
    }

    /** Whether a key is vague (RFC 6203). */
    boolean fuzzy() {
        return fuzzy;
    }

    int count() {
        return count;
    }

    private String filterName() throws BadSyntax {
        charsetIsRight &= charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII); // RFC 5466 3.1
        return in.sp().atom();
    }

    /** Whether the charset of the strings is one that all keys may have. */
    boolean charsetIsRight() {
        return charsetIsRight;
    }

    /** The key of a key: one level deeper without a parenthesis. */
    private SearchKey inner() throws BadSyntax {
        in.sp().deeper();
        SearchKey key = key();
        in.shallower();
        return key;
    }

    private static SearchKey flag(String word) {
        return new Criterion.Flag(Flags.System.valueOf(word));
    }

    private SearchKey keyword() throws BadSyntax {
        return new Criterion.Keyword(in.sp().atom());
    }

    private LocalDate day() throws BadSyntax {
        return in.sp().date();
    }

    /** So many seconds ago: RFC 5032 2. */
    private Instant before() throws BadSyntax {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(in.sp().nzNumber());
    }

    private String text() throws BadSyntax {
        return decoded(in.sp().astringOctets());
    }

    private String decoded(byte[] octets) throws BadSyntax {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            if (in.utf8() && charset.equals(StandardCharsets.UTF_8)) {
                return new String(octets, StandardCharsets.ISO_8859_1); // Angus Mail (and JavaMail), after ENABLE UTF8=ACCEPT
            }
            throw new BadSyntax("the string is not " + charset.name());
        }
    }
}
