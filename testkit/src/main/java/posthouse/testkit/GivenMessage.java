package posthouse.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;

/** {@code message [name] in <mailbox> of <address> [flags ...] [dated ...] [behind ...]} with the message's lines indented below it. */
record GivenMessage(String name, String mailbox, String address, Flags flags, Instant date, String trace, byte[] octets) implements Given {

    GivenMessage(MatchResult line, List<String> text) {
        this(line.group(1), line.group(2), line.group(3),
            line.group(4) == null ? Flags.NONE : StoreSetup.flags(line.group(4)),
            Instant.parse(line.group(5) == null ? "2024-01-01T00:00:00Z" : line.group(5)), line.group(6), octets(text));
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
        long uid = trace == null ? server.append(target, octets, flags, date) : deliver(server, target);
        Message stored = target.read(uid, Detail.SUMMARY);
        return name == null ? Map.of()
            : Map.of(name + "-uid", "" + stored.uid(), name + "-size", "" + stored.size(), name + "-id", stored.id());
    }

    private long deliver(TestServer server, Mailbox target) throws Exception {
        try (Incoming incoming = server.store().incoming()) {
            incoming.write(octets, 0, octets.length);
            byte[] prefix = (trace + "\r\n").getBytes(StandardCharsets.UTF_8);
            var copy = new LocalCopy(target.accountId(), mailbox, prefix, flags);
            return server.store().deliver(incoming, List.of(copy), false).get(0).uid();
        }
    }
}
