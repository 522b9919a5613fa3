package posthouse.mailstore.mime;

import java.util.HashMap;
import java.util.Map;

/** Words that most structures have. Their order is part of the stored format: neither change it nor add to it under one version. */
final class FrequentWords {
    static final String[] WORDS = {
        "text", "plain", "html", "multipart", "mixed", "alternative", "related", "signed", "report", "digest",
        "application", "octet-stream", "pdf", "zip", "pgp-signature", "image", "jpeg", "png", "gif", "calendar",
        "message", "rfc822", "delivery-status", "TEXT", "PLAIN", "charset", "format", "flowed", "delsp", "name",
        "filename", "boundary", "type", "protocol", "micalg", "size", "us-ascii", "US-ASCII", "utf-8", "UTF-8",
        "iso-8859-1", "ISO-8859-1", "windows-1252", "gb2312", "GB2312", "gbk", "GBK", "gb18030", "GB18030", "7BIT",
        "7bit", "8BIT", "8bit", "binary", "quoted-printable", "QUOTED-PRINTABLE", "base64", "BASE64", "attachment", "inline",
    };

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        for (int i = 0; i < WORDS.length; i++) {
            NUMBERS.put(WORDS[i], i);
        }
    }

    private FrequentWords() {
    }

    /** The number of a word, or {@code null}. */
    static Integer number(String word) {
        return word.length() <= 16 ? NUMBERS.get(word) : null;
    }
}
