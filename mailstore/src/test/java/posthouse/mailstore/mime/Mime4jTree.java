package posthouse.mailstore.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/** What Apache James Mime4j sees in a message: an opinion nobody here wrote. */
final class Mime4jTree {

    /** A message or part. */
    static final class Node {
        String type;
        /** Of what has no parts: its content with the transfer encoding undone. */
        byte[] content = new byte[0];
        final List<Node> parts = new ArrayList<>();

        String outline() {
            return parts.isEmpty() ? type : type + parts.stream().map(Node::outline).toList();
        }

        void leaves(List<byte[]> leaves) {
            if (parts.isEmpty()) {
                leaves.add(content);
            }
            parts.forEach(p -> p.leaves(leaves));
        }
    }

    private Mime4jTree() {
    }

    static Node of(byte[] octets) throws IOException, MimeException {
        var config = new MimeConfig.Builder().setMaxLineLen(-1).setMaxHeaderLen(-1).setMaxHeaderCount(-1).setMaxContentLen(-1).build();
        var tokens = new MimeTokenStream(config);
        tokens.parse(new ByteArrayInputStream(octets));
        Deque<Node> open = new ArrayDeque<>();
        Node last = null;
        for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_START_MESSAGE, T_START_BODYPART -> {
                    var node = new Node();
                    if (!open.isEmpty()) {
                        open.peek().parts.add(node);
                        open.peek().type = state == EntityState.T_START_MESSAGE ? "message/rfc822" : open.peek().type;
                    }
                    open.push(node);
                }
                case T_START_MULTIPART -> open.peek().type = tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
                case T_BODY -> {
                    open.peek().type = tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
                    open.peek().content = tokens.getDecodedInputStream().readAllBytes();
                }
                case T_END_MESSAGE, T_END_BODYPART -> last = open.pop();
                default -> { }
            }
        }
        return last;
    }
}
