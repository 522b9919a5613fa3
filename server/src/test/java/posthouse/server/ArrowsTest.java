package posthouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, and who may know which library: read off the sources, so that a wrong line is named. */
class ArrowsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** What each room may see of the project, besides itself. */
    private static final Map<String, List<String>> SEES = Map.of(
        "common", List.of("posthouse.common."),
        "mailstore", List.of("posthouse.common.", "posthouse.mailstore."),
        "testkit", List.of("posthouse.common.", "posthouse.mailstore.", "posthouse.testkit.", "posthouse.testdb."),
        "smtp-server", List.of("posthouse.common.", "posthouse.mailstore.", "posthouse.smtp."),
        "pop3-server", List.of("posthouse.common.", "posthouse.mailstore.", "posthouse.pop3."),
        "imap-server", List.of("posthouse.common.", "posthouse.mailstore.", "posthouse.imap."),
        "server", List.of("posthouse.common.", "posthouse.mailstore.", "posthouse.smtp.", "posthouse.pop3.", "posthouse.imap.", "posthouse.server."));

    /** The one place of each library, or the two; a place ends where its path does. */
    private static final Map<String, String> HOMES = Map.of(
        "org.apache.mina.", "common/src/main/java/posthouse/common/net/",
        "org.tomlj.", "common/src/main/java/posthouse/common/config/",
        "java.sql.", "mailstore/src/main/java/posthouse/mailstore/jdbc/",
        "javax.sql.", "mailstore/src/main/java/posthouse/mailstore/jdbc/",
        "com.zaxxer.", "mailstore/src/main/java/posthouse/mailstore/jdbc/",
        "org.h2.", "mailstore/src/main/java/posthouse/mailstore/jdbc/",
        "java.nio.channels.FileChannel", "mailstore/src/main/java/posthouse/mailstore/journal/",
        "info.picocli.", "server/src/main/java/posthouse/server/",
        "org.xbill.DNS.", "smtp-server/src/main/java/posthouse/smtp/relay/dns/",
        "jakarta.mail.", "smtp-server/src/main/java/posthouse/smtp/relay/|server/src/main/java/posthouse/server/transfer/");

    /** What of the store other rooms may use: its root package, and plain data and matching of text below it. */
    private static final Pattern PRIVATE = Pattern.compile("posthouse\\.mailstore\\.(?!mime\\.|search\\.)[a-z].*");

    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.*]+);");

    @Test
    void roomsSeeOnlyWhatTheyMay() throws IOException {
        var wrong = new ArrayList<String>();
        int imports = 0;
        for (String room : SEES.keySet()) {
            for (Path file : sources(room)) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    var matcher = IMPORT.matcher(lines.get(i));
                    if (matcher.find()) {
                        imports++;
                        check(room, ROOT.relativize(file) + ":" + (i + 1), matcher.group(1), wrong);
                    }
                }
            }
        }
        assertThat(imports).as("imports read").isGreaterThan(100);
        assertThat(wrong).as("imports against the arrows of the rooms").isEmpty();
    }

    private static void check(String room, String place, String imported, List<String> wrong) {
        if (imported.startsWith("posthouse.") && SEES.get(room).stream().noneMatch(imported::startsWith)) {
            wrong.add(place + " " + room + " must not see " + imported);
        }
        if (!room.equals("mailstore") && PRIVATE.matcher(imported).matches()) {
            wrong.add(place + " " + imported + " is the store's own");
        }
        HOMES.forEach((library, home) -> {
            if (imported.startsWith(library) && Stream.of(home.split("\\|")).noneMatch(place::startsWith)) {
                wrong.add(place + " " + imported + " belongs in " + home);
            }
        });
    }

    private static List<Path> sources(String room) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(room).resolve("src/main/java"))) {
            return files.filter(f -> f.toString().endsWith(".java")).toList();
        }
    }
}
