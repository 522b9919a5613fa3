package posthouse.mailstore.jdbc;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An annotation that a batch set, or took away. */
public record NodeNote(long mailbox, long account, String name) {

    static String text(List<NodeNote> notes) {
        return notes.stream().map(n -> n.mailbox + "/" + n.account + "/" + URLEncoder.encode(n.name, StandardCharsets.UTF_8)).collect(Collectors.joining(" "));
    }

    static List<NodeNote> parse(String text) {
        return text.isEmpty() ? List.of() : Stream.of(text.split(" ")).map(NodeNote::one).toList();
    }

    private static NodeNote one(String text) {
        String[] parts = text.split("/", 3);
        return new NodeNote(Long.parseLong(parts[0]), Long.parseLong(parts[1]), URLDecoder.decode(parts[2], StandardCharsets.UTF_8));
    }
}
