package posthouse.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.mime.BodyPart.Parameter;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

/**
 * What the header of a message or of a part says, as far as IMAP tells it. Of a field that is there twice the first counts, but
 * lists of addresses are joined.
 */
final class EntityHeader {
    private static final Parameter US_ASCII = new Parameter("charset", "us-ascii");
    private static final List<Parameter> ONLY_US_ASCII = List.of(US_ASCII);

    String type;
    String subtype;
    List<Parameter> parameters = List.of();
    String id;
    String description;
    String encoding = "7BIT"; // RFC 2045 6.1
    String md5;
    String disposition;
    List<Parameter> dispositionParameters = List.of();
    List<String> languages = List.of();
    String location;
    EnvelopeStructure envelope;

    private final Allowance allowance;
    private boolean encodingSeen;
    private String date;
    private String subject;
    private List<Address> from;
    private List<Address> sender;
    private List<Address> replyTo;
    private List<Address> to;
    private List<Address> cc;
    private List<Address> bcc;
    private String inReplyTo;
    private String messageId;

    /**
     * @param ofMessage whether these are a message's fields, which make an envelope
     * @param inDigest whether the default type is message/rfc822 (RFC 2046 5.1.5)
     */
    EntityHeader(HeaderFields fields, boolean ofMessage, boolean inDigest, Allowance allowance) {
        this.allowance = allowance;
        while (fields.next()) {
            if (!readContentField(fields) && ofMessage) {
                readEnvelopeField(fields);
            }
        }
        if (type == null) {
            type = inDigest ? "message" : "text";
            subtype = inDigest ? "rfc822" : "plain";
        }
        if (isText()) {
            addCharset();
        }
        if (ofMessage) {
            // RFC 9051 7.5.2: without Sender or Reply-To the server tells From's addresses
            envelope = new EnvelopeStructure(date, subject, from, sender == null ? from : sender, replyTo == null ? from : replyTo,
                to, cc, bcc, inReplyTo, messageId);
        }
    }

    boolean isText() {
        return type.equalsIgnoreCase("text");
    }

    boolean isMultipart() {
        return type.equalsIgnoreCase("multipart");
    }

    boolean isMessage() {
        return type.equalsIgnoreCase("message") && (subtype.equalsIgnoreCase("rfc822") || subtype.equalsIgnoreCase("global"));
    }

    /** Whether the content is there as it is, to be looked into (RFC 2045 6.2). */
    boolean isIdentityEncoded() {
        return encoding.equalsIgnoreCase("7bit") || encoding.equalsIgnoreCase("8bit") || encoding.equalsIgnoreCase("binary");
    }

    private boolean readContentField(HeaderFields field) {
        if (field.nameIs("Content-Type")) {
            readType(field);
        } else if (field.nameIs("Content-Transfer-Encoding")) {
            readEncoding(field);
        } else if (field.nameIs("Content-Disposition")) {
            readDisposition(field);
        } else if (field.nameIs("Content-ID")) {
            id = id == null ? nonEmpty(field.value()) : id;
        } else if (field.nameIs("Content-Description")) {
            description = description == null ? nonEmpty(field.value()) : description;
        } else if (field.nameIs("Content-MD5")) {
            md5 = md5 == null ? nonEmpty(field.value()) : md5;
        } else if (field.nameIs("Content-Location")) {
            location = location == null ? nonEmpty(field.value()) : location;
        } else if (field.nameIs("Content-Language")) {
            languages = languages.isEmpty() ? languages(field.value()) : languages;
        } else {
            return false;
        }
        return true;
    }

    private void readEnvelopeField(HeaderFields field) {
        if (field.nameIs("Date")) {
            date = date == null ? field.value() : date;
        } else if (field.nameIs("Subject")) {
            subject = subject == null ? field.value() : subject;
        } else if (field.nameIs("From")) {
            from = more(from, field);
        } else if (field.nameIs("Sender")) {
            sender = more(sender, field);
        } else if (field.nameIs("Reply-To")) {
            replyTo = more(replyTo, field);
        } else if (field.nameIs("To")) {
            to = more(to, field);
        } else if (field.nameIs("Cc")) {
            cc = more(cc, field);
        } else if (field.nameIs("Bcc")) {
            bcc = more(bcc, field);
        } else if (field.nameIs("In-Reply-To")) {
            inReplyTo = inReplyTo == null ? field.value() : inReplyTo;
        } else if (field.nameIs("Message-ID")) {
            messageId = messageId == null ? field.value() : messageId;
        }
    }

    /** RFC 5322 4.5.3: what several fields of a name have is one list. */
    private List<Address> more(List<Address> addresses, HeaderFields field) {
        List<Address> more = AddressList.parse(field.value(), allowance);
        if (addresses == null || more == null) {
            return addresses == null ? more : addresses;
        }
        List<Address> all = new ArrayList<>(addresses);
        all.addAll(more);
        return all;
    }

    /** RFC 2045 5.2: a type that is none is text/plain. */
    private void readType(HeaderFields field) {
        if (type != null) {
            return;
        }
        var content = ParameterizedValue.parse(field.value(), allowance);
        var in = new Lexer(content.value());
        type = in.until("/");
        in.skipBlanks();
        boolean slash = in.take('/');
        in.skipBlanks();
        subtype = in.until("/");
        if (slash && !type.isEmpty() && !subtype.isEmpty()) {
            parameters = content.parameters();
        } else {
            type = "text";
            subtype = "plain";
        }
    }

    private void readEncoding(HeaderFields field) {
        String word = encodingSeen ? null : ParameterizedValue.parse(field.value(), allowance).firstWord();
        if (word != null) {
            encoding = word;
            encodingSeen = true;
        }
    }

    private void readDisposition(HeaderFields field) {
        if (disposition == null) {
            var value = ParameterizedValue.parse(field.value(), allowance);
            disposition = value.firstWord();
            dispositionParameters = disposition == null ? List.of() : value.parameters();
        }
    }

    private List<String> languages(String field) {
        List<String> languages = new ArrayList<>();
        var in = new Lexer(field);
        while (!in.atEnd()) {
            in.skipBlanks();
            String language = in.until(",(");
            if (!language.isEmpty() && allowance.take()) {
                languages.add(language);
            }
            in.skipBlanks();
            in.take(',');
        }
        return List.copyOf(languages);
    }

    /** RFC 2045 5.2. Dovecot tells it of every text, not only of text/plain. */
    private void addCharset() {
        if (parameters.isEmpty()) {
            parameters = ONLY_US_ASCII;
        } else if (Parameters.octets(parameters, "charset") == null) {
            List<Parameter> all = new ArrayList<>(parameters);
            all.add(US_ASCII);
            parameters = List.copyOf(all);
        }
    }

    private static String nonEmpty(String value) {
        return value.isEmpty() ? null : value;
    }
}
