package posthouse.mailstore.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Charsets by the names that mails give them. Where mails commonly say one charset and use a larger one, the larger is meant:
 * windows-1252 for ISO-8859-1, GB18030 for GB2312, windows-949 for EUC-KR, windows-31j for Shift_JIS.
 */
public final class Charsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final Map<Charset, Boolean> EXTENDS_ASCII = new ConcurrentHashMap<>();
    private static final byte[] ASCII = new byte[128];

    static {
        for (int i = 0; i < ASCII.length; i++) {
            ASCII[i] = (byte) i;
        }
    }

    private static final Map<String, String> MEANT = Map.ofEntries(
        Map.entry("utf8", "UTF-8"), Map.entry("utf-8mb4", "UTF-8"), Map.entry("unicode-1-1-utf-8", "UTF-8"), Map.entry("cp65001", "UTF-8"),
        Map.entry("iso-8859-1", "windows-1252"), Map.entry("iso_8859-1", "windows-1252"), Map.entry("iso8859-1", "windows-1252"),
        Map.entry("iso88591", "windows-1252"), Map.entry("latin1", "windows-1252"), Map.entry("latin-1", "windows-1252"),
        Map.entry("l1", "windows-1252"), Map.entry("iso-8859-1-windows-3.1-latin-1", "windows-1252"),
        Map.entry("iso-8859-8-i", "ISO-8859-8"), Map.entry("iso-8859-8-e", "ISO-8859-8"), Map.entry("iso-8859-6-i", "ISO-8859-6"),
        Map.entry("iso-8859-6-e", "ISO-8859-6"), Map.entry("iso-8859-9", "windows-1254"), Map.entry("iso-8859-11", "x-windows-874"),
        Map.entry("tis-620", "x-windows-874"), Map.entry("windows-874", "x-windows-874"),
        Map.entry("gb2312", "GB18030"), Map.entry("gb_2312-80", "GB18030"), Map.entry("gb2312-80", "GB18030"), Map.entry("gbk", "GB18030"),
        Map.entry("x-gbk", "GB18030"), Map.entry("cp936", "GB18030"), Map.entry("ms936", "GB18030"), Map.entry("windows-936", "GB18030"),
        Map.entry("euc-cn", "GB18030"), Map.entry("x-euc-cn", "GB18030"), Map.entry("chinese", "GB18030"), Map.entry("csgb2312", "GB18030"),
        Map.entry("big5", "Big5-HKSCS"), Map.entry("cn-big5", "Big5-HKSCS"), Map.entry("x-x-big5", "Big5-HKSCS"), Map.entry("cp950", "Big5-HKSCS"),
        Map.entry("ks_c_5601-1987", "x-windows-949"), Map.entry("ks_c_5601-1989", "x-windows-949"), Map.entry("ks_c_5601", "x-windows-949"),
        Map.entry("ksc5601", "x-windows-949"), Map.entry("ksc_5601", "x-windows-949"), Map.entry("ks_c-5601-1987", "x-windows-949"),
        Map.entry("euc-kr", "x-windows-949"), Map.entry("euckr", "x-windows-949"), Map.entry("korean", "x-windows-949"),
        Map.entry("uhc", "x-windows-949"), Map.entry("cp949", "x-windows-949"), Map.entry("windows-949", "x-windows-949"),
        Map.entry("shift_jis", "windows-31j"), Map.entry("shift-jis", "windows-31j"), Map.entry("sjis", "windows-31j"),
        Map.entry("x-sjis", "windows-31j"), Map.entry("cp932", "windows-31j"), Map.entry("ms_kanji", "windows-31j"),
        Map.entry("iso-2022-jp", "x-windows-iso2022jp"), Map.entry("cp50220", "x-windows-iso2022jp"), Map.entry("cp50221", "x-windows-iso2022jp"),
        Map.entry("macintosh", "x-MacRoman"), Map.entry("x-mac-roman", "x-MacRoman"), Map.entry("x-mac-cyrillic", "x-MacCyrillic"),
        Map.entry("koi8", "KOI8-R"), Map.entry("koi", "KOI8-R"), Map.entry("x-unicode-2-0-utf-8", "UTF-8"));

    /** All that the JDK has, by lower-case name and alias. Asking it for an unknown name takes it 0.5 ms. */
    private static final class Known {
        static final Map<String, Charset> BY_NAME = new HashMap<>();

        static {
            Charset.availableCharsets().values().forEach(Known::add);
            MEANT.forEach((name, meant) -> BY_NAME.put(name, BY_NAME.getOrDefault(meant.toLowerCase(Locale.ROOT), BY_NAME.get(name))));
        }

        private static void add(Charset charset) {
            charset.aliases().forEach(alias -> BY_NAME.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
            BY_NAME.put(charset.name().toLowerCase(Locale.ROOT), charset);
        }
    }

    private Charsets() {
    }

    /** The charset of this name, in any case; {@code null} if it is none or unknown. US-ASCII is returned as such. */
    public static Charset find(String name) {
        String key = name.trim().toLowerCase(Locale.ROOT);
        return switch (key) {
            case "utf-8" -> StandardCharsets.UTF_8;
            case "us-ascii" -> StandardCharsets.US_ASCII;
            case "iso-8859-1" -> WINDOWS_1252;
            default -> Known.BY_NAME.get(key);
        };
    }

    /**
     * Whether an octet below 128 that begins a character is that ASCII character: so of all charsets but those of wide units
     * (UTF-16), those that shift between sets (ISO-2022-JP), and EBCDIC.
     */
    public static boolean extendsAscii(Charset charset) {
        return EXTENDS_ASCII.computeIfAbsent(charset, c -> !c.name().contains("2022") && new String(ASCII, c).equals(new String(ASCII, StandardCharsets.US_ASCII)));
    }

    /** Octets that name no charset, or name US-ASCII: UTF-8 if they are that, else windows-1252. */
    public static String decodeUnnamed(byte[] octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            return new String(octets, WINDOWS_1252);
        }
    }

    /** Octets of a charset; what is none of its characters becomes U+FFFD. */
    static String decode(byte[] octets, Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII) ? decodeUnnamed(octets) : new String(octets, charset);
    }
}
