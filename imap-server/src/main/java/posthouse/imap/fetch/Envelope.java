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
        writeFront(out, envelope);
        for (List<Address> addresses : addresses(envelope)) {
            write(out.sp(), addresses);
        }
        writeEnd(out, envelope);
    }

    static void writeFront(ImapWriter out, EnvelopeStructure envelope) {
        out.open().nstring(envelope.date()).sp().nstring(envelope.subject());
    }

    static void writeEnd(ImapWriter out, EnvelopeStructure envelope) {
        out.sp().nstring(envelope.inReplyTo()).sp().nstring(envelope.messageId()).close();
    }

    /** Its lists of addresses in their order. RFC 9051 7.5.2: without Sender and Reply-To, or where they are empty, From stands for them. */
    static List<List<Address>> addresses(EnvelopeStructure envelope) {
        List<Address> from = present(envelope.from());
        List<Address> sender = isNone(envelope.sender()) ? from : envelope.sender();
        List<Address> replyTo = isNone(envelope.replyTo()) ? from : envelope.replyTo();
        return List.of(from, sender, replyTo, present(envelope.to()), present(envelope.cc()), present(envelope.bcc()));
    }

    private static List<Address> present(List<Address> addresses) {
        return addresses == null ? List.of() : addresses;
    }

    private static boolean isNone(List<Address> addresses) {
        return addresses == null || addresses.isEmpty();
    }

    private static void write(ImapWriter out, List<Address> addresses) {
        if (addresses.isEmpty()) {
            out.nil();
            return;
        }
        out.open();
        addresses.forEach(address -> write(out, address));
        out.close();
    }

    static void write(ImapWriter out, Address address) {
        out.open().nstring(address.name()).sp().nstring(address.route()).sp().nstring(present(address.mailbox(), "MISSING_MAILBOX")).sp();
        out.nstring(present(address.host(), "MISSING_DOMAIN")).close();
    }

    /** Not all clients take an empty half of an address (Angus Mail refuses it); all know what Dovecot writes in its place. */
    private static String present(String half, String otherwise) {
        return half != null && half.isEmpty() ? otherwise : half;
    }
}
