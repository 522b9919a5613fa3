package posthouse.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an S line expects.
 *
 * @param raw as it stands in the file
 */
record ServerText(String raw) {

    private static final Pattern PLACE = Pattern.compile("<([a-z][a-z0-9-]*|\\.\\.\\.)>");

    /** The names it remembers. */
    Set<String> names() {
        var names = new TreeSet<String>();
        PLACE.matcher(raw).results().map(m -> m.group(1)).filter(ServerText::isName).forEach(names::add);
        return names;
    }

    private static boolean isName(String place) {
        return !place.equals("text") && !place.equals("...");
    }

    boolean isExact() {
        return !PLACE.matcher(raw).find();
    }

    /** What the names have matched with, added to {@code values}, or {@code null} if the line isn't this one. */
    Map<String, String> match(String line, Map<String, String> values) {
        return match(line, values, false);
    }

    /** Like {@link #match}, but the line may go on behind it. */
    boolean begins(String line, Map<String, String> values) {
        return match(line, values, true) != null;
    }

    private Map<String, String> match(String line, Map<String, String> values, boolean prefix) {
        var groups = new ArrayList<String>();
        var expression = expression(values, groups);
        var matcher = Pattern.compile(expression + (prefix ? ".*" : ""), Pattern.DOTALL).matcher(line);
        if (!matcher.matches()) {
            return null;
        }
        var all = new HashMap<>(values);
        for (int i = 0; i < groups.size(); i++) {
            all.put(groups.get(i), matcher.group(i + 1));
        }
        return all;
    }

    private String expression(Map<String, String> values, List<String> groups) {
        var expression = new StringBuilder();
        var places = PLACE.matcher(raw);
        int from = 0;
        while (places.find()) {
            expression.append(literal(raw.substring(from, places.start()))).append(place(places, values, groups));
            from = places.end();
        }
        return expression.append(literal(raw.substring(from))).toString();
    }

    private static String place(Matcher place, Map<String, String> values, List<String> groups) {
        String name = place.group(1);
        if (!isName(name)) {
            return name.equals("text") ? ".+" : ".*";
        } else if (values.containsKey(name)) {
            return Pattern.quote(values.get(name));
        } else if (groups.contains(name)) {
            return "\\" + (groups.indexOf(name) + 1) + "(?:)";
        }
        groups.add(name);
        return "(.+?)";
    }

    private static String literal(String text) {
        return text.isEmpty() ? "" : Pattern.quote(Octets.unescape(text));
    }
}
