package posthouse.mailstore.mime;

import java.util.Locale;

/**
 * Undoes a content transfer encoding while octets pass (RFC 2045 6). It never fails: what is not encoded as it should be is
 * taken as well as it can be. For one body; used by one thread.
 */
public abstract sealed class TransferDecoder permits Base64Decoder, QuotedPrintableDecoder, TransferDecoder.Identity {

    /** For the value of Content-Transfer-Encoding; an unknown one is left as it is. */
    public static TransferDecoder of(String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "base64" -> new Base64Decoder();
            case "quoted-printable" -> new QuotedPrintableDecoder();
            default -> new Identity();
        };
    }

    /** How many octets {@link #decode} and {@link #finish} together write at most for so many. */
    public abstract int room(int length);

    /**
     * Decodes the next octets into {@code target}, which has {@link #room} for them and is another array.
     *
     * @return how many were written
     */
    public abstract int decode(byte[] octets, int offset, int length, byte[] target, int targetOffset);

    /** Decodes what is left at the end. */
    public abstract int finish(byte[] target, int targetOffset);

    /** 7bit, 8bit, binary. */
    static final class Identity extends TransferDecoder {
        @Override
        public int room(int length) {
            return length;
        }

        @Override
        public int decode(byte[] octets, int offset, int length, byte[] target, int targetOffset) {
            System.arraycopy(octets, offset, target, targetOffset, length);
            return length;
        }

        @Override
        public int finish(byte[] target, int targetOffset) {
            return 0;
        }
    }
}
