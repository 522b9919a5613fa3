package posthouse.imap.wire;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import posthouse.mailstore.Flags;

/**
 * Reads one command, whose methods are the rules of the formal syntax (RFC 9051 9, RFC 3501 9). It is given the whole
 * command: its lines with the octets of its literals in place, without the CRLF that ends it. It knows nothing of stores.
 */
public final class ImapReader {

    /** How deep parentheses may nest. */
    public static final int MAX_DEPTH = 100;
    private static final long MAX_NUMBER = 4294967295L;

    private final byte[] octets;
    private final int end;
    private final boolean utf8;
    private int position;
    private int depth;
    private boolean cutShort;
    private MailboxSpelling mailbox; // the last one
    private String tag;

    /** @param utf8 whether mailbox names are UTF-8 and not modified UTF-7 (RFC 9051, RFC 9755) */
    public ImapReader(byte[] octets, int length, boolean utf8) {
        this.octets = octets;
        this.end = length;
        this.utf8 = utf8;
    }

    public ImapReader(String command, boolean utf8) {
        this(command.getBytes(StandardCharsets.UTF_8), command.getBytes(StandardCharsets.UTF_8).length, utf8);
    }

    /** Whether the mailbox names and strings of this client are UTF-8. */
    public boolean utf8() {
        return utf8;
    }

    // ---- single characters

    public boolean atEnd() {
        return position == end;
    }

    /** The next octet, not taken; -1 at the end. */
    public int peek() {
        return position < end ? octets[position] & 0xff : -1;
    }

    /** The octet after the next one; -1 if there is none. */
    public int peekSecond() {
        return position + 1 < end ? octets[position + 1] & 0xff : -1;
    }

    public boolean nextIs(char c) {
        return peek() == c;
    }

    /** Takes {@code c} if it comes next. */
    public boolean take(char c) {
        if (peek() == c) {
            position++;
            return true;
        }
        return false;
    }

    public ImapReader expect(char c) throws BadSyntax {
        if (!take(c)) {
            throw new BadSyntax("expected '" + c + "' " + where());
        }
        return this;
    }

    /** SP: one, by the grammar (RFC 9051 9). Several are let pass, as Dovecot and James do: clients send them. */
    public ImapReader sp() throws BadSyntax {
        if (!spaces()) {
            throw new BadSyntax(atEnd() ? "argument missing" : "expected a space " + where());
        }
        return this;
    }

    /** Takes SP before another item. What ends a list, or the line, may have spaces before it, too. */
    public boolean another() {
        return spaces() && !atEnd() && !nextIs(')');
    }

    private boolean spaces() {
        int before = position;
        while (take(' ')) {
            continue;
        }
        return position > before;
    }

    /** Nothing may follow. Trailing spaces are let pass: clients send them. */
    public void end() throws BadSyntax {
        spaces();
        if (!atEnd()) {
            throw new BadSyntax("unexpected " + shown(peek()) + " " + where());
        }
    }

    /** Opens a list or any other nesting; bounded. */
    public ImapReader open() throws BadSyntax {
        expect('(');
        spaces();
        deeper();
        return this;
    }

    public ImapReader close() throws BadSyntax {
        expect(')');
        shallower();
        return this;
    }

    /** Counts one level of nesting that has no parenthesis (SEARCH NOT NOT NOT ...). */
    public void deeper() throws BadSyntax {
        if (++depth > MAX_DEPTH) {
            throw new BadSyntax("nested deeper than " + MAX_DEPTH);
        }
    }

    public void shallower() {
        depth--;
    }

    /** What is left. */
    public byte[] rest() {
        return Arrays.copyOfRange(octets, position, end);
    }

    // ---- words

    /** A command's or an item's name: letters, digits and {@code . - _}, in upper case. An atom stops later ({@code [}). */
    public String keyword() throws BadSyntax {
        return word(Chars::isKeywordChar, "a word").toUpperCase(Locale.ROOT);
    }

    /** Takes this word if it comes next, compared without case and not followed by more of a word. */
    public boolean takeKeyword(String word) {
        int stop = position + word.length();
        if (stop > end || !latin1(position, stop).equalsIgnoreCase(word) || stop < end && Chars.isKeywordChar(octets[stop])) {
            return false;
        }
        position = stop;
        return true;
    }

