package posthouse.common.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The list of keys, for people: the file that is shipped and the page that explains it. */
public final class ConfigurationPages {

    private static final String EXCEPTIONS = """


        A domain or an account may have a value of its own for these: %s. The account's is stronger than its domain's, and that is
        stronger than everybody's. `""` takes back a value of everybody that has no default.

        ```toml
        [%s."example.org"]
        # what holds for all accounts of this domain

        [%s."alice@example.org"]
        # what holds for her alone
        ```""";

    /** Keys by the table they stand in; those without a table first. */
    private final Map<String, List<Key<?>>> tables = new LinkedHashMap<>();

    public ConfigurationPages(Collection<Key<?>> keys) {
        tables.put("", new ArrayList<>());
        for (Key<?> key : keys) {
            tables.computeIfAbsent(table(key), name -> new ArrayList<>()).add(key);
        }
    }

    private static String table(Key<?> key) {
        int dot = key.name().lastIndexOf('.');
        return dot < 0 ? "" : key.name().substring(0, dot);
    }

    /** {@code conf/posthouse.toml}: each key with its default, behind a {@code #}. */
    public String toml() {
        var text = new StringBuilder("""
            # The configuration of Posthouse. Every key is here with its default: take away the # in front of those
            # that you want to change. `./posthouse check` says what is wrong with this file, and where.
            # `--set key=value` on the command line is stronger, for example `--set auth.plaintext=loopback`.
            """);
        tables.forEach((table, keys) -> {
            text.append(table.isEmpty() ? "\n" : "\n[" + table + "]\n");
            if (keys.stream().anyMatch(Key::perAccount)) {
                text.append("# A domain or an account may have its own %s:\n# in a table [%s.\"example.org\"] or [%s.\"alice@example.org\"].\n"
                    .formatted(leaves(keys), table, table));
            }
            for (Key<?> key : keys) {
                String name = key.name().substring(table.isEmpty() ? 0 : table.length() + 1);
                String value = key.fallback() == null ? "\"\"" : Value.write(key.fallback());
                text.append("# %s%s\n#%s = %s\n".formatted(key.explanation(), hint(key), name, value));
            }
        });
        return text.toString();
    }

    /** The keys that domains and accounts may have for themselves. */
    private static String leaves(List<Key<?>> keys) {
        return keys.stream().filter(Key::perAccount).map(key -> key.name().substring(key.name().lastIndexOf('.') + 1))
            .collect(Collectors.joining(", "));
    }

    /** What it takes, where the default doesn't show that. */
    private static String hint(Key<?> key) {
        boolean bounded = key.type() == Long.class || key.type() == Duration.class || !key.allowed().isEmpty();
        String expected = Value.expected(key);
        return bounded ? " " + Character.toUpperCase(expected.charAt(0)) + expected.substring(1) + "." : "";
    }

    /** {@code docs/configuration.md}. */
    public String markdown() {
        var text = new StringBuilder("""
            # Configuration

            Posthouse reads `conf/posthouse.toml` (another file with `--config FILE`), written in [TOML](https://toml.io). Without the
            file every key has its default. `--set key=value`, any number of times, is stronger than the file; the value is TOML,
            or taken as a text where it is not: `--set auth.plaintext=loopback`, `--set listeners.smtp.port=2525`.

            A key can be written in a table or with its whole name, which is the same:

            ```toml
            [auth]
            plaintext = "loopback"
            ```

            ```toml
            auth.plaintext = "loopback"
            ```

            `./posthouse check` names every mistake with file, line, column and key, and exits with 1 if there is one. The server
            reads its configuration when it starts. Relative paths are seen from the folder where the command is typed.

            This page and `conf/posthouse.toml` are made of the keys in the code; a test fails when they differ.
            """);
        tables.forEach((table, keys) -> {
            text.append("\n## ").append(table.isEmpty() ? "General" : "`" + table + "`");
            if (keys.stream().anyMatch(Key::perAccount)) {
                text.append(EXCEPTIONS.formatted(leaves(keys), table, table));
            }
            text.append("\n\n| key | default | takes | meaning |\n| --- | --- | --- | --- |\n");
            for (Key<?> key : keys) {
                String fallback = key.fallback() == null ? "not set" : '`' + Value.write(key.fallback()) + '`';
                text.append("| `%s` | %s | %s | %s |\n".formatted(key.name(), fallback, cell(Value.expected(key)), cell(key.explanation())));
            }
        });
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
