package posthouse.pop3.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A language that responses come in (RFC 6856 3).
 *
 * @param tag of RFC 5646
 * @param name in the language itself
 * @param texts translations by the English text; what is missing stays English
 */
public record Language(String tag, String name, Map<String, String> texts) {

    public static final Language ENGLISH = new Language("en", "English", Map.of());
    private static final Language CHINESE = new Language("zh", "中文", read("zh.txt"));
    public static final List<Language> ALL = List.of(ENGLISH, CHINESE);

    /**
     * The language of this tag, or of the part of it that is known here: {@code zh-CN} is {@code zh} (RFC 4647 3.4). {@code *}
     * and {@code i-default} are English.
     */
    public static Optional<Language> find(String range) {
        String wanted = range.toLowerCase(Locale.ROOT);
        if (wanted.equals("*") || wanted.equals("i-default")) {
            return Optional.of(ENGLISH);
        }
        return ALL.stream().filter(l -> wanted.equals(l.tag) || wanted.startsWith(l.tag + "-")).findFirst();
    }

    String translate(String english) {
        return texts.getOrDefault(english, english);
    }

    /** Pairs of lines: the English text and its translation. Empty lines and such with # don't count. */
    private static Map<String, String> read(String file) {
        try (InputStream in = Language.class.getResourceAsStream(file)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
            var texts = new HashMap<String, String>();
            for (int i = 0; i < lines.size(); i += 2) {
                texts.put(lines.get(i), lines.get(i + 1));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
