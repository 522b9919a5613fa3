package posthouse.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.Charsets;
import posthouse.mailstore.mime.Corpus;
import posthouse.mailstore.mime.HeaderFields;
import posthouse.mailstore.mime.HeaderText;
import posthouse.mailstore.mime.MessageStructure;
import posthouse.mailstore.mime.MimeScanner;
import posthouse.mailstore.mime.Parameters;
import posthouse.mailstore.mime.TransferDecoder;

/** Whatever is cut out of a message's texts is found in it. */
class CorpusSearchTest {

    static Stream<Corpus.Sample> samples() {
        return Corpus.samples().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsWhatIsThere(Corpus.Sample sample) throws StoreException {
        var scanner = new MimeScanner();
        scanner.write(sample.octets(), 0, sample.octets().length);
        MessageStructure structure = scanner.finish();
        var body = new OctetsBody(sample.octets(), 0);
        var random = new Random(sample.name().hashCode());
        List<String> texts = new ArrayList<>();
        texts(sample.octets(), structure.root(), texts);
        for (String text : texts) {
            for (int times = 0; times < 5; times++) {
                String piece = piece(text, random);
                assertThat(new MessageSearch(Needle.of(piece)).bodyContains(body, structure)).as(piece).isTrue();
                assertThat(new MessageSearch(Needle.of(piece)).textContains(body, structure)).as(piece).isTrue();
            }
        }
        assertThat(new MessageSearch(Needle.of("\u2603 nowhere")).textContains(body, structure)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsWhatIsInTheHeader(Corpus.Sample sample) throws StoreException {
        var scanner = new MimeScanner();
        scanner.write(sample.octets(), 0, sample.octets().length);
        MessageStructure structure = scanner.finish();
        var body = new OctetsBody(sample.octets(), 0);
        var random = new Random(sample.name().hashCode());
        var fields = new HeaderFields(sample.octets(), 0, (int) structure.root().bodyStart());
        while (fields.next()) {
            var search = new MessageSearch(Needle.of(piece(HeaderText.decode(fields.value()), random)));
            assertThat(search.textContains(body, structure)).isTrue();
            assertThat(fields.name().isEmpty() || search.headerContains(body, structure, fields.name())).isTrue();
        }
    }

    private static String piece(String text, Random random) {
        int start = random.nextInt(text.length() + 1);
        return text.substring(start, Math.min(text.length(), start + random.nextInt(80)));
    }

    private static void texts(byte[] octets, BodyPart part, List<String> texts) {
        if (part.parts().isEmpty() && part.type().equalsIgnoreCase("text")) {
            var decoder = TransferDecoder.of(part.encoding());
            byte[] decoded = new byte[decoder.room((int) part.size())];
            int length = decoder.decode(octets, (int) part.bodyStart(), (int) part.size(), decoded, 0);
            var out = new ByteArrayOutputStream();
            out.write(decoded, 0, length + decoder.finish(decoded, length));
            texts.add(text(out.toByteArray(), Parameters.octets(part.parameters(), "charset")));
        }
        part.parts().forEach(p -> texts(octets, p, texts));
    }

    private static String text(byte[] octets, String charsetName) {
        Charset charset = charsetName == null ? null : Charsets.find(charsetName);
        boolean unnamed = charset == null || charset.equals(StandardCharsets.US_ASCII);
        return unnamed ? Charsets.decodeUnnamed(octets) : new String(octets, charset);
    }
}
