package posthouse.smtp.command;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import posthouse.smtp.envelope.Notify;
import posthouse.smtp.envelope.OriginalRecipient;
import posthouse.smtp.envelope.RecipientParameters;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.SmtpReader.Parameter;

/** Reads the parameters of RCPT: NOTIFY and ORCPT (RFC 3461 4.1, 4.2; RFC 6533 3). Whether they count is said in {@link CommandTable}. */
final class RcptParameters {

    private static final int ORIGINAL_RECIPIENT = 500; // RFC 3461 4.2
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\x\\{([0-9A-Fa-f]{2,6})}"); // RFC 6533 3

    private RcptParameters() {
    }

    static RecipientParameters read(List<Parameter> parameters) throws BadSyntax {
        Optional<Set<Notify>> notify = Optional.empty();
        Optional<OriginalRecipient> original = Optional.empty();
        for (Parameter parameter : parameters) {
            switch (parameter.keyword()) {
                case "NOTIFY" -> notify = Optional.of(notify(parameter.value()));
                case "ORCPT" -> original = Optional.of(originalRecipient(parameter.value()));
                default -> throw BadSyntax.unknownParameter(parameter.keyword());
            }
        }
        return new RecipientParameters(notify, original);
    }

    private static Set<Notify> notify(String value) throws BadSyntax {
        var wanted = EnumSet.noneOf(Notify.class);
        if ("NEVER".equalsIgnoreCase(value)) { // it stands alone
            return wanted;
        }
        for (String word : String.valueOf(value).toUpperCase(Locale.ROOT).split(",", -1)) {
            wanted.add(Arrays.stream(Notify.values()).filter(n -> n.name().equals(word)).findFirst()
                .orElseThrow(() -> BadSyntax.argument("NOTIFY= wants NEVER, or SUCCESS, FAILURE and DELAY")));
        }
        return Collections.unmodifiableSet(wanted);
    }

    private static OriginalRecipient originalRecipient(String value) throws BadSyntax {
        int semicolon = value == null ? -1 : value.indexOf(';');
        if (semicolon < 0 || value.length() > ORIGINAL_RECIPIENT || !TYPE.matcher(value.substring(0, semicolon)).matches()) {
            throw BadSyntax.argument("ORCPT= wants type;address");
        }
        String type = value.substring(0, semicolon).toLowerCase(Locale.ROOT);
        String encoded = value.substring(semicolon + 1);
        String address = type.equals("utf-8") ? unicode(encoded) : Xtext.decode("ORCPT", encoded);
        if (address.chars().anyMatch(Character::isISOControl)) { // it stands in a report's header
            throw BadSyntax.argument("ORCPT= has control characters");
        }
        return new OriginalRecipient(type, address);
    }

    /** utf-8-addr-xtext, or utf-8-addr-unitext as it stands: RFC 6533 3. */
    private static String unicode(String encoded) throws BadSyntax {
        if (encoded.isEmpty() || encoded.indexOf('=') >= 0) {
            throw BadSyntax.argument("ORCPT= wants an address");
        }
        var decoded = new StringBuilder();
        var matcher = UNICODE_ESCAPE.matcher(encoded);
        while (matcher.find()) {
            int character = Integer.parseInt(matcher.group(1), 16);
            if (!Character.isDefined(character) || character > 0x10ffff || character >= 0xd800 && character < 0xe000) {
                throw BadSyntax.argument("ORCPT= has no such character");
            }
            matcher.appendReplacement(decoded, "");
            decoded.appendCodePoint(character);
        }
        return matcher.appendTail(decoded).toString();
    }
}
