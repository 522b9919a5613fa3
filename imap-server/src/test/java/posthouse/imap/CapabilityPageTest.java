package posthouse.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import posthouse.imap.command.Capabilities;

/**
 * {@code docs/imap.md} says what {@link Capabilities} says. To write it anew:
 * {@code mvn -q -pl imap-server -am test -Dtest=CapabilityPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dposthouse.write=true}
 */
class CapabilityPageTest {

    private static final Path PAGE = Path.of("../docs/imap.md");
    private static final String BEGIN = "<!-- written by CapabilityPageTest -->\n";
    private static final String END = "<!-- end -->\n";
    private static final List<String> PEERS = List.of("Cyrus", "Dovecot", "Stalwart", "mox", "James");

    /** What servers announce, as far as their documentation and sources of 2025 were known to who wrote this; else nothing is said. */
    private static final Map<String, Set<String>> THEIRS = Map.of(
        "Cyrus", words("IMAP4rev1 LITERAL+ SASL-IR ID ENABLE COMPRESS=DEFLATE ACL RIGHTS=kxten LIST-MYRIGHTS QUOTA METADATA LIST-METADATA IDLE NAMESPACE "
            + "CHILDREN UNSELECT UIDPLUS MULTIAPPEND LIST-EXTENDED LIST-STATUS STATUS=SIZE ESEARCH SPECIAL-USE CREATE-SPECIAL-USE MOVE SORT SORT=DISPLAY "
            + "ESORT THREAD=ORDEREDSUBJECT THREAD=REFERENCES THREAD=REFS WITHIN CONDSTORE SEARCHRES PARTIAL BINARY OBJECTID SAVEDATE PREVIEW NOTIFY "
            + "CATENATE REPLACE QRESYNC STARTTLS SEARCH=FUZZY URLAUTH URLAUTH=BINARY UNAUTHENTICATE UIDONLY I18NLEVEL=1 MULTISEARCH ANNOTATE-EXPERIMENT-1"),
        "Dovecot", words("IMAP4rev1 LITERAL+ SASL-IR ID ENABLE COMPRESS=DEFLATE ACL RIGHTS=texk LIST-MYRIGHTS QUOTA METADATA IDLE NAMESPACE CHILDREN UNSELECT "
            + "UIDPLUS MULTIAPPEND LIST-EXTENDED LIST-STATUS STATUS=SIZE ESEARCH SPECIAL-USE CREATE-SPECIAL-USE MOVE SORT SORT=DISPLAY ESORT THREAD=REFERENCES "
            + "THREAD=REFS THREAD=ORDEREDSUBJECT WITHIN CONDSTORE SEARCHRES BINARY SAVEDATE PREVIEW NOTIFY CATENATE QRESYNC STARTTLS LOGINDISABLED "
            + "SEARCH=FUZZY URLAUTH URLAUTH=BINARY I18NLEVEL=1 REPLACE"),
        "Stalwart", words("IMAP4rev1 IMAP4rev2 LITERAL+ SASL-IR ID ENABLE ACL RIGHTS=kxte LIST-MYRIGHTS QUOTA IDLE NAMESPACE CHILDREN UNSELECT UIDPLUS MULTIAPPEND "
            + "LIST-EXTENDED LIST-STATUS STATUS=SIZE ESEARCH SPECIAL-USE CREATE-SPECIAL-USE MOVE SORT SORT=DISPLAY ESORT THREAD=ORDEREDSUBJECT "
            + "THREAD=REFERENCES WITHIN CONDSTORE SEARCHRES BINARY OBJECTID PREVIEW QRESYNC STARTTLS UTF8=ACCEPT"),
        "mox", words("IMAP4rev1 IMAP4rev2 LITERAL+ SASL-IR ID ENABLE COMPRESS=DEFLATE QUOTA=RES-STORAGE METADATA LIST-METADATA IDLE NAMESPACE CHILDREN UNSELECT "
            + "UIDPLUS MULTIAPPEND LIST-EXTENDED LIST-STATUS STATUS=SIZE ESEARCH SPECIAL-USE CREATE-SPECIAL-USE MOVE WITHIN CONDSTORE SEARCHRES BINARY SAVEDATE "
            + "PREVIEW NOTIFY REPLACE MULTISEARCH UIDONLY INPROGRESS QRESYNC STARTTLS"),
        "James", words("IMAP4rev1 LITERAL+ SASL-IR ID ENABLE COMPRESS=DEFLATE ACL QUOTA METADATA IDLE NAMESPACE CHILDREN UNSELECT UIDPLUS MULTIAPPEND LIST-EXTENDED "
            + "LIST-STATUS STATUS=SIZE ESEARCH SPECIAL-USE MOVE WITHIN CONDSTORE SEARCHRES OBJECTID SAVEDATE REPLACE QRESYNC STARTTLS I18NLEVEL=1"));

    /** Before a release all of it is of the first one. */
    private static final String SINCE = "0.1.0";

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.stream(text.split(" ")).distinct().toList());
    }

    @Test
    void theTableOfThePageIsThatOfTheServer() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).as("where the table begins").isGreaterThan(BEGIN.length());
        if (Boolean.getBoolean("posthouse.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).as("docs/imap.md, which this test can write").isEqualTo(table());
    }

    private static String table() {
        var table = new StringBuilder("| capability | specified by, and what it brings | since | " + String.join(" | ", PEERS) + " |\n|"
            + " --- |".repeat(3 + PEERS.size()) + "\n");
        Map<String, String> rows = new LinkedHashMap<>();
        for (Capabilities.Announced each : Capabilities.TABLE) {
            String theirs = PEERS.stream().map(peer -> THEIRS.get(peer).contains(each.name()) ? "yes" : "").collect(Collectors.joining(" | "));
            rows.put(each.name(), "| " + each.name() + " | " + each.promises().replace("|", "\\|") + " | " + SINCE + " | " + theirs + " |\n");
        }
        rows.values().forEach(table::append);
        return table.toString();
    }
}
