package posthouse.imap.fetch;

import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapUrl;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;

/** The octets that an IMAP URL names (RFC 5092), for a message that is put together from others (RFC 4469). */
public final class PartOfMessage {

    private static final int PIECE = 32 * 1024;

    private PartOfMessage() {
    }

    /** @throws MessageGone if there is no such message, or no such part in it */
    public static void copy(Mailbox mailbox, ImapUrl url, Incoming target) throws StoreException, BadSyntax {
        var section = Section.parse(new ImapReader("[" + url.section() + "]", false));
        Message message = mailbox.read(url.uid(), Mailbox.Detail.STRUCTURE);
        if (message == null) {
            throw new MessageGone("there is no such message");
        }
        try (MessageBody body = mailbox.body(message)) {
            Extent whole = find(section, message, body);
            if (whole == null) {
                throw new MessageGone("the message has no such part");
            }
            Partial partial = url.count() == 0 ? new Partial(url.offset(), Long.MAX_VALUE / 2) : new Partial(url.offset(), url.count());
            if (section.specifier().isSubset()) {
                var head = new Head();
                head.read(body, whole);
                head.pick(section.fields(), section.specifier() == Section.Specifier.HEADER_FIELDS);
                Extent wanted = partial.of(new Extent(0, head.pickedLength()));
                target.write(head.picked(), (int) wanted.start(), (int) wanted.size());
            } else {
                copy(body, partial.of(whole), target);
            }
        }
    }

    private static Extent find(Section section, Message message, MessageBody body) {
        var root = message.structure().root();
        int prefix = body.prefixSize();
        if (!section.path().isEmpty()) {
            return section.find(root, prefix);
        }
        long headEnd = prefix + root.bodyStart();
        return switch (section.specifier()) {
            case WHOLE -> new Extent(0, body.size());
            case TEXT -> new Extent(headEnd, body.size());
            default -> new Extent(0, headEnd);
        };
    }

    private static void copy(MessageBody body, Extent extent, Incoming target) throws StoreException {
        var buffer = new byte[PIECE];
        Octets octets = Octets.of(body, extent);
        while (octets.remaining() > 0) {
            int read = octets.read(buffer);
            if (read <= 0) {
                throw new MessageGone("the message is shorter than its structure says");
            }
            target.write(buffer, 0, read);
        }
    }
}
