package posthouse.server.admin;

import java.nio.file.Path;
import java.util.Optional;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.common.config.Nearest;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;
import posthouse.server.transfer.Progress;
import posthouse.server.transfer.TransferFailed;
import posthouse.server.transfer.Transfers;

/** {@code account import} and {@code export}. */
final class TransferAdministration {

    private final MailStore store;
    private final Transfers transfers;

    TransferAdministration(MailStore store) {
        this.store = store;
        this.transfers = new Transfers(store);
    }

    AdminAnswer importMail(AdminRequest request, Progress progress) throws AdminFailure, BadAddress, StoreException {
        Account account = account(request);
        var mailbox = Optional.ofNullable(request.options().get("mailbox"));
        try {
            if (request.has("imap")) {
                return AdminAnswer.done(transfers.importImap(account, request.options().get("imap"), request.options().getOrDefault("password", ""),
                    !request.has("insecure"), mailbox, progress));
            } else if (request.arguments().size() < 2) {
                return AdminAnswer.usage("nothing to import: give a PATH or --imap URL");
            }
            return AdminAnswer.done(transfers.importFiles(account, Path.of(request.arguments().get(1)), mailbox, progress));
        } catch (TransferFailed e) {
            throw new AdminFailure(e.getMessage());
        }
    }

    AdminAnswer export(AdminRequest request, Progress progress) throws AdminFailure, BadAddress, StoreException {
        String format = request.options().getOrDefault("format", "maildir");
        if (!format.equals("maildir") && !format.equals("mbox")) {
            return AdminAnswer.usage("'" + format + "' is no format; there are maildir and mbox");
        }
        try {
            return AdminAnswer.done(transfers.export(account(request), Path.of(request.arguments().get(1)), format.equals("mbox"), progress));
        } catch (TransferFailed e) {
            throw new AdminFailure(e.getMessage());
        }
    }

    private Account account(AdminRequest request) throws AdminFailure, BadAddress {
        var address = EmailAddress.parse(request.arguments().get(0));
        var account = store.directory().account(address);
        if (account.isEmpty()) {
            var nearest = Nearest.to(address.toString(), store.directory().accounts().stream().map(a -> a.address().toString()).toList());
            throw new AdminFailure("there is no account " + address + nearest.map(name -> ", did you mean " + name + "?").orElse("; account add makes one"));
        }
        return account.get();
    }
}
