package posthouse.imap.fetch;

import java.util.Set;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.mime.MessageStructure;

/** What is told of a message's structure; always the same for the same octets (RFC 9051 2.3.1.1, 7.5.2). */
enum StructureText {

    ENVELOPE {
        @Override
        void write(ImapWriter out, MessageStructure structure) {
            Envelope.write(out, structure.envelope());
        }
    },
    BODY {
        @Override
        void write(ImapWriter out, MessageStructure structure) {
            BodyStructure.write(out, structure.root(), false);
        }
    },
    BODYSTRUCTURE {
        @Override
        void write(ImapWriter out, MessageStructure structure) {
            BodyStructure.write(out, structure.root(), true);
        }
    };

    /** The bits of some. */
    static int bits(Set<StructureText> some) {
        int bits = 0;
        for (StructureText each : some) {
            bits |= 1 << each.ordinal();
        }
        return bits;
    }

    abstract void write(ImapWriter out, MessageStructure structure);
}
