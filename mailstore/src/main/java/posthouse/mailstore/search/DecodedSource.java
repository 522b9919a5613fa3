package posthouse.mailstore.search;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Any charset that the JDK decodes; what is none of its characters becomes U+FFFD. */
final class DecodedSource implements CharacterSource {
    private final CharsetDecoder decoder;
    private final ByteBuffer octets = ByteBuffer.allocate(1024);
    private final CharBuffer chars = CharBuffer.allocate(1024);
    private char high;

    DecodedSource(Charset charset) {
        decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    @Override
    public boolean isBetween() {
        return octets.position() == 0 && high == 0;
    }

    @Override
    public void decode(byte[] source, int from, int to, Characters target) {
        octets.put(source, from, to - from);
        decode(false, target);
    }

    private void decode(boolean end, Characters target) {
        octets.flip();
        CoderResult result;
        do {
            result = decoder.decode(octets, chars, end);
            hand(target);
        } while (result.isOverflow());
        octets.compact();
    }

    private void hand(Characters target) {
        chars.flip();
        while (chars.hasRemaining()) {
            char c = chars.get();
            if (Character.isHighSurrogate(c)) {
                high = c;
            } else {
                target.character(high != 0 && Character.isLowSurrogate(c) ? Character.toCodePoint(high, c) : c);
                high = 0;
            }
        }
        chars.clear();
    }

    @Override
    public void end(Characters target) {
        decode(true, target);
        decoder.flush(chars);
        hand(target);
    }
}
