package posthouse.mailstore.storm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.OutcomeUnknown;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.Unavailable;

/** Users at work on one store, each on an account of their own, side by side. As a program it goes on until it is killed. */
public final class Storm {
    static final int USERS = 6;
    static final String DONE = "done: ";
    private static final int LETTERS = 100_000;
    private static final long A_WHILE = 20_000_000;
    /** Whether the database may be away. */
    private static boolean away;

    /** Is told of each deed that the store acknowledged: how many the user has done by now. */
    interface Told {
        void done(int user, int deeds);
    }

    private Storm() {
    }

    /** Arguments: data folder, durability, seed, the URL of a PostgreSQL if the store is in one. Says {@code done: user deeds} on standard output for each deed that is done. */
    public static void main(String[] args) throws Exception {
        MailStore store = open(args);
        away = !args[3].isEmpty();
        run(store, Long.parseLong(args[2]), Integer.MAX_VALUE, (user, deeds) -> {
            synchronized (System.out) {
                System.out.print(DONE + user + " " + deeds + "\n");
                System.out.flush();
            }
        }, Path.of(args[0]));
    }

    static void accounts(MailStore store) throws StoreException {
        var names = new String[USERS];
        for (int i = 0; i < USERS; i++) {
            names[i] = "user" + i;
        }
        Stores.accounts(store, names);
    }

    private static MailStore open(String[] args) throws StoreException {
        long undelete = undelete(Long.parseLong(args[2]));
        return args[3].isEmpty() ? Stores.openSmall(Path.of(args[0]), args[1], undelete)
            : Stores.open(Path.of(args[0]), StoreKeys.URL, args[3], StoreKeys.DURABILITY, args[1], StoreKeys.UNDELETE, undelete,
                StoreKeys.LARGE_CHANGE, 4L);
    }

    /** For how many days what is removed is kept. */
    private static long undelete(long seed) {
        return 7 * (seed % 2);
    }

    /** What a user begins to do, given what the account holds. */
    static Script script(Model state, long seed, int user) {
        return new Script(state, seed * USERS + user, undelete(seed) > 0, (int) (seed * USERS + user) * LETTERS);
    }

    /** Has every user do so many deeds, while files grow old. */
    static void run(MailStore store, long seed, int deeds, Told told, Path folder) throws Exception {
        var aging = new Aging(folder);
        try {
            run(store, seed, deeds, told);
        } finally {
            aging.close();
        }
    }

    static void run(MailStore store, long seed, int deeds, Told told) throws Exception {
        var threads = new ArrayList<Thread>();
        var failures = new ArrayList<Throwable>();
        List<Account> accounts = store.directory().accounts();
        for (int user = 0; user < USERS; user++) {
            int number = user;
            long account = accounts.get(user).id();
            Script script = script(new Inspection().read(store, account), seed, user);
            threads.add(new Thread(() -> {
                try {
                    for (int done = 1; done <= deeds; done++) {
                        perform(script.next(), store, account);
                        told.done(number, done);
                    }
                } catch (OutcomeUnknown e) {
                    return; // it is there or not: nothing can follow it
                } catch (StoreException | RuntimeException e) {
                    e.printStackTrace();
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a user failed", failures.get(0));
        }
    }

    /** Where the database is away for a while, and says so, a deed is done when it is back. */
    private static void perform(Deed deed, MailStore store, long account) throws StoreException {
        while (true) {
            try {
                deed.perform(store, account);
                return;
            } catch (Unavailable | RuntimeException e) {
                boolean refused = e instanceof Unavailable || e.getCause() instanceof Unavailable;
                if (!away || !refused) {
                    throw e;
                }
                LockSupport.parkNanos(A_WHILE);
            }
        }
    }
}
