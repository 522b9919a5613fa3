package posthouse.server.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.common.config.Nearest;
import posthouse.mailstore.Directory;
import posthouse.mailstore.Directory.Alias;
import posthouse.mailstore.Directory.LocalDomain;
import posthouse.mailstore.Directory.Resolution.NoSuchUser;
import posthouse.mailstore.StoreException;

/** {@code alias add}, {@code list} and {@code remove}. */
final class AliasAdministration {

    private final Directory directory;

    AliasAdministration(Directory directory) {
        this.directory = directory;
    }

    /** {@code sales@example.org}, or {@code @example.org} for the catch-all. */
    static String name(Alias alias) {
        return alias.catchAll() ? "@" + alias.domain() : new EmailAddress(alias.localPart(), alias.domain()).toString();
    }

    AdminAnswer add(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var targets = new ArrayList<EmailAddress>();
        for (String target : request.arguments().subList(1, request.arguments().size())) {
            targets.add(EmailAddress.parse(target));
        }
        Alias alias = parse(request.arguments().get(0), targets);
        if (!directory.isLocal(alias.domain())) {
            throw Administration.noSuchDomain(alias.domain(), directory.domains().stream().map(LocalDomain::domain).toList());
        } else if (!alias.catchAll() && directory.account(new EmailAddress(alias.localPart(), alias.domain())).isPresent()) {
            throw new AdminFailure("there is an account " + name(alias) + "; an alias of that name would never be asked");
        }
        directory.setAlias(alias);
        var warnings = targets.stream().filter(target -> directory.resolve(target) instanceof NoSuchUser)
            .map(target -> "note: there is no account or alias " + target + " yet").toList();
        return new AdminAnswer(0, List.of("alias " + name(alias) + " leads to " + texts(targets)), warnings);
    }

    AdminAnswer list(AdminRequest request) throws BadAddress {
        var wanted = request.arguments().isEmpty() ? null : Domain.parse(request.arguments().get(0));
        var table = new Table("alias", "targets");
        for (Alias alias : directory.aliases()) {
            if (wanted == null || wanted.equals(alias.domain())) {
                table.row(name(alias), alias.targets());
            }
        }
        return AdminAnswer.done(table.lines(request));
    }

    AdminAnswer remove(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        String wanted = key(parse(request.arguments().get(0), List.of()));
        Optional<Alias> alias = directory.aliases().stream().filter(a -> key(a).equals(wanted)).findFirst();
        if (alias.isEmpty()) {
            var nearest = Nearest.to(wanted, directory.aliases().stream().map(AliasAdministration::name).toList());
            throw new AdminFailure("there is no alias " + wanted
                + nearest.map(name -> ", did you mean " + name + "?").orElse("; alias list shows those there are"));
        }
        directory.removeAlias(alias.get());
        return AdminAnswer.done(List.of("removed alias " + name(alias.get())));
    }

    private static Alias parse(String argument, List<EmailAddress> targets) throws BadAddress {
        if (argument.startsWith("@")) {
            return new Alias(null, Domain.parse(argument.substring(1)), targets);
        }
        var address = EmailAddress.parse(argument);
        return new Alias(address.localPart(), address.domain(), targets);
    }

    private static String key(Alias alias) {
        return alias.catchAll() ? name(alias) : new EmailAddress(alias.localPart(), alias.domain()).canonical().toString();
    }

    private static String texts(List<EmailAddress> addresses) {
        return String.join(" ", addresses.stream().map(EmailAddress::toString).toList());
    }
}
