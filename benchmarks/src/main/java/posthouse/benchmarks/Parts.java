package posthouse.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A message of many parts, like those with pictures that people forward. */
final class Parts {
    private static final int PART = 2048;

    private Parts() {
    }

    static byte[] message(int size) {
        var random = new Random(1);
        var text = new StringBuilder("From: =?utf-8?q?B=C3=B6b?= <bob@example.org>\r\nTo: alice@example.org, \"Carol, C.\" <carol@example.org>\r\n"
            + "Subject: =?utf-8?b?5rWL6K+V?= and more\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_outer\"\r\n\r\n");
        while (text.length() < size) {
            text.append("--=_outer\r\nContent-Type: application/octet-stream; name=\"picture.jpg\"\r\nContent-Transfer-Encoding: base64\r\n\r\n");
            for (int line = 0; line < PART / 78; line++) {
                for (int i = 0; i < 76; i++) {
                    text.append((char) ('A' + random.nextInt(26)));
                }
                text.append("\r\n");
            }
        }
        return text.append("--=_outer--\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
