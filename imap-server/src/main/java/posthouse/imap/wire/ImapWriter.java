package posthouse.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import posthouse.common.net.Output;
import posthouse.mailstore.Flags;

/**
 * Writes responses; its methods are the rules of the formal syntax. It gathers small pieces and hands them on at
 * {@link #flush()}.
 */
public final class ImapWriter {

    private static final int GATHER = 8 * 1024;
    /** A longer string goes as a literal: some clients have short line buffers. */
    private static final int MAX_QUOTED = 1024;
    private static final byte[] DIGITS = "0123456789".getBytes(StandardCharsets.US_ASCII);

    /** Octets that stand in a quoted string as they are. */
    private static final boolean[] PLAIN = new boolean[256];
    /** The names of system flags, by their bits. */
    private static final byte[][] SYSTEM_FLAGS = new byte[1 << Flags.System.values().length][];

    static {
        Arrays.setAll(SYSTEM_FLAGS, bits -> String.join(" ", new Flags(bits, List.of()).atoms()).getBytes(StandardCharsets.US_ASCII));
        for (char c = 1; c < 0x80; c++) {
            PLAIN[c] = c != '"' && c != '\\' && c != '\r' && c != '\n';
        }
    }

    private final Output out;
    private final boolean utf8;
    private byte[] buffer = new byte[512];
    private int length;
    private long written;
    private Language language = Language.DEFAULT;

    /** @param utf8 whether the client takes UTF-8 in quoted strings and mailbox names (RFC 9051, RFC 9755) */
    public ImapWriter(Output out, boolean utf8) {
        this.out = out;
        this.utf8 = utf8;
    }

    public boolean writesTo(Output target) {
        return out == target;
    }

    /** Octets written in all, flushed or not: how much of a piece there is already. */
    public long written() {
        return written;
    }

    public boolean utf8() {
        return utf8;
    }

    /** Hands on what was gathered. */
    public void flush() {
        if (length > 0) {
            out.write(buffer, 0, length);
            length = 0;
        }
    }

    // ---- plain octets

    /** One US-ASCII character. */
    public ImapWriter octet(char c) {
        room(1);
        buffer[length++] = (byte) c;
        written++;
        return this;
    }

    /** Characters as octets, each below 256; no escaping. */
    public ImapWriter text(String latin1) {
        int count = latin1.length();
        room(count);
        latin1(latin1, count);
        return this;
    }

    @SuppressWarnings("deprecation") // the one method that copies the low octets without a charset's detour
    private void latin1(String text, int count) {
        text.getBytes(0, count, buffer, length);
        length += count;
        written += count;
    }

    public ImapWriter octets(byte[] source, int offset, int count) {
        if (count > GATHER / 4) {
            flush();
            out.write(source, offset, count);
        } else {
            room(count);
            System.arraycopy(source, offset, buffer, length, count);
            length += count;
        }
        written += count;
        return this;
    }

    public ImapWriter octets(byte[] source) {
        return octets(source, 0, source.length);
    }

    public ImapWriter sp() {
        return octet(' ');
    }

    public ImapWriter open() {
        return octet('(');
    }

    public ImapWriter close() {
        return octet(')');
    }

    public ImapWriter nil() {
        room(3);
        buffer[length++] = 'N';
        buffer[length++] = 'I';
        buffer[length++] = 'L';
        written += 3;
        return this;
    }

    public ImapWriter crlf() {
        return text("\r\n");
    }

