package posthouse.imap.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A language that the texts of responses come in (RFC 5255 3). They stand in English where they are said; a translation is found
 * by that, with {@code %s} for what varies. What is missing stays English.
 *
 * @param tag of RFC 5646; {@code i-default} is what the server speaks before it is asked (RFC 2277 4.5)
 */
public record Language(String tag, Map<String, String> texts, List<Template> templates) {

    public static final Language DEFAULT = new Language("i-default", Map.of(), List.of());
    private static final Language ENGLISH = new Language("en", Map.of(), List.of());
    private static final Language CHINESE = read("zh", "zh.txt");
    /** Those a client may choose. */
    public static final List<Language> ALL = List.of(ENGLISH, CHINESE, DEFAULT);

    /** A text with {@code %s} once, taken apart there. */
    record Template(String before, String behind, String translation) {
        boolean fits(String text) {
            return text.length() >= before.length() + behind.length() && text.startsWith(before) && text.endsWith(behind);
        }

        String translate(String text) {
            return translation.replace("%s", text.substring(before.length(), text.length() - behind.length()));
        }
    }

    /** The language of this range, or of the part of it that is known here: {@code zh-CN} is {@code zh} (RFC 4647 3.4). */
    public static Optional<Language> find(String range) {
        String wanted = range.toLowerCase(Locale.ROOT);
        if (wanted.equals("default") || wanted.equals("*")) {
            return Optional.of(DEFAULT);
        }
        return ALL.stream().filter(l -> wanted.equals(l.tag) || wanted.startsWith(l.tag + "-")).findFirst();
    }

    /** Whether what it says may be other than US-ASCII. */
    boolean isUtf8() {
        return this != DEFAULT;
    }

    String translate(String english) {
        String translation = texts.get(english);
        if (translation != null) {
            return translation;
        }
        return templates.stream().filter(t -> t.fits(english)).findFirst().map(t -> t.translate(english)).orElse(english);
    }

    /** What a namespace is called (RFC 5255 3.4); {@code null} if it is called what it is named. */
    public String namespace(String prefix) {
        return texts.get(prefix);
    }

    /** Pairs of lines: the English text and its translation. Empty lines and such with # don't count. */
    private static Language read(String tag, String file) {
        try (InputStream in = Language.class.getResourceAsStream(file)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
            var texts = new HashMap<String, String>();
            var templates = new ArrayList<Template>();
            for (int i = 0; i < lines.size(); i += 2) {
                String english = lines.get(i);
                int hole = english.indexOf("%s");
                if (hole < 0) {
                    texts.put(english, lines.get(i + 1));
                } else {
                    templates.add(new Template(english.substring(0, hole), english.substring(hole + 2), lines.get(i + 1)));
                }
            }
            return new Language(tag, Map.copyOf(texts), List.copyOf(templates));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
