package posthouse.mailstore.storm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Stores;

/** Users at work on one store, each on an account of their own, side by side. As a program it goes on until it is killed. */
public final class Storm {
    static final int USERS = 6;
    private static final int LETTERS = 100_000;

    /** Is told of each deed that the store acknowledged: how many the user has done by now. */
    interface Told {
        void done(int user, int deeds);
    }

    private Storm() {
    }

    /** Arguments: data folder, durability, seed. Says {@code user deeds} on standard output for each deed that is done. */
    public static void main(String[] args) throws Exception {
        MailStore store = Stores.openSmall(Path.of(args[0]), args[1], 7 * (Long.parseLong(args[2]) % 2));
        run(store, Long.parseLong(args[2]), Integer.MAX_VALUE, (user, deeds) -> {
            synchronized (System.out) {
                System.out.print(user + " " + deeds + "\n");
                System.out.flush();
            }
        });
    }

    static void accounts(MailStore store) throws StoreException {
        var names = new String[USERS];
        for (int i = 0; i < USERS; i++) {
            names[i] = "user" + i;
        }
        Stores.accounts(store, names);
    }

    /** What a user begins to do, given what the account holds. */
    static Script script(Model state, long seed, int user) {
        return new Script(state, seed * USERS + user, (int) (seed * USERS + user) * LETTERS);
    }

    /** Has every user do so many deeds. */
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
                        script.next().perform(store, account);
                        told.done(number, done);
                    }
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
}
