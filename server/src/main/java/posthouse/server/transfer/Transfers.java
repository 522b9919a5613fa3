package posthouse.server.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;

/** Mail into an account and out of it. Each answers with lines that say what was done. */
public final class Transfers {

    private final MailStore store;

    public Transfers(MailStore store) {
        this.store = store;
    }

    /** @param mailbox that all goes into; empty for the names the files have */
    public List<String> importFiles(Account account, Path path, Optional<String> mailbox, Progress progress) throws StoreException, TransferFailed {
        if (!Files.isReadable(path)) {
            throw new TransferFailed((Files.exists(path) ? "no permission to read " : "there is no ") + path
                + "; a server that runs reads it as the user it runs as");
        }
        var whole = new Import(store, account, progress);
        try {
            if (MaildirImport.isMaildir(path)) {
                new MaildirImport(whole, path).run(mailbox.orElse(null));
            } else {
                new MboxImport(whole, path).run(mailbox.orElse(null));
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
        return lines(whole.result());
    }

    /**
     * Pulls from another server.
     *
     * @param url {@code imaps://user@host}
     * @param checked whether its certificate must be a known one
     */
    public List<String> importImap(Account account, String url, String password, boolean checked, Optional<String> mailbox, Progress progress)
        throws StoreException, TransferFailed {
        var whole = new Import(store, account, progress);
        try {
            new ImapImport(whole, ImapImport.server(url), password, checked).run(mailbox.orElse(null));
        } catch (IOException e) {
            throw new TransferFailed("the connection broke: " + e.getMessage() + "; a second run goes on from here", e);
        }
        return lines(whole.result());
    }

    /** @param mbox whether as mbox files, not as a Maildir */
    public List<String> export(Account account, Path path, boolean mbox, Progress progress) throws StoreException, TransferFailed {
        var whole = new Export(store, account, progress);
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new TransferFailed(path + " is a file; an export makes a folder");
            }
            if (mbox) {
                new MboxExport(whole, path).run();
            } else {
                new MaildirExport(whole, path).run();
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
        var result = whole.result();
        return List.of("exported " + messages(result.written()) + " to " + path + (result.skipped() == 0 ? "" : ", " + result.skipped() + " were there already"));
    }

    private static TransferFailed failed(Path path, IOException e) {
        return new TransferFailed(path + ": " + e.getMessage() + "; a second run goes on from here", e);
    }

    private static List<String> lines(Import.Result result) {
        var lines = new ArrayList<String>();
        lines.add("imported " + messages(result.imported()) + (result.skipped() == 0 ? "" : ", " + result.skipped() + " were there already")
            + (result.failed() == 0 ? "" : ", " + result.failed() + " failed:"));
        lines.addAll(result.problems());
        return lines;
    }

    private static String messages(long count) {
        return count + (count == 1 ? " message" : " messages");
    }
}
