package posthouse.imap.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.imap.Authenticated;
import posthouse.imap.Client;
import posthouse.imap.access.Names;
import posthouse.imap.access.Right;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Mailboxes.Usage;
import posthouse.mailstore.StoreException;

/**
 * GETQUOTA and GETQUOTAROOT: RFC 9208 4.1. All mailboxes of an account have one quota root: the client's own is called "", another
 * one by its address. SETQUOTA (4.1.3) is for accounts that the administrator names: nobody gives room to oneself.
 */
final class Quota {

    private static final int KIB = 1024;

    private Quota() {
    }

    record Get(String root) implements AuthenticatedCommand {
        static Get parse(ImapReader in) throws BadSyntax {
            String root = in.sp().astring();
            in.end();
            return new Get(root);
        }

        @Override
        public Answer run(Authenticated state) throws Refused {
            Usage usage = state.store().mailboxes(account(root, state).id()).usage();
            return Answer.of(out -> write(out, root, usage), Completion.ok("GETQUOTA completed"));
        }
    }

    record Root(String mailbox) implements AuthenticatedCommand {
        static Root parse(ImapReader in) throws BadSyntax, Refused {
            String mailbox = in.sp().mailbox();
            in.end();
            return new Root(mailbox);
        }

        @Override
        public Answer run(Authenticated state) throws Refused, StoreException {
            boolean own = !Names.isForeign(mailbox); // RFC 9208 4.1.2: then it need not exist
            long owner = own ? state.accountId() : state.names().open(mailbox, Right.READ).mailbox().accountId(); // RFC 9208 6
            String root = own ? "" : state.store().directory().account(owner).map(a -> a.address().toString()).orElse("");
            Usage usage = state.store().mailboxes(owner).usage();
            return Answer.of(out -> {
                out.text("* QUOTAROOT ").mailbox(mailbox).sp().astring(root).crlf();
                write(out, root, usage);
            }, Completion.ok("GETQUOTAROOT completed"));
        }
    }

    record Set(String root, Map<String, Long> limits) implements AuthenticatedCommand {
        static Set parse(ImapReader in) throws BadSyntax {
            String root = in.sp().astring();
            var limits = new HashMap<String, Long>();
            in.sp().open();
            while (!in.nextIs(')')) {
                String resource = in.keyword();
                limits.put(resource, in.sp().number64());
                in.take(' ');
            }
            in.close().end();
            return new Set(root, limits);
        }

        @Override
        public Answer run(Authenticated state) throws Refused, StoreException {
            if (!mayBeSetBy(state.client())) {
                throw new Refused(ResponseCode.NOPERM, "quotas are set by the administrator");
            }
            Account account = account(root, state);
            if (!java.util.Set.of("STORAGE", "MESSAGE", "MAILBOX").containsAll(limits.keySet()) || limits.containsValue(0L)) {
                throw new Refused(ResponseCode.CANNOT, "STORAGE, MESSAGE and MAILBOX can be set, and not to 0");
            }
            // RFC 9208 4.1.3: a limit that is not named is taken away
            long octets = Math.min(limits.getOrDefault("STORAGE", 0L), Long.MAX_VALUE / KIB) * KIB;
            state.store().directory().setQuota(account.address(), octets, limits.getOrDefault("MESSAGE", 0L), limits.getOrDefault("MAILBOX", 0L));
            Usage usage = state.store().mailboxes(account.id()).usage();
            return Answer.of(out -> write(out, root, usage), Completion.ok("SETQUOTA completed"));
        }
    }

    static boolean mayBeSetBy(Client client) {
        return client.authenticated() != null && client.limits().quotaAdministrators().contains(client.authenticated().identity());
    }

    /** Whose root it is: the client's own, or anybody's for who may set quotas. */
    private static Account account(String root, Authenticated state) throws Refused {
        boolean own = root.isEmpty() || root.equalsIgnoreCase(state.identity());
        Optional<Account> account = Optional.empty();
        try {
            account = own || mayBeSetBy(state.client())
                ? state.store().directory().account(EmailAddress.parse(own ? state.identity() : root)) : account;
        } catch (BadAddress e) {
            account = Optional.empty();
        }
        return account.orElseThrow(() -> new Refused(ResponseCode.NONEXISTENT, "no such quota root"));
    }

    /** {@code * QUOTA "" (STORAGE 10 512)}: what has no limit is not told (RFC 9208 4.2.1). */
    private static void write(ImapWriter out, String root, Usage usage) {
        var resources = new ArrayList<String>();
        if (usage.octetLimit() > 0) {
            resources.add("STORAGE " + (usage.octets() + KIB - 1) / KIB + " " + (usage.octetLimit() + KIB - 1) / KIB);
        }
        if (usage.messageLimit() > 0) {
            resources.add("MESSAGE " + usage.messages() + " " + usage.messageLimit());
        }
        if (usage.mailboxLimit() > 0) {
            resources.add("MAILBOX " + usage.mailboxes() + " " + usage.mailboxLimit());
        }
        out.text("* QUOTA ").astring(root).text(" (").text(String.join(" ", resources)).text(")\r\n");
    }
}
