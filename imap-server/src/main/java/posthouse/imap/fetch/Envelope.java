package posthouse.imap.fetch;

import java.util.List;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

/** The envelope of a message, written: RFC 9051 7.5.2, 9 (envelope). */
final class Envelope {

    private Envelope() {
    }

    static void write(ImapWriter out, EnvelopeStructure envelope) {
        out.open().nstring(envelope.date()).sp().nstring(envelope.subject()).sp();
        addresses(out, envelope.from());
        // RFC 9051 7.5.2: without Sender and Reply-To, or where they are empty, From stands for them
        addresses(out.sp(), isNone(envelope.sender()) ? envelope.from() : envelope.sender());
        addresses(out.sp(), isNone(envelope.replyTo()) ? envelope.from() : envelope.replyTo());
        addresses(out.sp(), envelope.to());
        addresses(out.sp(), envelope.cc());
        addresses(out.sp(), envelope.bcc());
        out.sp().nstring(envelope.inReplyTo()).sp().nstring(envelope.messageId()).close();
    }

    private static boolean isNone(List<Address> addresses) {
        return addresses == null || addresses.isEmpty();
    }

    private static void addresses(ImapWriter out, List<Address> addresses) {
        if (isNone(addresses)) {
            out.nil();
            return;
        }
        out.open();
        for (Address address : addresses) {
            out.open().nstring(address.name()).sp().nstring(address.route()).sp().nstring(present(address.mailbox(), "MISSING_MAILBOX")).sp();
            out.nstring(present(address.host(), "MISSING_DOMAIN")).close();
        }
        out.close();
    }

    /** Not all clients take an empty half of an address (Angus Mail refuses it); all know what Dovecot writes in its place. */
    private static String present(String half, String otherwise) {
        return half != null && half.isEmpty() ? otherwise : half;
    }
}
