package posthouse.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Directory.Alias;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** What {@link Given} lines do to the store. */
final class StoreSetup {

    private StoreSetup() {
    }

    static void domain(TestServer server, String name) throws StoreException, BadAddress {
        if (!server.store().directory().isLocal(Domain.parse(name))) {
            server.store().directory().addDomain(Domain.parse(name), Optional.empty());
        }
    }

    static void postmaster(TestServer server, String address) throws StoreException {
        EmailAddress postmaster = TestServer.address(address);
        server.store().directory().addDomain(postmaster.domain(), Optional.of(postmaster));
        server.account(address);
    }

    static void sizes(Mailbox mailbox, TestServer server, String sizes) throws StoreException {
        int number = 1;
        for (String size : sizes.trim().split(" +")) {
            server.append(mailbox, TestServer.message(number++, Integer.parseInt(size)));
        }
    }

    static void mailbox(TestServer server, String address, String name, String use) throws StoreException {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        Arrays.stream(SpecialUse.values()).filter(u -> u.attribute.equals(use)).forEach(uses::add);
        server.store().mailboxes(server.account(address).id()).create(name, uses);
    }

    static void flags(Mailbox mailbox, String uids, String atoms) throws StoreException {
        mailbox.store(uids(uids), new FlagChange(FlagChange.Kind.REPLACE, flags(atoms)), OptionalLong.empty());
    }

    static Flags flags(String atoms) {
        var system = EnumSet.noneOf(Flags.System.class);
        var keywords = new ArrayList<String>();
        for (String atom : atoms.split(" ")) {
            Arrays.stream(Flags.System.values()).filter(f -> f.atom.equalsIgnoreCase(atom)).findFirst()
                .ifPresentOrElse(system::add, () -> keywords.add(atom));
        }
        return Flags.of(system, keywords);
    }

    static UidSet uids(String text) {
        return UidSet.of(Arrays.stream(text.split(",")).map(part -> {
            String[] ends = part.split(":");
            return new UidSet.Range(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
        }).toList());
    }

    static void alias(TestServer server, String localPart, String domain, String targets) throws StoreException, BadAddress {
        domain(server, domain);
        List<EmailAddress> addresses = Arrays.stream(targets.split(" ")).map(TestServer::address).toList();
        server.store().directory().setAlias(new Alias(localPart.isEmpty() ? null : localPart, Domain.parse(domain), addresses));
    }

    static void quota(TestServer server, String address, long octets, long messages) throws StoreException {
        server.store().directory().setQuota(server.account(address).address(), octets, messages);
    }
}
