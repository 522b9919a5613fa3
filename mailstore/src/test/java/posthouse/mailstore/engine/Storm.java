package posthouse.mailstore.engine;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;

/**
 * A process that works on a store until it is killed. It says on standard output what it is about to do, and again when it was
 * told that it is done: {@code try} and {@code did}, then the deed, the number of the message, its UID.
 */
public final class Storm {
    private static final int THREADS = 6;

    private Storm() {
    }

    /** Arguments: data folder, number of the first message, durability. */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        MailStore store = Stores.openSmall(Path.of(args[0]), args[2], 0);
        var inbox = Stores.inbox(store, store.directory().accounts().get(0));
        int first = Integer.parseInt(args[1]);
        for (int i = 0; i < THREADS; i++) {
            int start = first + i * 100_000;
            new Thread(() -> storm(store, inbox, start, out)).start();
        }
        var mailboxes = store.mailboxes(inbox.accountId());
        Mailbox many = mailboxes.open("Many");
        Mailbox copies = mailboxes.open("Copies");
        new Thread(() -> tides(many, copies, out)).start();
    }

    /** Thousands of messages at once. */
    private static void tides(Mailbox many, Mailbox copies, PrintStream out) {
        try {
            for (int number = 0; ; number++) {
                var kind = many.index().flags()[0].has(Flags.System.SEEN) ? FlagChange.Kind.REMOVE : FlagChange.Kind.ADD;
                many.store(UidSet.ALL, new FlagChange(kind, Flags.of(Flags.System.SEEN)), OptionalLong.empty());
                say(out, "try", "clear", number, 0);
                copies.expunge(UidSet.ALL, false);
                say(out, "did", "clear", number, 0);
                say(out, "try", "copy", number, 0);
                many.copy(UidSet.ALL, copies);
                say(out, "did", "copy", number, 0);
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private static void say(PrintStream out, String word, String deed, int number, long uid) {
        synchronized (out) {
            out.print(word + " " + deed + " " + number + " " + uid + "\n");
            out.flush();
        }
    }

    /** Octets of message {@code number}: of all sizes, now and then one with a file of its own. */
    static byte[] octets(int number) {
        int size = number % 50 == 0 ? 1_200_000 : number % 7 == 0 ? 70_000 : 200 + number * 37 % 9000;
        return Stores.message("message " + number, size);
    }

    private static void storm(MailStore store, Mailbox inbox, int start, PrintStream out) {
        var random = new Random(start);
        List<long[]> mine = new ArrayList<>();
        try {
            for (int number = start; ; number++) {
                say(out, "try", "add", number, 0);
                long uid = number % 2 == 0 ? Stores.deliver(store, store.directory().accounts().get(0), octets(number))
                    : Stores.append(store, inbox, octets(number), Flags.NONE);
                say(out, "did", "add", number, uid);
                mine.add(new long[] {number, uid});
                if (random.nextInt(3) == 0) {
                    long[] chosen = mine.get(random.nextInt(mine.size()));
                    say(out, "try", "flag", (int) chosen[0], chosen[1]);
                    inbox.store(UidSet.of(chosen[1]), new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.FLAGGED)), OptionalLong.empty());
                    say(out, "did", "flag", (int) chosen[0], chosen[1]);
                }
                if (random.nextInt(3) == 0) {
                    long[] chosen = mine.remove(random.nextInt(mine.size()));
                    say(out, "try", "expunge", (int) chosen[0], chosen[1]);
                    inbox.expunge(UidSet.of(chosen[1]), false);
                    say(out, "did", "expunge", (int) chosen[0], chosen[1]);
                }
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
