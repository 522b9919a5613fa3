package posthouse.imap.fetch;

import java.util.List;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.BodyPart.Parameter;

/**
 * The tree of a message's parts, written: BODYSTRUCTURE, and BODY without its extension data (RFC 9051 7.5.2, 9: body).
 * The scanner sees to it that there is always something grammatical to write: a multipart has parts, a message/rfc822 has an
 * envelope, a type has both its halves.
 */
final class BodyStructure {

    private final ImapWriter out;
    private final boolean extended;

    private BodyStructure(ImapWriter out, boolean extended) {
        this.out = out;
        this.extended = extended;
    }

    static void write(ImapWriter out, BodyPart root, boolean extended) {
        new BodyStructure(out, extended).body(root);
    }

    private void body(BodyPart part) {
        out.open();
        if (part.isMultipart()) {
            part.parts().forEach(this::body);
            multipart(part);
        } else {
            single(part);
        }
        out.close();
    }

    /** media-subtype and body-ext-mpart. */
    private void multipart(BodyPart part) {
        out.sp().string(part.subtype());
        if (extended) {
            parameters(out.sp(), part.parameters());
            dispositionLanguageLocation(part);
        }
    }

    /** body-type-1part. */
    private void single(BodyPart part) {
        out.string(part.type()).sp().string(part.subtype()).sp();
        parameters(out, part.parameters());
        out.sp().nstring(part.id()).sp().nstring(part.description()).sp().string(part.encoding()).sp().number(part.size());
        if (part.isMessage() && isTold(part.subtype())) {
            Envelope.write(out.sp(), part.envelope());
            out.sp();
            body(part.parts().get(0));
            out.sp().number(part.lines());
        } else if (part.type().equalsIgnoreCase("text")) {
            out.sp().number(part.lines());
        }
        if (extended) {
            out.sp().nstring(part.md5());
            dispositionLanguageLocation(part);
        }
    }

    /** RFC 9051 9, media-message: IMAP4rev1 knows only MESSAGE/RFC822 with envelope and body, the others also MESSAGE/GLOBAL. */
    private boolean isTold(String subtype) {
        return out.utf8() || subtype.equalsIgnoreCase("rfc822");
    }

    private void dispositionLanguageLocation(BodyPart part) {
        out.sp();
        if (part.disposition() == null) {
            out.nil();
        } else {
            out.open().string(part.disposition()).sp();
            parameters(out, part.dispositionParameters());
            out.close();
        }
        languages(out.sp(), part.languages());
        out.sp().nstring(part.location());
    }

    private static void parameters(ImapWriter out, List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            out.nil();
            return;
        }
        char before = '(';
        for (Parameter parameter : parameters) {
            out.octet(before).string(parameter.name()).sp().string(parameter.value());
            before = ' ';
        }
        out.close();
    }

    private static void languages(ImapWriter out, List<String> languages) {
        if (languages.isEmpty()) {
            out.nil();
            return;
        }
        char before = '(';
        for (String language : languages) {
            out.octet(before).string(language);
            before = ' ';
        }
        out.close();
    }
}
