package posthouse.server.admin;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import posthouse.common.address.BadAddress;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Directory;
import posthouse.mailstore.StoreException;

/** {@code account app-password add}, {@code list} and {@code remove}. */
final class AppPasswordAdministration {

    /** No letters that are taken for others: 32 of them, 5 bits each. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int LETTERS_IN_A_GROUP = 5;
    private static final int MAX_NAME = 200;

    private final Directory directory;
    private final AccountAdministration accounts;
    private final SecureRandom random = new SecureRandom();

    AppPasswordAdministration(Directory directory, AccountAdministration accounts) {
        this.directory = directory;
        this.accounts = accounts;
    }

    /** The password is ours, shown once: people would take one they have elsewhere. */
    AdminAnswer add(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var address = accounts.account(request.arguments().get(0)).address();
        Set<Scope> scope = scope(request);
        String name = request.options().getOrDefault("name", "");
        if (name.length() > MAX_NAME) {
            throw new AdminFailure("the name is longer than " + MAX_NAME + " characters");
        }
        String password = newPassword();
        var own = directory.find(address.toString()).orElseThrow().keys();
        long id = directory.addAppPassword(address, name, scope, ScramKeys.likeThese(own, password));
        return AdminAnswer.done(List.of("added app password " + id + " of " + address + " for " + Scope.write(scope) + ", shown only now:", password));
    }

    private static Set<Scope> scope(AdminRequest request) throws AdminFailure {
        if (!request.has("scope")) {
            return Scope.all();
        }
        var scope = EnumSet.noneOf(Scope.class);
        for (String word : request.options().get("scope").split(",", -1)) {
            scope.add(Scope.find(word.strip()).orElseThrow(() -> new AdminFailure("'" + word + "' is no scope; there are " + Scope.write(Scope.all()))));
        }
        return scope;
    }

    private String newPassword() {
        var groups = new ArrayList<String>();
        for (int group = 0; group < GROUPS; group++) {
            var letters = new StringBuilder();
            random.ints(LETTERS_IN_A_GROUP, 0, LETTERS.length()).forEach(i -> letters.append(LETTERS.charAt(i)));
            groups.add(letters.toString());
        }
        return String.join("-", groups);
    }

    AdminAnswer list(AdminRequest request) throws AdminFailure, BadAddress {
        var table = new Table("id", "name", "scope", "created", "last-used");
        for (AppPassword password : directory.appPasswords(accounts.account(request.arguments().get(0)).address())) {
            table.row(password.id(), password.name(), Scope.write(password.scope()), date(password.created()),
                password.lastUsed() == 0 ? "never" : date(password.lastUsed()));
        }
        return AdminAnswer.done(table.lines(request));
    }

    private static String date(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    AdminAnswer remove(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var address = accounts.account(request.arguments().get(0)).address();
        var lines = new ArrayList<String>();
        for (String id : request.arguments().subList(1, request.arguments().size())) {
            if (!id.matches("\\d{1,9}")) {
                throw new AdminFailure("'" + id + "' is no number of an app password; account app-password list " + address + " shows them");
            }
            directory.removeAppPassword(address, Long.parseLong(id));
            lines.add("removed app password " + id + " of " + address);
        }
        return AdminAnswer.done(lines);
    }
}
