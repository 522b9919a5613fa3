package posthouse.server.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;

/** One import into an account: its mailboxes, and how far it is. */
final class Import {
    private static final long TELL_NANOS = 200_000_000;
    private static final int MOST_PROBLEMS = 20;

    private final MailStore store;
    private final Mailboxes mailboxes;
    private final Progress progress;
    private final Map<String, MailboxImport> open = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long total;
    private long done;
    private long told = System.nanoTime();
    private long imported;
    private long skipped;
    private long failed;

    Import(MailStore store, Account account, Progress progress) {
        this.store = store;
        this.mailboxes = store.mailboxes(account.id());
        this.progress = progress;
    }

    MailStore store() {
        return store;
    }

    Mailboxes mailboxes() {
        return mailboxes;
    }

    /** The mailbox of this name, made if it is missing. One is open at a time: ask for them one after the other. */
    MailboxImport mailbox(String name, Set<SpecialUse> uses) throws StoreException {
        MailboxImport known = open.get(name);
        if (known == null) {
            boolean isNew = mailboxes.find(name).isEmpty();
            var mailbox = isNew ? mailboxes.create(name, uses) : mailboxes.open(name);
            if (isNew) {
                mailboxes.subscribe(name);
            }
            open.clear();
            known = new MailboxImport(this, mailbox);
            open.put(name, known);
        }
        return known;
    }

    void total(long units) {
        total = units;
    }

    /** So much of the total is done. */
    void advance(long units) throws IOException {
        done += units;
        if (System.nanoTime() - told > TELL_NANOS) {
            told = System.nanoTime();
            progress.at(done, total, imported + " imported, " + skipped + " there already");
        }
    }

    void imported(int count) {
        imported += count;
    }

    void skipped() {
        skipped++;
    }

    /** One message or folder can't be read; the others follow. */
    void failed(String what) {
        failed++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(what);
        }
    }

    Result result() {
        return new Result(imported, skipped, failed, List.copyOf(problems));
    }

    /** @param problems a line each, of the first that failed */
    public record Result(long imported, long skipped, long failed, List<String> problems) {
    }
}
