package posthouse.benchmarks;

import java.util.OptionalLong;
import java.util.Set;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.UidSet;

/** What sessions do to one mailbox: a line for each, with 1, 10 and 50 of them. */
final class MailboxInUse {
    private static final int[] CLIENTS = {1, 10, 50};
    private static final int PIECE = 1024;

    private final Posthouse posthouse;
    private final String name;
    private final int octets;
    private final int messages;
    private final double seconds;

    MailboxInUse(Posthouse posthouse, String engine, int octets, int messages, double seconds) {
        this.posthouse = posthouse;
        this.name = String.format("%s, %,d", engine, octets);
        this.octets = octets;
        this.messages = messages;
        this.seconds = seconds;
    }

    void run() throws Exception {
        Mailbox filled = posthouse.store.mailboxes(posthouse.accounts.get(0).id()).create("messages of " + octets, Set.of());
        Mailbox copies = posthouse.store.mailboxes(filled.accountId()).create("copies of " + octets, Set.of());
        Posthouse.fill(posthouse.store, filled, StoreBenchmark.message(octets), messages);
        print("status", (t, n) -> filled.status());
        print("UIDs and flags of " + messages, (t, n) -> filled.index());
        print("structures of " + messages, (t, n) -> filled.read(UidSet.ALL, Detail.STRUCTURE, m -> { }));
        print("scan: all octets of " + messages, (t, n) -> filled.read(UidSet.ALL, Detail.SUMMARY, m -> read(filled, m, 0, octets)));
        print("one structure", (t, n) -> filled.read(some(t, n), Detail.STRUCTURE));
        print("one body", (t, n) -> read(filled, filled.read(some(t, n), Detail.SUMMARY), 0, octets));
        print("by position: 1 KiB within a body", (t, n) -> read(filled, filled.read(some(t, n), Detail.SUMMARY), octets / 2, PIECE));
        print("a flag", (t, n) -> {
            var kind = n / messages % 2 == 0 ? FlagChange.Kind.ADD : FlagChange.Kind.REMOVE;
            filled.store(UidSet.of(some(t, n)), new FlagChange(kind, Flags.of(Flags.System.SEEN)), OptionalLong.empty());
        });
        print("copy of one message", (t, n) -> filled.copy(UidSet.of(some(t, n)), copies));
    }

    private long some(int thread, long round) {
        return 1 + (thread * 997 + round * 7919) % messages;
    }

    private void print(String what, Meter.Work work) throws Exception {
        Meter.measure(1, seconds / 2, work);
        var line = new StringBuilder("| " + what + " | " + name);
        double cpu = 0;
        for (int clients : CLIENTS) {
            Meter.Result result = Meter.measure(clients, seconds, work);
            line.append(String.format(result.perSecond() < 10 ? " | %,.1f" : " | %,.0f", result.perSecond()));
            cpu = clients == 1 ? result.cpu() : cpu;
        }
        System.out.printf("%s | %.3f |%n", line, cpu);
    }

    private static void read(Mailbox mailbox, Message message, long position, int length) {
        var target = new byte[length];
        try (MessageBody body = mailbox.body(message)) {
            if (body.read(position, target, 0, length) != length) {
                throw new IllegalStateException("a short body");
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