    public ImapWriter number(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("negative: " + number);
        }
        room(20);
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            buffer[i] = DIGITS[(int) (rest % 10)];
            rest /= 10;
        }
        length += digits;
        written += digits;
        return this;
    }

    // ---- strings

    /** nstring of octets, one char an octet; {@code null} is NIL. */
    public ImapWriter nstring(String octets) {
        return octets == null ? nil() : string(octets);
    }

    /** string of octets, one char an octet: quoted where it can be, else a literal. NUL, which neither may hold, becomes a space. */
    public ImapWriter string(String octets) {
        return plain(octets) ? this : careful(octets);
    }

    /** Writes it in quotes, if nothing in it needs care: so are nearly all, and there are many. */
    @SuppressWarnings("deprecation") // as in latin1
    private boolean plain(String octets) {
        int count = octets.length();
        if (count > MAX_QUOTED) {
            return false;
        }
        room(count + 2);
        int start = length + 1;
        octets.getBytes(0, count, buffer, start); // if it isn't plain, what comes is written over it
        for (int i = start; i < start + count; i++) {
            if (!PLAIN[buffer[i] & 0xff]) {
                return false;
            }
        }
        buffer[length] = '"';
        buffer[start + count] = '"';
        length += count + 2;
        written += count + 2;
        return true;
    }

    private ImapWriter careful(String octets) {
        String clean = octets.indexOf('\0') < 0 ? octets : octets.replace('\0', ' ');
        if (isQuotable(clean)) {
            return quoted(clean);
        }
        byte[] content = clean.getBytes(StandardCharsets.ISO_8859_1);
        return literalHeader(content.length).octets(content);
    }

    /** string of Unicode text, sent as UTF-8. */
    public ImapWriter unicode(String text) {
        return string(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private boolean isQuotable(String octets) {
        if (octets.length() > MAX_QUOTED) {
            return false;
        }
        boolean ascii = true;
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '\r' || c == '\n') {
                return false;
            }
            ascii &= c < 0x80;
        }
        return ascii || utf8 && isUtf8(octets);
    }

    private static boolean isUtf8(String octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private ImapWriter quoted(String octets) {
        octet('"');
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '"' || c == '\\') {
                octet('\\');
            }
            octet(c);
        }
        return octet('"');
    }

    /** {@code {n}} CRLF: exactly so many octets must follow. */
    public ImapWriter literalHeader(long size) {
        return octet('{').number(size).text("}\r\n");
    }

    /** {@code ~{n}} CRLF: octets that may hold NUL (RFC 3516 4.4). */
    public ImapWriter literal8Header(long size) {
        return octet('~').literalHeader(size);
    }

    /** nstring / literal8: octets of any kind; {@code null} is NIL. */
    public ImapWriter value(byte[] octets) {
        if (octets == null) {
            return nil();
        }
        for (byte octet : octets) {
            if (octet == 0) {
                return literal8Header(octets.length).octets(octets);
            }
        }
        return string(new String(octets, StandardCharsets.ISO_8859_1));
    }

    // ---- what IMAP speaks of

    /** mailbox: an atom where the name is one, else a string; modified UTF-7 unless the client takes UTF-8. */
    public ImapWriter mailbox(String name) {
        if (!utf8) {
            return astring(ModifiedUtf7.encode(name));
        }
        return astring(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    /** The same as a string, where no atom may stand. */
    public ImapWriter mailboxString(String name) {
        return utf8 ? unicode(name) : string(ModifiedUtf7.encode(name));
    }

    /** astring of octets. */
    public ImapWriter astring(String octets) {
        boolean atom = !octets.isEmpty() && !octets.equalsIgnoreCase("NIL");
        for (int i = 0; atom && i < octets.length(); i++) {
            char c = octets.charAt(i);
            atom = c < 0x7f && Chars.isAtomChar((byte) c);
        }
        return atom ? text(octets) : string(octets);
    }

    /** The list of a message's flags. */
    public ImapWriter flags(Flags flags, boolean recent) {
        open().octets(SYSTEM_FLAGS[flags.system()]);
        boolean first = flags.system() == 0;
        for (String keyword : flags.keywords()) {
            text(first ? "" : " ").text(keyword);
            first = false;
        }
        if (recent) {
            text(first ? "\\Recent" : " \\Recent");
        }
        return close();
    }

    /** date-time, with its quotes. */
    public ImapWriter dateTime(Instant time, ZoneOffset zone) {
        room(ImapDates.LENGTH + 2);
        buffer[length] = '"';
        ImapDates.write(time, zone, buffer, length + 1); // and the quote behind it
        length += ImapDates.LENGTH + 2;
        written += ImapDates.LENGTH + 2;
        return this;
    }

    /** resp-text: a code in brackets and words for people, which never break the line (RFC 9051 7.1). */
    public ImapWriter respText(ResponseCode code, String words) {
        if (!code.isNone()) {
            octet('[').text(code.text()).text("] ");
        }
        return words(words);
    }

    /** Words for people, in their language. They are UTF-8 once the client chose one (RFC 5255 3.5). */
    public ImapWriter words(String english) {
        boolean unicode = utf8 || language.isUtf8();
        String text = language.translate(english);
        byte[] octets = (unicode ? text : ModifiedUtf7.inText(text)).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            octets[i] = octets[i] >= 0 && octets[i] < ' ' || octets[i] == 0x7f ? (byte) '?' : octets[i];
        }
        return octets(octets);
    }

    /** The texts that follow come in this language. */
    public void speak(Language next) {
        language = next;
    }

    private void room(int count) {
        if (buffer.length - length >= count) {
            return;
        }
        if (length + count > GATHER) {
            flush();
        }
        if (buffer.length < length + count) {
            buffer = Arrays.copyOf(buffer, Math.max(length + count, buffer.length * 2));
        }
    }
}
