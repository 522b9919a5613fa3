package posthouse.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.mime.BodyPart.Parameter;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

/**
 * A message structure as octets, for a row of the store: a version, the envelope, the parts from the root down. Numbers
 * take seven bits an octet, positions count from what lies before them, frequent words take one octet.
 */
public final class StructureCodec {
    private static final int VERSION = 1;
    /** Between an address's route, if it has one, and its mailbox: no unfolded field has it. */
    private static final char ROUTE_END = '\n';
    /** More than any scanner allows: damaged octets must not exhaust the stack. */
    private static final int MAX_DEPTH = 2 * MimeScanner.MAX_DEPTH;

    // What an envelope has
    private static final int SENDER_IS_FROM = 1;
    private static final int REPLY_TO_IS_FROM = 2;

    // What a part has
    private static final int ID = 1;
    private static final int DESCRIPTION = 1 << 1;
    private static final int MD5 = 1 << 2;
    private static final int DISPOSITION = 1 << 3;
    private static final int LANGUAGES = 1 << 4;
    private static final int LOCATION = 1 << 5;
    private static final int PARTS = 1 << 6;
    private static final int ENVELOPE = 1 << 7;

    private StructureCodec() {
    }

    public static byte[] encode(MessageStructure structure) {
        var out = new StructureWriter();
        out.number(VERSION);
        envelope(out, structure.envelope());
        part(out, structure.root(), 0);
        return out.octets();
    }

    /** @throws IllegalArgumentException if these are not the octets of a structure: damaged, cut off, of a later version */
    public static MessageStructure decode(byte[] octets) {
        var in = new StructureReader(octets);
        var structure = new MessageStructure(readEnvelope(begin(in)), readPart(in, 0, 0));
        in.end();
        return structure;
    }

    /** The envelope alone, which is quicker. */
    public static EnvelopeStructure decodeEnvelope(byte[] octets) {
        return readEnvelope(begin(new StructureReader(octets)));
    }

    private static StructureReader begin(StructureReader in) {
        long version = in.number();
        if (version != VERSION) {
            throw new IllegalArgumentException("structure of version " + version);
        }
        return in;
    }

    private static void envelope(StructureWriter out, EnvelopeStructure envelope) {
        boolean senderIsFrom = same(envelope.sender(), envelope.from());
        boolean replyToIsFrom = same(envelope.replyTo(), envelope.from());
        out.number((senderIsFrom ? SENDER_IS_FROM : 0) | (replyToIsFrom ? REPLY_TO_IS_FROM : 0));
        out.text(envelope.date());
        out.text(envelope.subject());
        addresses(out, envelope.from());
        if (!senderIsFrom) {
            addresses(out, envelope.sender());
        }
        if (!replyToIsFrom) {
            addresses(out, envelope.replyTo());
        }
        addresses(out, envelope.to());
        addresses(out, envelope.cc());
        addresses(out, envelope.bcc());
        out.text(envelope.inReplyTo());
        out.text(envelope.messageId());
    }

    private static EnvelopeStructure readEnvelope(StructureReader in) {
        long has = in.number();
        String date = in.text();
        String subject = in.text();
        List<Address> from = readAddresses(in);
        List<Address> sender = (has & SENDER_IS_FROM) != 0 ? from : readAddresses(in);
        List<Address> replyTo = (has & REPLY_TO_IS_FROM) != 0 ? from : readAddresses(in);
        return new EnvelopeStructure(date, subject, from, sender, replyTo, readAddresses(in), readAddresses(in), readAddresses(in),
            in.text(), in.text());
    }

    private static boolean same(List<Address> one, List<Address> other) {
        return one == other || one != null && one.equals(other);
    }

    private static void addresses(StructureWriter out, List<Address> addresses) {
        out.number(addresses == null ? 0 : addresses.size() + 1);
        if (addresses != null) {
            for (Address address : addresses) {
                out.text(address.name());
                out.text(address.route() == null ? address.mailbox() : address.route() + ROUTE_END + address.mailbox());
                out.text(address.host());
            }
        }
    }

    private static List<Address> readAddresses(StructureReader in) {
        int count = in.count();
        if (count == 0) {
            return null;
        }
        if (count == 2) {
            return List.of(address(in));
        }
        List<Address> addresses = new ArrayList<>(count - 1);
        for (int i = 1; i < count; i++) {
            addresses.add(address(in));
        }
        return List.copyOf(addresses);
    }

