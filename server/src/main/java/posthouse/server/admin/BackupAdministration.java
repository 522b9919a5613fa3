package posthouse.server.admin;

import java.nio.file.Path;
import java.util.List;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.StoreCare;
import posthouse.mailstore.StoreException;

/** {@code backup}, and {@code restore} of a part. */
final class BackupAdministration {

    private final StoreCare care;

    BackupAdministration(StoreCare care) {
        this.care = care;
    }

    AdminAnswer backup(AdminRequest request) throws StoreException {
        Path folder = Path.of(request.arguments().get(0));
        StoreCare.BackedUp done = care.backup(folder);
        return AdminAnswer.done(List.of(String.format("the backup in %s has %,d files with %s; %s were copied now", folder, done.files(),
            Sizes.text(done.octets()), Sizes.text(done.copied()))));
    }

    AdminAnswer restore(AdminRequest request) throws BadAddress, StoreException {
        var wanted = new StoreCare.Wanted(EmailAddress.parse(request.options().get("account")), request.options().get("mailbox"),
            request.options().get("message"));
        return AdminAnswer.done(care.restore(Path.of(request.arguments().get(0)), wanted));
    }
}
