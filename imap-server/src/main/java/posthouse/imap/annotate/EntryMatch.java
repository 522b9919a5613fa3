package posthouse.imap.annotate;

import posthouse.imap.command.MailboxPattern;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/**
 * entry-match: the name of an entry, or one with wildcards (RFC 5257 4.3, 5).
 *
 * @param exact {@code null} with wildcards
 * @param pattern {@code null} without
 */
public record EntryMatch(EntryName exact, MailboxPattern pattern) {

    public static EntryMatch parse(ImapReader in) throws BadSyntax {
        String text = in.listAstring();
        if (text.indexOf('*') < 0 && text.indexOf('%') < 0) {
            return new EntryMatch(EntryName.of(text), null);
        }
        if (!EntryName.hasOnlyLegal(text, true)) {
            throw new BadSyntax("not the name of an entry");
        }
        return new EntryMatch(null, new MailboxPattern(text));
    }

    public boolean matches(String name) {
        return exact == null ? pattern.matches(name) : exact.text().equals(name);
    }
}