    private static Address address(StructureReader in) {
        String name = in.text();
        String mailbox = in.text();
        int end = mailbox == null ? -1 : mailbox.indexOf(ROUTE_END);
        return new Address(name, end < 0 ? null : mailbox.substring(0, end), mailbox == null ? null : mailbox.substring(end + 1), in.text());
    }

    private static void part(StructureWriter out, BodyPart part, long before) {
        out.number(has(part));
        out.number(part.headerStart() - before);
        out.number(part.bodyStart() - part.headerStart());
        out.number(part.bodyEnd() - part.bodyStart());
        out.number(part.lines());
        out.text(part.type());
        out.text(part.subtype());
        parameters(out, part.parameters());
        out.text(part.encoding());
        optional(out, part.id());
        optional(out, part.description());
        optional(out, part.md5());
        if (part.disposition() != null) {
            out.text(part.disposition());
            parameters(out, part.dispositionParameters());
        }
        if (!part.languages().isEmpty()) {
            out.number(part.languages().size());
            part.languages().forEach(out::text);
        }
        optional(out, part.location());
        if (part.envelope() != null) {
            envelope(out, part.envelope());
        }
        if (!part.parts().isEmpty()) {
            out.number(part.parts().size());
            long end = part.bodyStart();
            for (BodyPart inner : part.parts()) {
                part(out, inner, end);
                end = inner.bodyEnd();
            }
        }
    }

    private static int has(BodyPart part) {
        return (part.id() != null ? ID : 0) | (part.description() != null ? DESCRIPTION : 0) | (part.md5() != null ? MD5 : 0)
            | (part.disposition() != null ? DISPOSITION : 0) | (part.languages().isEmpty() ? 0 : LANGUAGES)
            | (part.location() != null ? LOCATION : 0) | (part.parts().isEmpty() ? 0 : PARTS) | (part.envelope() != null ? ENVELOPE : 0);
    }

    private static void optional(StructureWriter out, String text) {
        if (text != null) {
            out.text(text);
        }
    }

    private static BodyPart readPart(StructureReader in, long before, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("structure nested too deeply");
        }
        long has = in.number();
        long headerStart = before + in.number();
        long bodyStart = headerStart + in.number();
        long bodyEnd = bodyStart + in.number();
        long lines = in.number();
        String type = in.text();
        String subtype = in.text();
        List<Parameter> parameters = readParameters(in);
        String encoding = in.text();
        String id = (has & ID) != 0 ? in.text() : null;
        String description = (has & DESCRIPTION) != 0 ? in.text() : null;
        String md5 = (has & MD5) != 0 ? in.text() : null;
        String disposition = (has & DISPOSITION) != 0 ? in.text() : null;
        List<Parameter> dispositionParameters = (has & DISPOSITION) != 0 ? readParameters(in) : List.of();
        List<String> languages = (has & LANGUAGES) != 0 ? readTexts(in) : List.of();
        String location = (has & LOCATION) != 0 ? in.text() : null;
        EnvelopeStructure envelope = (has & ENVELOPE) != 0 ? readEnvelope(in) : null;
        List<BodyPart> parts = (has & PARTS) != 0 ? readParts(in, bodyStart, depth + 1) : List.of();
        return new BodyPart(headerStart, bodyStart, bodyEnd, lines, type, subtype, parameters, id, description, encoding, md5,
            disposition, dispositionParameters, languages, location, parts, envelope);
    }

    private static List<BodyPart> readParts(StructureReader in, long bodyStart, int depth) {
        int count = in.count();
        List<BodyPart> parts = new ArrayList<>(count);
        long end = bodyStart;
        for (int i = 0; i < count; i++) {
            BodyPart part = readPart(in, end, depth);
            parts.add(part);
            end = part.bodyEnd();
        }
        return List.copyOf(parts);
    }

    private static List<String> readTexts(StructureReader in) {
        int count = in.count();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        return texts;
    }

    private static void parameters(StructureWriter out, List<Parameter> parameters) {
        out.number(parameters.size());
        for (Parameter parameter : parameters) {
            out.text(parameter.name());
            out.text(parameter.value());
        }
    }

    private static List<Parameter> readParameters(StructureReader in) {
        int count = in.count();
        if (count == 0) {
            return List.of();
        }
        if (count == 1) {
            return List.of(new Parameter(in.text(), in.text()));
        }
        List<Parameter> parameters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parameters.add(new Parameter(in.text(), in.text()));
        }
        return List.copyOf(parameters);
    }
}
