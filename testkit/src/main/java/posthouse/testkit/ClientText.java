package posthouse.testkit;

import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a C line says, with the names in it.
 *
 * @param raw as it stands in the file
 * @param names those in it that S lines above match
 */
record ClientText(String raw, Set<String> names) {

    private static final Pattern PLACE = Pattern.compile("<base64 ([^>]*)>|<([a-z][a-z0-9-]*)>");

    static ClientText parse(String raw, Set<String> known) {
        var names = new TreeSet<String>();
        PLACE.matcher(raw).results().map(m -> m.group(2)).filter(n -> n != null && known.contains(n)).forEach(names::add);
        return new ClientText(raw, names);
    }

    /** The octets, with their CRLF. */
    String octets(Map<String, String> values) {
        boolean whole = !raw.endsWith("\\");
        var filled = new StringBuilder();
        var places = PLACE.matcher(whole ? raw : raw.substring(0, raw.length() - 1));
        int from = 0;
        while (places.find()) {
            filled.append(Octets.unescape(raw.substring(from, places.start()))).append(value(places, values));
            from = places.end();
        }
        String tail = whole ? raw.substring(from) : raw.substring(from, raw.length() - 1);
        return filled + Octets.unescape(tail) + (whole ? "\r\n" : "");
    }

    private String value(Matcher place, Map<String, String> values) {
        if (place.group(1) != null) {
            return Base64.getEncoder().encodeToString(Octets.bytes(Octets.unescape(place.group(1))));
        }
        return names.contains(place.group(2)) ? values.get(place.group(2)) : place.group();
    }
}
