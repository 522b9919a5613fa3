package posthouse.mailstore.mime;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import posthouse.mailstore.mime.BodyPart.Parameter;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

/**
 * A header in UTF-8 (RFC 6532) as those who know only US-ASCII can read it: RFC 6857. Fields in US-ASCII stay as they are; so do
 * fields that aren't UTF-8, since nobody knows what they say. What becomes of the others:
 * <ul>
 *   <li>text and display names are encoded-words (RFC 2047), parameters what RFC 2231 makes of them;
 *   <li>a domain is written with A-labels; an address whose local part can't be written becomes an empty group, whose name
 *       shows it ({@code =?UTF-8?Q?...?= :;}), so that nobody writes to another address;
 *   <li>message-ids and the like, in which every octet counts, move to a field of another name ({@code Downgraded-References}).
 * </ul>
 */
public final class SurrogateHeader {
    private static final Set<String> ADDRESSES = Set.of("from", "sender", "reply-to", "to", "cc", "bcc", "resent-from", "resent-sender",
        "resent-reply-to", "resent-to", "resent-cc", "resent-bcc", "disposition-notification-to");
    private static final Set<String> PARAMETERS = Set.of("content-type", "content-disposition");
    private static final Set<String> EXACT = Set.of("message-id", "in-reply-to", "references", "resent-message-id", "content-id",
        "return-path", "original-recipient", "final-recipient");
    private static final String GLOBAL = "message/global";
    private static final int LONGEST_PARAMETER = 60;

    private SurrogateHeader() {
    }

    /** The same header for US-ASCII; the array itself if it is so already. */
    public static byte[] of(byte[] header) {
        if (isAscii(header, 0, header.length) && !hasGlobalType(header)) {
            return header;
        }
        var out = new ByteArrayOutputStream(header.length * 2);
        var fields = new HeaderFields(header);
        while (fields.next()) {
            String field = rewritten(fields, header);
            if (field == null) {
                out.write(header, fields.start(), fields.end() - fields.start());
            } else {
                out.writeBytes(field.getBytes(StandardCharsets.US_ASCII));
            }
        }
        out.write(header, fields.end(), header.length - fields.end());
        return out.toByteArray();
    }