    /** Takes this text if it comes next, compared without case. */
    public boolean takeText(String text) {
        int stop = position + text.length();
        if (stop > end || !latin1(position, stop).equalsIgnoreCase(text)) {
            return false;
        }
        position = stop;
        return true;
    }

    /** tag: any ASTRING-CHAR except "+". */
    public String tag() throws BadSyntax {
        tag = span(b -> Chars.isAstringChar(b) && b != '+');
        if (tag.isEmpty()) {
            throw new BadSyntax("no tag");
        }
        return tag;
    }

    /** The tag of this command, which was read. */
    public String commandTag() {
        return tag;
    }

    public String atom() throws BadSyntax {
        return word(Chars::isAtomChar, "an atom");
    }

    /** A class of octets. */
    @FunctionalInterface
    private interface CharClass {
        boolean has(byte b);
    }

    private String word(CharClass of, String what) throws BadSyntax {
        String word = span(of);
        if (word.isEmpty()) {
            throw new BadSyntax(atEnd() ? "argument missing" : "expected " + what + " " + where());
        }
        return word;
    }

    /** Takes as many octets of this class as come, maybe none. */
    private String span(CharClass of) {
        int start = position;
        while (position < end && of.has(octets[position])) {
            position++;
        }
        return latin1(start, position);
    }

    /** astring, in UTF-8. */
    public String astring() throws BadSyntax {
        return Chars.utf8(astringOctets());
    }

