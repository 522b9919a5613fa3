package posthouse.imap.fetch;

import java.util.List;
import java.util.Locale;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapUrl;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.MessageUrls;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.MessageStructure;

/** The octets that an IMAP URL names (RFC 5092): for CATENATE (RFC 4469), URLFETCH (RFC 4467) and BURL (RFC 4468). They stay while it is open. */
public final class PartOfMessage implements MessageUrls.Content {

    private final Section section;
    private final Partial partial;
    private final Message message;
    private final MessageBody body;
    private final Extent whole;
    private Octets octets;
    private long size;

    private PartOfMessage(Section section, Partial partial, Message message, MessageBody body, Extent whole) {
        this.section = section;
        this.partial = partial;
        this.message = message;
        this.body = body;
        this.whole = whole;
    }

    /** Whether a message has a part. @param path its numbers, outermost first */
    public static boolean exists(List<Long> path, MessageStructure structure) {
        return Section.exists(path, structure.root());
    }

    /** @throws MessageGone if there is no such message, or no such part in it */
    public static PartOfMessage open(Mailbox mailbox, ImapUrl url) throws StoreException, BadSyntax {
        var in = new ImapReader("[" + url.section() + "]", false);
        var section = Section.parse(in);
        in.end();
        Message message = mailbox.read(url.uid(), Mailbox.Detail.STRUCTURE);
        if (message == null) {
            throw new MessageGone("there is no such message");
        }
        MessageBody body = mailbox.body(message);
        try {
            Extent whole = find(section, message, body);
            if (whole == null) {
                throw new MessageGone("the message has no such part");
            }
            var partial = new Partial(url.offset(), url.count() == 0 ? Long.MAX_VALUE / 2 : url.count());
            var part = new PartOfMessage(section, partial, message, body, whole);
            part.asStored();
            return part;
        } catch (StoreException | RuntimeException e) {
            body.close();
            throw e;
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

    private void asStored() throws StoreException {
        if (section.specifier().isSubset()) {
            var head = new Head();
            head.read(body, whole);
            head.pick(section.fields(), section.specifier() == Section.Specifier.HEADER_FIELDS);
            Extent wanted = partial.of(new Extent(0, head.pickedLength()));
            octets = Octets.of(head.picked(), wanted);
            size = wanted.size();
        } else {
            Extent wanted = partial.of(whole);
            octets = Octets.of(body, wanted);
            size = wanted.size();
        }
    }

    /**
     * From now on its octets are those without the transfer encoding (RFC 5524 3.1); a part of it is counted in them.
     *
     * @return whether that can be: if not, its encoding is unknown
     */
    public boolean decode() throws StoreException {
        BodyPart part = section.path().isEmpty() ? null : section.part(message.structure().root());
        boolean encoded = part != null && part.parts().isEmpty() && section.specifier() == Section.Specifier.WHOLE;
        String encoding = encoded ? part.encoding().toLowerCase(Locale.ROOT) : "binary";
        if (!BinarySection.KNOWN.contains(encoding)) {
            return false;
        }
        if (!section.specifier().isSubset()) {
            Extent wanted = partial.of(new Extent(0, DecodedOctets.measure(body, whole, encoding).size()));
            octets = new DecodedOctets(body, whole, encoding).cut(wanted);
            size = wanted.size();
        }
        return true;
    }

    /** BODYPARTSTRUCTURE (RFC 5524 3.1): of the message where no part is named; of the part where its header is. */
    public void writeStructure(ImapWriter out) {
        BodyPart root = message.structure().root();
        BodyStructure.write(out, section.path().isEmpty() ? root : section.part(root), true);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(byte[] buffer) throws StoreException {
        if (octets.remaining() == 0) {
            return 0;
        }
        int read = octets.read(buffer);
        if (read <= 0) {
            throw new MessageGone("the message is shorter than its structure says");
        }
        return read;
    }

    @Override
    public void close() {
        body.close();
    }
}
