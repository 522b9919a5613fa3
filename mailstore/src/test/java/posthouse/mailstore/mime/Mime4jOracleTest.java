package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scanner and Mime4j find the same parts, of the same types, with the same decoded contents. */
class Mime4jOracleTest {

    /** Where they don't, and why that is meant so. */
    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
        Map.entry("base64encoded-rfc822message.msg", "Mime4j looks into an encoded message/rfc822, whose octets have no position in ours"),
        Map.entry("base64encoded-rfc822message-nested.msg", "the same"),
        Map.entry("bad-newlines-multiple-parts-base64.msg", "the same"),
        Map.entry("multi-2gifs-base64.msg", "the same"),
        Map.entry("malformedHeader-noheader.msg", "a message that begins with no field has no header: Mime4j takes it all for a broken one"),
        Map.entry("malformedHeaderStartsBody-noheader.msg", "the same"),
        Map.entry("frag.msg", "base64 that is cut off: Mime4j drops the octets of the last group, which are whole"),
        Map.entry("multi-frag.msg", "the same"),
        Map.entry("raw_email4.eml", "a line that begins with the boundary is one (RFC 2046 5.1.1), though a single hyphen follows"));

    static Stream<Corpus.Sample> samples() {
        return Corpus.samples().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsWhatMime4jFinds(Corpus.Sample sample) throws Exception {
        BodyPart ours = MimeScannerTest.scan(sample.octets()).root();
        Mime4jTree.Node theirs = Mime4jTree.of(sample.octets());
        List<byte[]> theirContents = new ArrayList<>();
        theirs.leaves(theirContents);
        boolean same = outline(ours).equals(theirs.outline()) && texts(contents(sample.octets(), ours)).equals(texts(theirContents));
        if (EXCEPTIONS.keySet().stream().noneMatch(name -> sample.name().contains("/" + name))) {
            assertThat(outline(ours)).isEqualTo(theirs.outline());
            assertThat(texts(contents(sample.octets(), ours))).isEqualTo(texts(theirContents));
        } else {
            assertThat(same).as("is an exception still").isFalse();
        }
    }

    private static String outline(BodyPart part) {
        String type = (part.type() + "/" + part.subtype()).toLowerCase(Locale.ROOT);
        return isLeaf(part) ? type : type + part.parts().stream().map(Mime4jOracleTest::outline).toList();
    }

    /** Without parts, or with the one that stands for none. */
    static boolean isLeaf(BodyPart part) {
        return part.parts().isEmpty() || part.parts().get(0).bodyEnd() == part.bodyStart();
    }

    private static List<byte[]> contents(byte[] octets, BodyPart part) {
        List<byte[]> contents = new ArrayList<>();
        if (isLeaf(part)) {
            String content = new String(octets, (int) part.bodyStart(), (int) part.size(), StandardCharsets.ISO_8859_1);
            String decoded = part.isMultipart() ? "" : TransferDecoderTest.decode(part.encoding(), content, 1000);
            contents.add(decoded.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            part.parts().forEach(p -> contents.addAll(contents(octets, p)));
        }
        return contents;
    }

    /** Without CRs: Mime4j ends the lines of quoted-printable texts with CRLF whatever they have. */
    private static List<String> texts(List<byte[]> contents) {
        return contents.stream().map(c -> new String(c, StandardCharsets.ISO_8859_1).replace("\r", "")).toList();
    }
}