    /** astring, its octets: what they mean, a charset may say. */
    public byte[] astringOctets() throws BadSyntax {
        if (nextIsString()) {
            return stringOctets();
        }
        return word(Chars::isAstringChar, "a string").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A string, or an atom in which {@code *} and {@code %} may stand. */
    public String listAstring() throws BadSyntax {
        return nextIsString() ? string() : word(Chars::isListChar, "a name");
    }

    /** Whether a quoted string or a literal comes next; {@code ~} begins a literal8 or an atom. */
    private boolean nextIsString() {
        return nextIs('"') || nextIs('{') || nextIs('~') && peekSecond() == '{';
    }

    /** string = quoted / literal, in UTF-8. */
    public String string() throws BadSyntax {
        return Chars.utf8(stringOctets());
    }

    public byte[] stringOctets() throws BadSyntax {
        return switch (peek()) {
            case '"' -> quoted();
            case '{', '~' -> literal();
            default -> throw new BadSyntax(atEnd() ? "argument missing" : "expected a string " + where());
        };
    }

    /** nstring: a string, or {@code null} for NIL. */
    public String nstring() throws BadSyntax {
        return peek() != '"' && peek() != '{' && takeKeyword("NIL") ? null : string();
    }

    /** nstring / literal8, its octets; {@code null} for NIL. */
    public byte[] value() throws BadSyntax {
        return !nextIsString() && takeKeyword("NIL") ? null : stringOctets();
    }

    private byte[] quoted() throws BadSyntax {
        expect('"');
        var content = new java.io.ByteArrayOutputStream();
        while (position < end) {
            byte b = octets[position++];
            if (b == '"') {
                return content.toByteArray();
            }
            if (b == '\\') {
                if (position == end || octets[position] != '"' && octets[position] != '\\') {
                    throw new BadSyntax("only \\\" and \\\\ may be escaped in a quoted string");
                }
                b = octets[position++];
            } else if (b == '\r' || b == '\n' || b == 0) {
                throw new BadSyntax("a quoted string has no CR, LF or NUL; use a literal");
            }
            content.write(b);
        }
        throw new BadSyntax("quoted string without closing quote");
    }

    /** base64: its characters, not decoded. */
    public String base64() {
        return span(Chars::isBase64Char);
    }

    // ---- literals

    /** literal or literal8: its octets, which are part of the command. */
    public byte[] literal() throws BadSyntax {
        var header = literalHeader();
        if (header.size() > end - position) {
            cutShort = true;
            throw new BadSyntax("literal is shorter than it says");
        }
        int start = position;
        position += (int) header.size();
        return Arrays.copyOfRange(octets, start, position);
    }

    /** {@code {n}}, {@code {n+}} or {@code ~{n}} and its CRLF; the octets themselves are not taken. */
    public LiteralHeader literalHeader() throws BadSyntax {
        return LiteralHeader.parse(this);
    }

    /** Whether {@link BadSyntax} came only because the octets of a literal are not there yet. */
    public boolean cutShort() {
        return cutShort;
    }

    // ---- numbers

    /** number: 0 to 4,294,967,295. */
    public long number() throws BadSyntax {
        long number = number64();
        if (number > MAX_NUMBER) {
            throw new BadSyntax("number over " + MAX_NUMBER);
        }
        return number;
    }

    public long nzNumber() throws BadSyntax {
        long number = number();
        if (number == 0) {
            throw new BadSyntax("number must not be 0");
        }
        return number;
    }

    /** number64: 63 bits. */
    public long number64() throws BadSyntax {
        int start = position;
        long number = 0;
        while (position < end && octets[position] >= '0' && octets[position] <= '9') {
            int digit = octets[position++] - '0';
            if (number > (Long.MAX_VALUE - digit) / 10) {
                throw new BadSyntax("number too large");
            }
            number = number * 10 + digit;
        }
        if (position == start) {
            throw new BadSyntax(atEnd() ? "argument missing" : "expected a number " + where());
        }
        return number;
    }

    public boolean nextIsDigit() {
        return peek() >= '0' && peek() <= '9';
    }

    // ---- sets

    /** sequence-set, or seq-last-command. */
    public SequenceSet sequenceSet(Numbering numbering) throws BadSyntax {
        return SequenceSet.parse(this, numbering);
    }

    // ---- mailboxes

    /**
     * mailbox: its name, decoded, in NFC; INBOX in any case is INBOX.
     *
     * @throws Refused if that is no name: NO and not BAD, after which some clients (mbsync) would give up altogether
     */
    public String mailbox() throws BadSyntax, Refused {
        return mailboxName(astringOctets());
    }

    /** list-mailbox: a pattern, in which {@code *} and {@code %} may stand; decoded like a name. */
    public String listMailbox() throws BadSyntax, Refused {
        if (nextIsString()) {
            return mailboxName(stringOctets());
        }
        return mailboxName(word(Chars::isListChar, "a mailbox pattern").getBytes(StandardCharsets.ISO_8859_1));
    }

    private String mailboxName(byte[] wire) throws Refused {
        mailbox = MailboxSpelling.decode(wire, utf8);
        return mailbox.name();
    }

    /** The last mailbox as the client spelled it, if that isn't how the name is spelled; else {@code null} (RFC 9051 6.3.9.7). */
    public String denormalized() {
        return mailbox.denormalized();
    }

    /** The last mailbox as the client spelled it, if the name is spelled otherwise, INBOX too; else {@code null}. */
    public String spelledOtherwise() {
        return mailbox.spelled().equals(mailbox.name()) ? null : mailbox.spelled();
    }

    // ---- flags

    /** flag-list: {@code ()} or {@code (\Seen $Forwarded)}. */
    public Flags flagList() throws BadSyntax {
        return FlagNames.list(this);
    }

    /** store-att-flags: a list, or flags without parentheses. */
    public Flags storeFlags() throws BadSyntax {
        return nextIs('(') ? flagList() : FlagNames.bare(this);
    }

    // ---- dates

    /** date-time: {@code "17-Jul-1996 02:44:25 -0700"}. */
    public OffsetDateTime dateTime() throws BadSyntax {
        return ImapDates.dateTime(latin1(quoted()));
    }

    /** date, in quotes or not: {@code 1-Feb-1994}. */
    public LocalDate date() throws BadSyntax {
        return ImapDates.date(nextIs('"') ? latin1(quoted()) : atom());
    }

    // ---- octets as text

    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private String latin1(int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private String where() {
        return "at octet " + (position + 1);
    }

    private static String shown(int octet) {
        return octet > ' ' && octet < 0x7f ? "'" + (char) octet + "'" : String.format("octet 0x%02x", octet);
    }

    /** The whole command, one char an octet: for logs. */
    @Override
    public String toString() {
        return latin1(0, end);
    }
}
