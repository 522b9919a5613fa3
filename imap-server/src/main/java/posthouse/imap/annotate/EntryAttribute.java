package posthouse.imap.annotate;

import java.util.Locale;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;

/**
 * An attribute of entries as a client names it: {@code value} or {@code size}, {@code .priv}, {@code .shared} or both (RFC 5257 3.2.2).
 *
 * @param size whether it is the size of the value
 */
public record EntryAttribute(boolean size, boolean priv, boolean shared) {

    public static EntryAttribute parse(ImapReader in) throws BadSyntax {
        String text = in.astring().toLowerCase(Locale.ROOT);
        int dot = text.indexOf('.');
        String name = dot < 0 ? text : text.substring(0, dot);
        String suffix = dot < 0 ? "" : text.substring(dot);
        boolean known = (name.equals("value") || name.equals("size")) && (suffix.isEmpty() || suffix.equals(".priv") || suffix.equals(".shared"));
        if (!known) {
            throw new BadSyntax("not the name of an attribute");
        }
        return new EntryAttribute(name.equals("size"), !suffix.equals(".shared"), !suffix.equals(".priv"));
    }

    /** The value alone: RFC 5257 5, att-search. */
    public static EntryAttribute parseValue(ImapReader in) throws BadSyntax {
        EntryAttribute attribute = parse(in);
        if (attribute.size) {
            throw new BadSyntax("only values are looked for, or sorted by"); // RFC 5257 4.8, 4.9
        }
        return attribute;
    }

    /** The value of one kind: RFC 5257 5, att-sort; and what may be stored (RFC 5257 3.3). */
    public static EntryAttribute parseOneValue(ImapReader in) throws BadSyntax {
        EntryAttribute attribute = parseValue(in);
        if (attribute.isBoth()) {
            throw new BadSyntax("say value.priv or value.shared");
        }
        return attribute;
    }

    public boolean isBoth() {
        return priv && shared;
    }

    /** Whether it is asked of one of these kinds. */
    public boolean isOf(boolean sharedOne) {
        return sharedOne ? shared : priv;
    }

    /** Name and value, of one kind. @param value {@code null} if there is none */
    public void write(ImapWriter out, boolean sharedOne, byte[] value) {
        out.text(size ? "size" : "value").text(sharedOne ? ".shared " : ".priv ");
        if (size) {
            out.octet('"').number(value == null ? 0 : value.length).octet('"');
        } else {
            out.value(value);
        }
    }
}
