package posthouse.pop3.wire;

import java.util.Map;

/**
 * A language that responses come in (RFC 6856 3).
 *
 * @param tag of RFC 5646: {@code en}, {@code zh}
 * @param name in the language itself
 * @param texts translations by the English text; what is missing stays English
 */
public record Language(String tag, String name, Map<String, String> texts) {

    public static final Language ENGLISH = new Language("en", "English", Map.of());

    String translate(String english) {
        return texts.getOrDefault(english, english);
    }
}
