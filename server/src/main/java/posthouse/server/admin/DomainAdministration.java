package posthouse.server.admin;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Directory;
import posthouse.mailstore.Directory.LocalDomain;
import posthouse.mailstore.StoreException;

/** {@code domain add}, {@code set}, {@code quota}, {@code list} and {@code remove}. */
final class DomainAdministration {

    private final Directory directory;

    DomainAdministration(Directory directory) {
        this.directory = directory;
    }

    AdminAnswer add(AdminRequest request) throws BadAddress, StoreException {
        String postmaster = request.options().get("postmaster");
        var address = postmaster == null ? Optional.<EmailAddress>empty() : Optional.of(EmailAddress.parse(postmaster));
        var domain = Domain.parse(request.arguments().get(0));
        directory.addDomain(domain, address);
        return AdminAnswer.done(List.of("added domain " + domain));
    }

    /** Another postmaster, or with {@code none} the domain's first account again. */
    AdminAnswer set(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var domain = local(request);
        String postmaster = request.options().get("postmaster");
        if (postmaster == null) {
            throw new AdminFailure("nothing to set; --postmaster ADDRESS says who gets mail for postmaster@" + domain);
        }
        boolean none = postmaster.equalsIgnoreCase("none");
        directory.setPostmaster(domain, none ? Optional.empty() : Optional.of(EmailAddress.parse(postmaster)));
        return AdminAnswer.done(List.of(none ? "the first account of " + domain + " gets mail for its postmaster"
            : postmaster + " gets mail for postmaster@" + domain));
    }

    private Domain local(AdminRequest request) throws AdminFailure, BadAddress {
        var domain = Domain.parse(request.arguments().get(0));
        if (!directory.isLocal(domain)) {
            throw Administration.noSuchDomain(domain, directory.domains().stream().map(LocalDomain::domain).toList());
        }
        return domain;
    }

    AdminAnswer quota(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var domain = local(request);
        var before = directory.usage(domain);
        var limits = Limits.of(request, before.octetLimit(), before.messageLimit());
        if (limits.isPresent()) {
            directory.setDomainQuota(domain, limits.get().octets(), limits.get().messages());
        }
        var usage = directory.usage(domain);
        return AdminAnswer.done(List.of(Limits.line(domain, usage.octets(), usage.octetLimit(), usage.messages(), usage.messageLimit())));
    }

    AdminAnswer list(AdminRequest request) throws StoreException {
        var table = new Table("domain", "postmaster", "messages", "octets", "message-limit", "octet-limit");
        for (LocalDomain domain : directory.domains()) {
            var usage = directory.usage(domain.domain());
            table.row(domain.domain(), domain.postmaster().map(EmailAddress::toString).orElse(""), usage.messages(), usage.octets(),
                usage.messageLimit(), usage.octetLimit());
        }
        return AdminAnswer.done(table.lines(request));
    }

    AdminAnswer remove(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var domain = local(request);
        var accounts = directory.accounts().stream().filter(a -> a.address().domain().equals(domain)).map(a -> "account " + a.address());
        var aliases = directory.aliases().stream().filter(a -> a.domain().equals(domain)).map(a -> "alias " + AliasAdministration.name(a));
        var inUse = Stream.concat(accounts, aliases).findFirst();
        if (inUse.isPresent()) {
            throw new AdminFailure("domain " + domain + " still has the " + inUse.get() + "; remove its accounts and aliases first");
        }
        directory.removeDomain(domain);
        return AdminAnswer.done(List.of("removed domain " + domain));
    }
}
