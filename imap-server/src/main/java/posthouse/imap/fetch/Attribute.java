package posthouse.imap.fetch;

import java.time.ZoneOffset;
import posthouse.imap.wire.ImapWriter;

/** The items that are just a name: RFC 9051 6.4.5; MODSEQ: RFC 7162 3.1.5; EMAILID: RFC 8474 5; SAVEDATE: RFC 8514 4.3. */
enum Attribute implements FetchItem {

    UID("UID", Source.VIEW) {
        @Override
        void value(ImapWriter out, Row row) {
            out.number(row.uid());
        }
    },
    FLAGS("FLAGS", Source.VIEW) {
        @Override
        void value(ImapWriter out, Row row) {
            out.flags(row.flags(), row.recent());
            row.told();
        }
    },
    MODSEQ("MODSEQ", Source.VIEW) {
        @Override
        void value(ImapWriter out, Row row) {
            out.open().number(row.modSeq()).close();
            row.toldModSeq();
        }
    },
    INTERNALDATE("INTERNALDATE", Source.SUMMARY) {
        @Override
        void value(ImapWriter out, Row row) {
            out.dateTime(row.message().internalDate(), row.message().zone());
        }
    },
    SAVEDATE("SAVEDATE", Source.SUMMARY) {
        @Override
        void value(ImapWriter out, Row row) {
            out.dateTime(row.message().saveDate(), ZoneOffset.UTC);
        }
    },
    SIZE("RFC822.SIZE", Source.SUMMARY) {
        @Override
        void value(ImapWriter out, Row row) {
            out.number(row.message().size());
        }
    },
    EMAILID("EMAILID", Source.SUMMARY) {
        @Override
        void value(ImapWriter out, Row row) {
            out.open().text(row.message().id()).close();
        }
    },
    ENVELOPE("ENVELOPE", Source.PREPARED) {
        @Override
        StructureText structureText() {
            return StructureText.ENVELOPE;
        }
    },
    BODY("BODY", Source.PREPARED) {
        @Override
        StructureText structureText() {
            return StructureText.BODY;
        }
    },
    BODYSTRUCTURE("BODYSTRUCTURE", Source.PREPARED) {
        @Override
        StructureText structureText() {
            return StructureText.BODYSTRUCTURE;
        }
    };

    private final String word;
    private final Source source;

    Attribute(String word, Source source) {
        this.word = word;
        this.source = source;
    }

    /** The attribute of this name in upper case, or {@code null}. */
    static Attribute of(String word) {
        for (Attribute attribute : values()) {
            if (attribute.word.equals(word)) {
                return attribute;
            }
        }
        return null;
    }

    String word() {
        return word;
    }

    /** Writes the value, of those that tell nothing of the structure. */
    void value(ImapWriter out, Row row) {
        throw new IllegalStateException(word + " comes from the structure");
    }

    /** What it tells of the structure; {@code null} if nothing. */
    StructureText structureText() {
        return null;
    }

    @Override
    public Source source() {
        return source;
    }

    @Override
    public Octets writeTo(ImapWriter out, Row row) {
        out.text(word).sp();
        if (structureText() != null) {
            return row.write(out, structureText());
        }
        value(out, row);
        return null;
    }
}