    private static boolean isAscii(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasGlobalType(byte[] header) {
        var fields = new HeaderFields(header);
        while (fields.next()) {
            if (isGlobal(fields)) {
                return true;
            }
        }
        return false;
    }

    /** Message/global is a message with such a header inside, which has become a message/rfc822 (RFC 6532 3.7). */
    private static boolean isGlobal(HeaderFields field) {
        return field.nameIs("Content-Type") && ParameterizedValue.parse(field.value(), new Allowance()).value().equalsIgnoreCase(GLOBAL);
    }

    /** {@code null} if it stays as it is. */
    private static String rewritten(HeaderFields field, byte[] header) {
        if (isAscii(header, field.start(), field.end())) {
            return isGlobal(field) ? parameters(field) : null;
        }
        String text = utf8(field.value());
        if (!field.isNamed() || text == null) {
            return null;
        }
        String name = field.name().toLowerCase(Locale.ROOT);
        if (ADDRESSES.contains(name)) {
            return addresses(field);
        } else if (PARAMETERS.contains(name)) {
            return parameters(field);
        } else if (EXACT.contains(name)) {
            return new FoldedField("Downgraded-" + field.name()).words(EncodedWords.of(text)).toString();
        }
        return text(field.name(), name.equals("received") ? withoutFor(text) : text);
    }

    /** {@code null} if it isn't UTF-8. @param octets one char each */
    private static String utf8(String octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1))).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /** Words in US-ASCII stay; those from the first other one to the last are encoded, with the blanks between them. */
    private static String text(String name, String text) {
        var field = new FoldedField(name);
        List<String> words = Arrays.asList(text.split(" ", -1));
        int first = 0;
        int last = words.size() - 1;
        while (first <= last && isAscii(words.get(first))) {
            field.word(words.get(first++));
        }
        while (last > first && isAscii(words.get(last))) {
            last--;
        }
        if (first <= last) {
            field.words(EncodedWords.of(String.join(" ", words.subList(first, last + 1))));
        }
        return field.words(words.subList(Math.min(last + 1, words.size()), words.size())).toString();
    }

    /** A Received field names a recipient only if its address can be written. */
    private static String withoutFor(String received) {
        List<String> words = new ArrayList<>(Arrays.asList(received.split("[ \t]+")));
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equalsIgnoreCase("for") && !isAscii(words.get(i + 1))) {
                boolean ends = words.get(i + 1).endsWith(";");
                words.subList(i, i + 2).clear();
                if (ends && i > 0) {
                    words.set(i - 1, words.get(i - 1) + ";");
                }
            }
        }
        return String.join(" ", words);
    }

    // addresses

    private static String addresses(HeaderFields field) {
        var members = new ArrayList<List<String>>();
        var behindGroup = new ArrayList<List<String>>();
        List<String> group = null;
        for (Address address : AddressList.parse(field.value())) {
            if (address.host() == null && address.mailbox() != null) {
                group = new ArrayList<>(phrase(address.mailbox()));
                members.add(group);
                glue(group, ":");
            } else if (address.host() == null) {
                glue(members.get(members.size() - 1), ";");
                members.addAll(behindGroup);
                behindGroup.clear();
                group = null;
            } else {
                boolean writable = isAscii(address.mailbox());
                List<String> words = writable ? mailbox(address) : shown(address);
                (group != null && !writable ? behindGroup : members).add(words); // a group has no groups in it
            }
        }
        return joined(field.name(), members);
    }

    /** With commas between them, but none behind the beginning of a group or before its end. */
    private static String joined(String name, List<List<String>> members) {
        var field = new FoldedField(name);
        for (int i = 0; i < members.size(); i++) {
            List<String> words = new ArrayList<>(members.get(i));
            boolean opens = words.get(words.size() - 1).endsWith(":");
            if (!opens && i + 1 < members.size()) {
                glue(words, ",");
            }
            field.words(words);
        }
        return field.toString();
    }

    private static void glue(List<String> words, String end) {
        int last = words.size() - 1;
        words.set(last, words.get(last) + end);
    }

    private static List<String> mailbox(Address address) {
        String local = isDotAtom(address.mailbox()) ? address.mailbox() : quoted(address.mailbox());
        String domain = ascii(utf8(address.host()));
        String spec = domain.isEmpty() ? local : local + "@" + domain;
        if (address.name() == null) {
            return new ArrayList<>(List.of(spec));
        }
        List<String> words = new ArrayList<>(phrase(address.name()));
        words.add("<" + spec + ">");
        return words;
    }

    /** RFC 6857: the address in the name of an empty group. */
    private static List<String> shown(Address address) {
        List<String> words = new ArrayList<>(address.name() == null ? List.of() : phrase(address.name()));
        words.addAll(EncodedWords.of(utf8(address.mailbox() + "@" + address.host())));
        words.add(":;");
        return words;
    }

    private static String ascii(String domain) {
        try {
            return isAscii(domain) ? domain : IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return "invalid.invalid";
        }
    }

    /** A display name. @param octets one char each */
    private static List<String> phrase(String octets) {
        if (!isAscii(octets)) {
            return EncodedWords.of(utf8(octets));
        }
        boolean atoms = !octets.isBlank() && octets.chars().allMatch(c -> c == ' ' || isAtomChar(c));
        return List.of(atoms ? octets : quoted(octets));
    }

    private static boolean isDotAtom(String local) {
        return !local.isEmpty() && !local.startsWith(".") && !local.endsWith(".") && !local.contains("..")
            && local.chars().allMatch(c -> c == '.' || isAtomChar(c));
    }

    private static boolean isAtomChar(int c) {
        return c > ' ' && c < 127 && "()<>[]:;@\\,.\"".indexOf(c) < 0;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    // parameters

    private static String parameters(HeaderFields field) {
        var content = ParameterizedValue.parse(field.value(), new Allowance());
        var words = new ArrayList<String>();
        words.add(content.value().equalsIgnoreCase(GLOBAL) ? "message/rfc822" : content.value().replaceAll("[^\\x21-\\x7e]", "?"));
        for (Parameter parameter : content.parameters()) {
            if (isAscii(parameter.name())) {
                glue(words, ";");
                add(parameter, words);
            }
        }
        return new FoldedField(field.name()).words(words).toString();
    }

    private static void add(Parameter parameter, List<String> words) {
        String value = parameter.value();
        if (isAscii(value)) {
            boolean token = !value.isEmpty() && value.chars().allMatch(c -> c == '.' || isAtomChar(c) && "/?=".indexOf(c) < 0);
            words.add(parameter.name() + "=" + (token ? value : quoted(value)));
            return;
        }
        String extended = "UTF-8''" + percentEncoded(value);
        if (extended.length() <= LONGEST_PARAMETER) {
            words.add(parameter.name() + "*=" + extended);
            return;
        }
        for (int start = 0, section = 0; start < extended.length(); section++) { // RFC 2231 4.1
            int end = Math.min(extended.length(), start + LONGEST_PARAMETER);
            int percent = extended.lastIndexOf('%', end - 1);
            end = end < extended.length() && percent > end - 3 ? percent : end;
            words.add(parameter.name() + "*" + section + "*=" + extended.substring(start, end) + (end < extended.length() ? ";" : ""));
            start = end;
        }
    }

    private static String percentEncoded(String octets) {
        var encoded = new StringBuilder(octets.length() * 2);
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '.' || isAtomChar(c) && "*'%/?=".indexOf(c) < 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
