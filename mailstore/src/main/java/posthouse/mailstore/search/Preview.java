package posthouse.mailstore.search;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.Charsets;
import posthouse.mailstore.mime.MessageStructure;
import posthouse.mailstore.mime.Parameters;
import posthouse.mailstore.mime.TransferDecoder;

/**
 * The first words of a message, for lists of messages: RFC 8970 3.1. Made when it is asked for, from the first octets of one text part,
 * so that it costs one short read. What is quoted, the signature, tags and white space are left out.
 */
public final class Preview {
    /** RFC 8970 3.1: 200 characters, never more than 256. */
    private static final int CHARACTERS = 200;
    private static final int PLAIN_OCTETS = 8 << 10;
    /** Newsletters begin with their style sheets. */
    private static final int HTML_OCTETS = 64 << 10;
    private static final int PARTS = 4;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Preview() {
    }

    /** At most 200 characters of one line; empty where the message has no text to show. */
    public static String of(MessageBody body, MessageStructure structure) throws StoreException {
        var texts = new ArrayList<BodyPart>();
        collect(structure.root(), texts);
        for (BodyPart part : texts) {
            String preview = isHtml(part) ? HtmlText.of(text(body, part, HTML_OCTETS), CHARACTERS)
                : PlainText.of(text(body, part, PLAIN_OCTETS), CHARACTERS);
            if (!preview.isEmpty()) {
                return preview;
            }
        }
        return "";
    }

    /** Text parts that are shown, in the order in which they are tried. */
    private static void collect(BodyPart part, List<BodyPart> texts) {
        boolean attached = part.disposition() != null && part.disposition().equalsIgnoreCase("attachment");
        if (texts.size() == PARTS || attached) {
            return;
        }
        if (part.isMultipart()) {
            boolean alternative = part.subtype().equalsIgnoreCase("alternative");
            int own = texts.size();
            for (BodyPart inner : part.parts()) {
                collect(inner, texts);
            }
            if (alternative) { // plain text says the same and is the shorter way to it
                texts.subList(own, texts.size()).sort((a, b) -> Boolean.compare(isHtml(a), isHtml(b)));
            }
        } else if (part.type().equalsIgnoreCase("text") && part.size() > 0) {
            texts.add(part);
        }
    }

    private static boolean isHtml(BodyPart part) {
        return part.subtype().equalsIgnoreCase("html");
    }

    private static String text(MessageBody body, BodyPart part, int most) throws StoreException {
        var octets = new byte[(int) Math.min(most, part.size())];
        int length = body.read(body.prefixSize() + part.bodyStart(), octets, 0, octets.length);
        var decoder = TransferDecoder.of(part.encoding());
        var decoded = new byte[decoder.room(length)];
        int size = decoder.decode(octets, 0, length, decoded, 0);
        boolean whole = length == part.size();
        if (whole) {
            size += decoder.finish(decoded, size);
        }
        String name = Parameters.octets(part.parameters(), "charset");
        return decode(ByteBuffer.wrap(decoded, 0, size), name == null ? null : Charsets.find(name), whole);
    }

    /** @param whole whether nothing was cut off behind: else the last character may be incomplete */
    private static String decode(ByteBuffer octets, Charset named, boolean whole) {
        boolean unnamed = named == null || named.equals(StandardCharsets.US_ASCII);
        var decoder = (unnamed ? StandardCharsets.UTF_8 : named).newDecoder();
        if (!unnamed) {
            decoder.onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
        }
        CharBuffer chars = CharBuffer.allocate((int) (octets.remaining() * (double) decoder.maxCharsPerByte()) + 1);
        int start = octets.position();
        if (decoder.decode(octets, chars, whole).isError()) {
            octets.position(start);
            return WINDOWS_1252.decode(octets).toString();
        }
        return chars.flip().toString();
    }
}
