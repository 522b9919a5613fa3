package posthouse.smtp.relay.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A policy as a domain publishes it (RFC 8461 3.2).
 *
 * @param mx patterns of its MX hosts, in lower case; a first label {@code *} stands for any one label
 * @param maxAge how long it may be kept, at most a year
 */
record StsPolicy(Mode mode, List<String> mx, Duration maxAge) {

    enum Mode { ENFORCE, TESTING, NONE }

    /** RFC 8461 3.2: the longest that a policy may live, in seconds. */
    private static final long MAX_AGE = 31_557_600;
    private static final int MAX_PATTERNS = 1000;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,31}");
    private static final Pattern MX = Pattern.compile("(\\*\\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    /** @throws BadPolicy if it is none; the message says why */
    static StsPolicy parse(String text) throws BadPolicy {
        var single = new HashMap<String, String>();
        var mx = new ArrayList<String>();
        for (String line : text.split("\r?\n")) {
            if (line.isBlank()) {
                continue;
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (!NAME.matcher(name).matches()) {
                throw new BadPolicy("a line of the policy is not a name and a value");
            }
            String value = line.substring(colon + 1).strip();
            if (name.equals("mx")) {
                mx.add(value.toLowerCase(Locale.ROOT));
            } else {
                single.putIfAbsent(name, value); // RFC 8461 3.2: the first of several counts
            }
        }
        return of(single, mx);
    }

    private static StsPolicy of(Map<String, String> single, List<String> mx) throws BadPolicy {
        if (!"STSv1".equals(single.get("version"))) {
            throw new BadPolicy("the policy is not of version STSv1");
        }
        Mode mode = switch (single.getOrDefault("mode", "")) {
            case "enforce" -> Mode.ENFORCE;
            case "testing" -> Mode.TESTING;
            case "none" -> Mode.NONE;
            default -> throw new BadPolicy("the policy has no mode");
        };
        if (mode != Mode.NONE && mx.isEmpty() || mx.size() > MAX_PATTERNS || !mx.stream().allMatch(p -> MX.matcher(p).matches())) {
            throw new BadPolicy("the policy's mx hosts are missing or not names");
        }
        String age = single.getOrDefault("max_age", "");
        if (!age.matches("[0-9]{1,10}")) {
            throw new BadPolicy("the policy has no max_age");
        }
        return new StsPolicy(mode, List.copyOf(mx), Duration.ofSeconds(Math.min(Long.parseLong(age), MAX_AGE)));
    }

    /** Whether an MX host is one of these: RFC 8461 4.1. */
    boolean matches(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        return mx.stream().anyMatch(p -> p.equals(name) || p.startsWith("*.") && dot > 0 && name.substring(dot).equals(p.substring(1)));
    }

    /** What was fetched is no policy. */
    static final class BadPolicy extends Exception {
        BadPolicy(String message) {
            super(message, null, false, false);
        }
    }
}
