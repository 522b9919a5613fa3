package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import posthouse.mailstore.mime.BodyPart.Parameter;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

/** What holds for the structure of any octets. */
final class Invariants {
    private final byte[] octets;

    private Invariants(byte[] octets) {
        this.octets = octets;
    }

    static void check(byte[] octets, MessageStructure structure) {
        var invariants = new Invariants(octets);
        BodyPart root = structure.root();
        assertThat(root.headerStart()).isZero();
        assertThat(root.bodyEnd()).isEqualTo(octets.length);
        invariants.envelope(structure.envelope());
        invariants.part(root, 0);
        assertThat(StructureCodec.decode(StructureCodec.encode(structure))).isEqualTo(structure);
        assertThat(StructureCodec.decodeEnvelope(StructureCodec.encode(structure))).isEqualTo(structure.envelope());
    }

    private void part(BodyPart part, int depth) {
        assertThat(depth).isLessThanOrEqualTo(MimeScanner.MAX_DEPTH + 1);
        assertThat(part.headerStart()).isLessThanOrEqualTo(part.bodyStart());
        assertThat(part.bodyStart()).isLessThanOrEqualTo(part.bodyEnd());
        assertThat(part.lines()).as("lines of %s", part).isEqualTo(lineEnds(part));
        assertThat(part.type()).isNotEmpty();
        assertThat(part.subtype()).isNotEmpty();
        assertThat(part.encoding()).isNotEmpty();
        texts(part).forEach(this::text);
        boolean multipart = part.type().equalsIgnoreCase("multipart");
        boolean message = part.type().equalsIgnoreCase("message") && part.subtype().matches("(?i)rfc822|global");
        assertThat(part.isMessage()).isEqualTo(message);
        assertThat(part.isMultipart()).isEqualTo(multipart);
        if (message) {
            envelope(part.envelope());
            assertThat(part.parts()).hasSize(1);
        } else if (!multipart) {
            assertThat(part.parts()).isEmpty();
        }
        long at = part.bodyStart();
        for (BodyPart inner : part.parts()) {
            assertThat(inner.headerStart()).isGreaterThanOrEqualTo(at);
            assertThat(inner.bodyEnd()).isLessThanOrEqualTo(part.bodyEnd());
            at = inner.bodyEnd();
            part(inner, depth + 1);
            if (multipart && !Mime4jOracleTest.isLeaf(part)) {
                betweenBoundaries(inner);
            }
        }
    }

    /**
     * A part of a multipart begins behind a line and ends before one, or with the message. But where two boundaries follow each
     * other and the second one's is a multipart further out, the line end between them belongs to that one: the empty part lies before it.
     */
    private void betweenBoundaries(BodyPart part) {
        if (part.headerStart() < part.bodyEnd()) {
            assertThat(octets[(int) part.headerStart() - 1]).isEqualTo((byte) '\n');
        }
        int at = (int) part.bodyEnd();
        if (at < octets.length && octets[at] != '-') {
            at += octets[at] == '\r' ? 2 : 1;
            assertThat(octets[at - 1]).isEqualTo((byte) '\n');
        }
        if (at < octets.length) {
            assertThat(new String(octets, at, 2, StandardCharsets.ISO_8859_1)).isEqualTo("--");
        }
    }

    private long lineEnds(BodyPart part) {
        long count = 0;
        for (long i = part.bodyStart(); i < part.bodyEnd(); i++) {
            count += octets[(int) i] == '\n' ? 1 : 0;
        }
        return count;
    }

    private static Stream<String> texts(BodyPart part) {
        List<String> texts = new ArrayList<>(part.languages());
        for (Parameter parameter : part.parameters()) {
            texts.addAll(List.of(parameter.name(), parameter.value()));
        }
        for (Parameter parameter : part.dispositionParameters()) {
            texts.addAll(List.of(parameter.name(), parameter.value()));
        }
        return Stream.concat(texts.stream(), Stream.of(part.type(), part.subtype(), part.encoding(), part.id(), part.description(), part.md5(),
            part.disposition(), part.location()).filter(Objects::nonNull));
    }

    private void envelope(EnvelopeStructure envelope) {
        Stream.of(envelope.date(), envelope.subject(), envelope.inReplyTo(), envelope.messageId()).filter(Objects::nonNull).forEach(this::text);
        Stream.of(envelope.from(), envelope.sender(), envelope.replyTo(), envelope.to(), envelope.cc(), envelope.bcc()).filter(Objects::nonNull)
            .forEach(this::addresses);
        assertThat(envelope.sender() == null).isEqualTo(envelope.from() == null && envelope.sender() == null);
    }

    private void addresses(List<Address> addresses) {
        assertThat(addresses).isNotEmpty();
        boolean inGroup = false;
        for (Address address : addresses) {
            Stream.of(address.name(), address.mailbox(), address.host()).filter(Objects::nonNull).forEach(this::text);
            if (address.host() == null) {
                assertThat(address.mailbox() == null).as("a group begins and ends: %s", addresses).isEqualTo(inGroup);
                inGroup = !inGroup;
            }
        }
        assertThat(inGroup).isFalse();
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c == '\r' || c == '\n' || c > 255) {
                fail("a char that no text may have at %d of %s", i, text);
            }
        }
    }
}
