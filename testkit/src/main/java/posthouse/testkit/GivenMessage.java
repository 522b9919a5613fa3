package posthouse.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;

/** {@code message [name] in <mailbox> of <address> [flags ...] [dated ...]} with the message's lines indented below it. */
record GivenMessage(String name, String mailbox, String address, Flags flags, Instant date, byte[] octets) implements Given {

    GivenMessage(MatchResult line, List<String> text) {
        this(line.group(1), line.group(2), line.group(3),
            line.group(4) == null ? Flags.NONE : StoreSetup.flags(line.group(4)),
            Instant.parse(line.group(5) == null ? "2024-01-01T00:00:00Z" : line.group(5)), octets(text));
    }

    private static byte[] octets(List<String> lines) {
        var octets = new StringBuilder();
        for (String line : lines) {
            boolean whole = !line.endsWith("\\");
            octets.append(Octets.unescape(whole ? line : line.substring(0, line.length() - 1))).append(whole ? "\r\n" : "");
        }
        return Octets.bytes(octets.toString());
    }

    @Override
    public Set<String> names() {
        return name == null ? Set.of() : Set.of(name + "-uid", name + "-size", name + "-id");
    }

    @Override
    public Map<String, String> apply(TestServer server) throws Exception {
        Mailbox target = server.mailbox(address, mailbox);
        Message stored = target.read(server.append(target, octets, flags, date), Detail.SUMMARY);
        return name == null ? Map.of()
            : Map.of(name + "-uid", "" + stored.uid(), name + "-size", "" + stored.size(), name + "-id", stored.id());
    }
}
