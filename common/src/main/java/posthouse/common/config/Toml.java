package posthouse.common.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads TOML, from the file and from the command line. */
final class Toml {

    /** Takes what was found. */
    interface Receiver {
        void value(String name, Object value, Origin origin);

        void problem(Problem problem);
    }

    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern NOTHING = Pattern.compile("\\s*(#.*)?");
    private static final Pattern TABLE = Pattern.compile("\\s*\\[([A-Za-z0-9_.-]+)]\\s*(#.*)?");

    private final KeyNames names;
    private final Receiver receiver;

    Toml(KeyNames names, Receiver receiver) {
        this.names = names;
        this.receiver = receiver;
    }

    void readFile(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            problem(file, 1, 1, "there is no such file");
            return;
        } catch (CharacterCodingException e) {
            problem(file, 1, 1, "the file isn't UTF-8");
            return;
        } catch (IOException e) {
            problem(file, 1, 1, "can't be read; " + (Files.isDirectory(file) ? "it is a folder" : "its permissions don't allow it"));
            return;
        }
        if (!text.lines().allMatch(this::setsNothing)) {
            read(file, org.tomlj.Toml.parse(text));
        }
    }

    /** The file as it is shipped: that is known without the parser, which takes 150 ms of the start. */
    private boolean setsNothing(String line) {
        var table = TABLE.matcher(line);
        return NOTHING.matcher(line).matches() || table.matches() && names.isTable(table.group(1));
    }

    private void read(Path file, TomlParseResult result) {
        for (TomlParseError error : result.errors()) {
            String message = error.getMessage();
            String hint = message.endsWith("expected a value") ? " (a text stands in quotes)" : "";
            problem(file, error.position().line(), error.position().column(), message + hint);
        }
        readTable(file, "", result);
    }

    private void readTable(Path file, String prefix, TomlTable table) {
        for (String key : table.keySet()) {
            String name = prefix + (BARE.matcher(key).matches() ? key : '"' + key + '"');
            Object value = table.get(List.of(key));
            TomlPosition position = table.inputPositionOf(List.of(key));
            var origin = new Origin(file.toString(), position.line(), position.column());
            if (value instanceof TomlTable inner && names.find(name).isEmpty() && (!inner.isEmpty() || names.isTable(name))) {
                readTable(file, name + '.', inner);
            } else {
                receiver.value(name, value, origin);
            }
        }
    }

    /** {@code key=value}: the value is TOML, or a text where it isn't. */
    void readArgument(String argument) {
        int equals = argument.indexOf('=');
        var origin = Origin.ofArgument(argument);
        if (equals < 1) {
            receiver.problem(new Problem(origin, "expected key=value"));
            return;
        }
        String name = argument.substring(0, equals).strip();
        String text = argument.substring(equals + 1).strip();
        // A key that takes a text gets one, quoted or not: --set hostname=1234.example
        boolean wantsText = names.keyOf(name).filter(key -> key.type() == String.class).isPresent();
        Object value = parse(text).filter(toml -> !wantsText || toml instanceof String).orElse(text);
        receiver.value(name, value, origin);
    }

    private static Optional<Object> parse(String text) {
        if (BARE.matcher(text).matches() && Character.isLetter(text.charAt(0))) {
            return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
        }
        if (text.matches("-?[1-9][0-9]{0,17}|0")) {
            return Optional.of(Long.valueOf(text));
        }
        var result = text.contains("\n") ? null : org.tomlj.Toml.parse("value = " + text);
        return result == null || result.hasErrors() ? Optional.empty() : Optional.ofNullable(result.get("value"));
    }

    private void problem(Path file, int line, int column, String text) {
        receiver.problem(new Problem(new Origin(file.toString(), line, column), text));
    }
}
