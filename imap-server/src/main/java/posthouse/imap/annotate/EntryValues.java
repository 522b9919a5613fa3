package posthouse.imap.annotate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import posthouse.imap.access.Right;
import posthouse.imap.access.Rights;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Annotations.Annotation;
import posthouse.mailstore.MessageAnnotations;

/** What a client wants to note of messages: the end of {@code ANNOTATION (...)} in STORE and APPEND (RFC 5257 4.5, 4.7). */
public record EntryValues(List<Value> values) {

    public static final EntryValues NONE = new EntryValues(List.of());
    public static final ResponseCode TOOMANY = new ResponseCode("ANNOTATE TOOMANY");
    public static final ResponseCode TOOBIG = new ResponseCode("ANNOTATE TOOBIG");
    private static final int MOST = 1000;

    /** @param octets {@code null} takes it away */
    public record Value(EntryName entry, boolean shared, byte[] octets) {
    }

    /** {@code "(" entry-att *(SP entry-att) ")"}: RFC 5257 5. */
    public static EntryValues parse(ImapReader in) throws BadSyntax {
        var values = new ArrayList<Value>();
        in.open();
        do {
            EntryName entry = EntryName.parse(in);
            in.sp().open();
            do {
                boolean shared = EntryAttribute.parseOneValue(in).shared();
                values.add(new Value(entry, shared, in.sp().value()));
                if (values.size() > MOST) {
                    throw new BadSyntax("more than " + MOST + " values");
                }
            } while (in.another());
            in.close();
        } while (in.another());
        in.close();
        return new EntryValues(values);
    }

    /** Whether a command that was not read to its end sets annotations, by all that can be seen. */
    public static boolean isIn(ImapReader command) {
        return command.toString().toUpperCase(Locale.ROOT).contains(" ANNOTATION (");
    }

    /** @throws Refused if these rights don't allow to note it (RFC 5257 3.4), or something is too long */
    public void check(Rights rights) throws Refused {
        for (Value value : values) {
            Right needed = value.shared ? Right.ANNOTATE : Right.READ;
            if (!rights.has(needed)) {
                throw new Refused(ResponseCode.NOPERM, "the right " + needed.letter + " is missing");
            }
            if (value.octets != null && value.octets.length > MessageAnnotations.MAX_VALUE) {
                throw new Refused(TOOBIG, "a value has at most " + MessageAnnotations.MAX_VALUE + " octets");
            }
            if (value.entry.isFlag() && value.octets != null && !isDigit(value.octets)) {
                throw new Refused(ResponseCode.CANNOT, "a flag is 1, 0 or NIL");
            }
        }
    }

    private static boolean isDigit(byte[] octets) {
        return octets.length == 1 && (octets[0] == '0' || octets[0] == '1');
    }

    public boolean nameParts() {
        return values.stream().anyMatch(v -> v.entry.namesPart());
    }

    /** @throws BadSyntax if the message has not all the parts that are named (RFC 5257 3.2.1) */
    public void checkParts(Predicate<List<Long>> exists) throws BadSyntax {
        for (Value value : values) {
            if (value.entry.namesPart() && !exists.test(value.entry.part())) {
                throw new BadSyntax("the message has no such part");
            }
        }
    }

    /** Octets of all values. */
    public long octets() {
        return values.stream().mapToLong(v -> v.octets == null ? 0 : v.octets.length).sum();
    }

    /** @param account whose the private ones are */
    public List<Annotation> of(long account) {
        return values.stream().map(v -> new Annotation(v.shared ? Annotations.SHARED : account, v.entry.text(), v.octets)).toList();
    }
}
