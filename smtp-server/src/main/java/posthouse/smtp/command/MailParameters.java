package posthouse.smtp.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import posthouse.smtp.envelope.Body;
import posthouse.smtp.envelope.DeliverBy;
import posthouse.smtp.envelope.Ret;
import posthouse.smtp.envelope.SenderParameters;
import posthouse.smtp.filter.Solicitations;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.SmtpReader.Parameter;

/**
 * Reads the parameters of MAIL: SIZE (RFC 1870 3), BODY (RFC 6152 2, RFC 3030 3), SMTPUTF8 (RFC 6531 3.4), AUTH (RFC 4954 5),
 * RET and ENVID (RFC 3461 4.3, 4.4), BY (RFC 2852 4), HOLDFOR and HOLDUNTIL (RFC 4865 4), MT-PRIORITY (RFC 6710 4), REQUIRETLS
 * (RFC 8689 2), SOLICIT (RFC 3865 2.2). Which of them count for a client is said in {@link CommandTable}.
 */
final class MailParameters {

    /** How far ahead a message may be submitted: RFC 4865 3. */
    static final long MAX_HOLD_SECONDS = 30 * 86_400L;

    private static final int SIZE_DIGITS = 20; // RFC 1870 3
    private static final int ENVELOPE_ID = 100; // RFC 3461 4.4
    private static final Pattern DELIVER_BY = Pattern.compile("([-+]?[0-9]{1,9});([NRnr])([Tt]?)"); // RFC 2852 4
    private static final Pattern PRIORITY = Pattern.compile("-?[0-9]"); // RFC 6710 4.1

    private long size;
    private Body body = Body.SEVEN_BIT;
    private boolean smtpUtf8;
    private Optional<Ret> ret = Optional.empty();
    private Optional<String> envelopeId = Optional.empty();
    private Optional<DeliverBy> by = Optional.empty();
    private Optional<Instant> holdUntil = Optional.empty();
    private OptionalInt priority = OptionalInt.empty();
    private boolean requireTls;
    private List<String> solicitations = List.of();

    private MailParameters() {
    }

    static SenderParameters read(List<Parameter> parameters) throws BadSyntax {
        var read = new MailParameters();
        for (Parameter parameter : parameters) {
            read.read(parameter, parameter.value());
        }
        return new SenderParameters(read.size, read.body, read.smtpUtf8, read.ret, read.envelopeId, read.by, read.holdUntil, read.priority,
            read.requireTls, read.solicitations);
    }

    private void read(Parameter parameter, String value) throws BadSyntax {
        switch (parameter.keyword()) {
            case "SIZE" -> size = size(value);
            case "BODY" -> body = body(value);
            case "SMTPUTF8" -> smtpUtf8 = noValue(parameter);
            case "AUTH" -> Xtext.decode("AUTH", value); // who is said to have submitted it isn't believed and not passed on (RFC 4954 5)
            case "RET" -> ret = Optional.of(ret(value));
            case "ENVID" -> envelopeId = Optional.of(envelopeId(value));
            case "BY" -> by = Optional.of(deliverBy(value));
            case "HOLDFOR" -> hold(Instant.now().plusSeconds(holdSeconds(value)));
            case "HOLDUNTIL" -> hold(date(value));
            case "MT-PRIORITY" -> priority = OptionalInt.of(priority(value));
            case "SOLICIT" -> solicitations = Solicitations.keywords(value).orElseThrow(() -> BadSyntax.argument("SOLICIT= wants keywords as org.example:ADV"));
            case "REQUIRETLS" -> requireTls = noValue(parameter);
            default -> throw BadSyntax.unknownParameter(parameter.keyword());
        }
    }

    private static long size(String value) throws BadSyntax {
        if (value == null || value.length() > SIZE_DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw BadSyntax.argument("SIZE= wants up to 20 digits");
        }
        return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
    }

    private static Body body(String value) throws BadSyntax {
        for (Body body : Body.values()) {
            if (body.keyword().equalsIgnoreCase(value)) {
                return body;
            }
        }
        throw BadSyntax.argument("BODY= wants 7BIT, 8BITMIME or BINARYMIME");
    }

    private static boolean noValue(Parameter parameter) throws BadSyntax {
        if (parameter.value() != null) {
            throw BadSyntax.argument(parameter.keyword() + " has no value");
        }
        return true;
    }

    private static Ret ret(String value) throws BadSyntax {
        for (Ret ret : Ret.values()) {
            if (ret.name().equalsIgnoreCase(value)) {
                return ret;
            }
        }
        throw BadSyntax.argument("RET= wants FULL or HDRS");
    }

    private static String envelopeId(String value) throws BadSyntax {
        String id = Xtext.decode("ENVID", value);
        if (value.length() > ENVELOPE_ID || !id.chars().allMatch(c -> c >= ' ' && c <= '~')) { // it stands in a report's header
            throw BadSyntax.argument("ENVID= wants up to 100 characters of printable US-ASCII");
        }
        return id;
    }

    private static DeliverBy deliverBy(String value) throws BadSyntax {
        var matcher = DELIVER_BY.matcher(String.valueOf(value));
        if (!matcher.matches()) {
            throw BadSyntax.argument("BY= wants seconds;N or seconds;R");
        }
        long seconds = Long.parseLong(matcher.group(1));
        boolean notify = matcher.group(2).equalsIgnoreCase("N");
        if (!notify && seconds <= 0) {
            throw BadSyntax.argument("BY= with R wants a time to come"); // RFC 2852 4
        }
        return new DeliverBy(seconds, notify ? DeliverBy.Mode.NOTIFY : DeliverBy.Mode.RETURN, !matcher.group(3).isEmpty());
    }

    private static long holdSeconds(String value) throws BadSyntax {
        if (value == null || !value.matches("[0-9]{1,9}")) {
            throw BadSyntax.argument("HOLDFOR= wants seconds");
        }
        return Long.parseLong(value);
    }

    private static Instant date(String value) throws BadSyntax {
        try {
            return OffsetDateTime.parse(String.valueOf(value)).toInstant(); // RFC 3339 5.6, as RFC 4865 4 has it
        } catch (DateTimeException e) {
            throw BadSyntax.argument("HOLDUNTIL= wants a date as 2026-12-31T23:59:59Z");
        }
    }

    private void hold(Instant until) throws BadSyntax {
        if (holdUntil.isPresent()) {
            throw BadSyntax.argument("HOLDFOR and HOLDUNTIL exclude each other"); // RFC 4865 4
        }
        if (until.isAfter(Instant.now().plusSeconds(MAX_HOLD_SECONDS))) {
            throw BadSyntax.argument("Mail is held for " + MAX_HOLD_SECONDS + " seconds at most");
        }
        holdUntil = Optional.of(until);
    }

    private static int priority(String value) throws BadSyntax {
        if (value == null || !PRIORITY.matcher(value).matches()) {
            throw BadSyntax.argument("MT-PRIORITY= wants -9 to 9");
        }
        return Integer.parseInt(value);
    }
}
