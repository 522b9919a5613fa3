package posthouse.server.admin;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an account or a domain may have; 0 for no limit. */
record Limits(long octets, long messages) {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}(?=[kmgt])|\\d{1,15})([kmgt]?)(i?b)?");

    /** What is asked for with {@code --octets} and {@code --messages}, the other staying as it is; empty if neither is there. */
    static Optional<Limits> of(AdminRequest request, long octets, long messages) throws AdminFailure {
        if (!request.has("octets") && !request.has("messages")) {
            return Optional.empty();
        }
        return Optional.of(new Limits(request.has("octets") ? size(request.options().get("octets")) : octets,
            request.has("messages") ? size(request.options().get("messages")) : messages));
    }

    /** What is asked for with this option; else what there is. */
    static long of(AdminRequest request, String option, long before) throws AdminFailure {
        return request.has(option) ? size(request.options().get(option)) : before;
    }

    static String line(Object whose, long octets, long octetLimit, long messages, long messageLimit) {
        return whose + ": " + octets + " of " + limit(octetLimit) + " octets, " + messages + " of " + limit(messageLimit) + " messages";
    }

    private static String limit(long limit) {
        return limit == 0 ? "unlimited" : Long.toString(limit);
    }

    private static long size(String text) throws AdminFailure {
        var matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (text.equalsIgnoreCase("none")) {
            return 0;
        } else if (!matcher.matches()) {
            throw new AdminFailure("'" + text + "' is no limit; expected a number, with k, m, g or t behind it if you like, or none");
        }
        int thousands = matcher.group(2).isEmpty() ? 0 : "kmgt".indexOf(matcher.group(2)) + 1;
        return Long.parseLong(matcher.group(1)) << 10 * thousands;
    }
}
