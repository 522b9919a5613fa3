package posthouse.imap.wire;

import java.text.Normalizer;

/**
 * The name of a mailbox.
 *
 * @param spelled as the client has it, decoded
 * @param name in NFC; INBOX in any case is INBOX
 */
record MailboxSpelling(String spelled, String name) {

    /**
     * Decodes it: UTF-8, or modified UTF-7 (RFC 3501 5.1.3).
     *
     * @throws Refused if that is no name: NO and not BAD, after which some clients (mbsync) would give up altogether
     */
    static MailboxSpelling decode(byte[] wire, boolean utf8) throws Refused {
        try {
            String text = Chars.utf8(wire);
            String spelled = utf8 ? text : ModifiedUtf7.decode(text);
            String name = Normalizer.normalize(spelled, Normalizer.Form.NFC);
            return new MailboxSpelling(spelled, name.equalsIgnoreCase("INBOX") ? "INBOX" : name);
        } catch (BadSyntax e) {
            throw new Refused(ResponseCode.CANNOT, e.getMessage());
        }
    }

    /** As the client spelled it, if that isn't how the name is spelled; else {@code null}. */
    String denormalized() {
        return Normalizer.isNormalized(spelled, Normalizer.Form.NFC) ? null : spelled;
    }
}
