package posthouse.common.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The values of a key: read from TOML, checked, and written. */
final class Value {

    /** Not a value of this key; the message says what is expected. */
    static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }
    }

    private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smhd]?)");

    private Value() {
    }

    /** @param toml what the parser gives: String, Long, Boolean, TomlArray and others */
    static Object read(Key<?> key, Object toml) throws Wrong {
        Object value = convert(key, toml);
        if (value == null || !allows(key, value)) {
            throw new Wrong("expected " + expected(key) + ", not " + shown(toml));
        }
        return value;
    }

    private static Object convert(Key<?> key, Object toml) {
        if (key.type() == Duration.class) {
            return duration(toml);
        } else if (key.type() == List.class) {
            return list(toml);
        }
        return key.type().isInstance(toml) ? toml : null;
    }

    private static Duration duration(Object toml) {
        Matcher matcher = TIME.matcher(String.valueOf(toml));
        if (!(toml instanceof String || toml instanceof Long) || !matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** One text alone is a list of it. */
    private static List<?> list(Object toml) {
        if (toml instanceof String) {
            return List.of(toml);
        }
        boolean texts = toml instanceof TomlArray array && array.toList().stream().allMatch(String.class::isInstance);
        return texts ? List.copyOf(((TomlArray) toml).toList()) : null;
    }

    private static boolean allows(Key<?> key, Object value) {
        if (value instanceof Long number) {
            return key.min() <= number && number <= key.max();
        } else if (value instanceof Duration time) {
            return key.min() <= time.toSeconds() && time.toSeconds() <= key.max();
        }
        return key.allowed().isEmpty() || key.allowed().contains(value);
    }

    /** What a key takes, for people. */
    static String expected(Key<?> key) {
        if (key.type() == Long.class) {
            return "a number from " + key.min() + " to " + key.max();
        } else if (key.type() == Boolean.class) {
            return "true or false";
        } else if (key.type() == Duration.class) {
            return "a time from " + inUnits(key.min()) + " to " + inUnits(key.max()) + ", such as \"90s\", \"10m\", \"4h\", \"7d\"";
        } else if (key.type() == List.class) {
            return "a list of texts in quotes";
        }
        return key.allowed().isEmpty() ? "a text in quotes" : key.allowed().stream().map(Value::write).collect(Collectors.joining(" or "));
    }

    private static String shown(Object toml) {
        String text = toml instanceof TomlTable ? "a table"
            : toml instanceof TomlArray array ? array.toList().stream().map(Value::shown).collect(Collectors.joining(", ", "[", "]"))
            : write(toml);
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** A value as it stands in the file. */
    static String write(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Value::write).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Duration time) {
            return '"' + inUnits(time.toSeconds()) + '"';
        } else if (value instanceof String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", "?") + '"';
        }
        return String.valueOf(value);
    }

    private static String inUnits(long seconds) {
        if (seconds > 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        } else if (seconds > 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
