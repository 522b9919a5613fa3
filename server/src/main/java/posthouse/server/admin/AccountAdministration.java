package posthouse.server.admin;

import java.util.ArrayList;
import java.util.List;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.common.config.Nearest;
import posthouse.common.config.Settings;
import posthouse.common.sasl.SaslKeys;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Directory;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.LocalDomain;
import posthouse.mailstore.Directory.NewAccount;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;
import posthouse.pop3.Pop3Keys;

/** {@code account add}, {@code list}, {@code remove}, {@code passwd}, {@code apop} and {@code quota}. */
final class AccountAdministration {

    private final MailStore store;
    private final Directory directory;
    private final int iterations;
    private final boolean apop;

    AccountAdministration(MailStore store, Settings settings) {
        this.store = store;
        directory = store.directory();
        iterations = settings.get(SaslKeys.ITERATIONS).intValue();
        apop = settings.get(Pop3Keys.APOP);
    }

    AdminAnswer add(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var addresses = new ArrayList<EmailAddress>();
        for (String argument : request.arguments()) {
            addresses.add(newAddress(argument));
        }
        String password = password(request);
        // All cores: each account has salts of its own, and hashing is what takes the time.
        var accounts = addresses.parallelStream().map(address -> new NewAccount(address, keys(password))).toList();
        return AdminAnswer.done(directory.addAccounts(accounts).stream().map(account -> "added account " + account.address()).toList());
    }

    private EmailAddress newAddress(String argument) throws AdminFailure, BadAddress {
        var address = EmailAddress.parse(argument);
        if (!directory.isLocal(address.domain())) {
            throw Administration.noSuchDomain(address.domain(), directory.domains().stream().map(LocalDomain::domain).toList());
        }
        var there = directory.account(address).map(Account::address);
        if (there.isPresent()) {
            throw new AdminFailure("there is already an account " + there.get()
                + "; its password is changed with: account passwd " + there.get());
        }
        return address;
    }

    AdminAnswer list(AdminRequest request) throws BadAddress {
        var wanted = request.arguments().isEmpty() ? null : Domain.parse(request.arguments().get(0));
        var table = new Table("address", "messages", "octets", "message-limit", "octet-limit");
        for (Account account : directory.accounts()) {
            if (wanted == null || wanted.equals(account.address().domain())) {
                var usage = store.mailboxes(account.id()).usage();
                table.row(account.address(), usage.messages(), usage.octets(), usage.messageLimit(), usage.octetLimit());
            }
        }
        return AdminAnswer.done(table.lines(request));
    }

    AdminAnswer remove(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        if (request.has("purge")) {
            return purge(request);
        }
        var accounts = new ArrayList<Account>();
        for (String argument : request.arguments()) {
            accounts.add(account(argument));
        }
        var lines = new ArrayList<String>();
        for (Account account : accounts) {
            directory.removeAccount(account.address());
            lines.add("removed account " + account.address());
        }
        return AdminAnswer.done(lines);
    }

    /** Accounts that are there, and those that were removed before and could come back. */
    private AdminAnswer purge(AdminRequest request) throws BadAddress, StoreException {
        var addresses = new ArrayList<EmailAddress>();
        for (String argument : request.arguments()) {
            addresses.add(EmailAddress.parse(argument).canonical());
        }
        List<String> left = directory.purgeAccounts(addresses);
        var lines = new ArrayList<String>();
        addresses.forEach(address -> lines.add("erased account " + address));
        lines.addAll(left);
        lines.add("backups from before still have what was erased");
        return AdminAnswer.done(lines);
    }

    AdminAnswer passwd(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var account = account(request.arguments().get(0));
        String password = password(request);
        // app passwords share the salt of the account's own, so it stays where there are any
        directory.setKeys(account.address(), directory.appPasswords(account.address()).isEmpty() ? keys(password)
            : ScramKeys.likeThese(directory.find(account.address().toString()).orElseThrow().keys(), password));
        return AdminAnswer.done(List.of("changed the password of " + account.address()));
    }

    AdminAnswer apop(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var account = account(request.arguments().get(0));
        boolean off = request.has("off");
        directory.setApopSecret(account.address(), off ? null : password(request));
        return AdminAnswer.done(List.of(off ? "APOP takes nothing from " + account.address() + " any more"
            : "set the APOP secret of " + account.address() + "; it is kept as it is"
                + (apop ? "" : ", and good for nothing until the server runs with pop3.apop=true")));
    }

    AdminAnswer forward(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var address = account(request.arguments().get(0)).address();
        var targets = new ArrayList<EmailAddress>();
        for (String target : request.arguments().subList(1, request.arguments().size())) {
            targets.add(EmailAddress.parse(target));
        }
        if (request.has("off") || !targets.isEmpty()) {
            if (request.has("keep") && !targets.isEmpty()) {
                targets.add(address);
            }
            directory.setForward(address, request.has("off") ? List.of() : targets);
        } else if (request.has("keep")) {
            throw new AdminFailure("--keep wants addresses to send the mail on to");
        }
        return AdminAnswer.done(List.of(address + " " + told(directory.forward(address), address)));
    }

    private static String told(List<EmailAddress> forward, EmailAddress account) {
        var others = forward.stream().filter(target -> !target.canonical().equals(account)).map(EmailAddress::toString).toList();
        return others.isEmpty() ? "keeps its mail"
            : "forwards to " + String.join(" ", others) + (others.size() < forward.size() ? " and keeps a copy" : "");
    }

    AdminAnswer quota(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var account = account(request.arguments().get(0));
        var limits = Limits.of(request, account.quotaOctets(), account.quotaMessages());
        long mailboxes = Limits.of(request, "mailboxes", account.quotaMailboxes());
        if (limits.isPresent() || request.has("mailboxes")) {
            var others = limits.orElse(new Limits(account.quotaOctets(), account.quotaMessages()));
            directory.setQuota(account.address(), others.octets(), others.messages(), mailboxes);
        }
        var usage = store.mailboxes(account.id()).usage();
        return AdminAnswer.done(List.of(Limits.line(account.address(), usage.octets(), usage.octetLimit(), usage.messages(), usage.messageLimit())
            + (mailboxes == 0 ? "" : ", " + usage.mailboxes() + " of " + usage.mailboxLimit() + " mailboxes")));
    }

    Account account(String argument) throws AdminFailure, BadAddress {
        var address = EmailAddress.parse(argument);
        var account = directory.account(address);
        if (account.isPresent()) {
            return account.get();
        }
        var nearest = Nearest.to(address.toString(), directory.accounts().stream().map(a -> a.address().toString()).toList());
        throw new AdminFailure("there is no account " + address
            + nearest.map(name -> ", did you mean " + name + "?").orElse("; account list shows those there are"));
    }

    private static String password(AdminRequest request) throws AdminFailure {
        String password = request.options().get("password");
        if (password == null || password.isEmpty()) {
            throw new AdminFailure("the password is empty");
        } else if (password.indexOf('\0') >= 0) {
            throw new AdminFailure("a password can't hold a NUL"); // RFC 4616 2
        }
        return password;
    }

    private List<ScramKeys> keys(String password) {
        return ScramKeys.forPassword(password, iterations);
    }
}
