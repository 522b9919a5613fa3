package posthouse.imap.command;

import java.util.ArrayList;
import posthouse.imap.Authenticated;
import posthouse.imap.access.Right;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Mailboxes.Usage;
import posthouse.mailstore.StoreException;

/**
 * GETQUOTA and GETQUOTAROOT: RFC 9208 4.1. All mailboxes of an account have one quota root: the client's own is called "", another
 * one by its address. SETQUOTA is for administrators, who have a command line for it.
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
            if (!root.isEmpty() && !root.equalsIgnoreCase(state.identity())) {
                throw new Refused(ResponseCode.NONEXISTENT, "no such quota root");
            }
            Usage usage = state.mailboxes().usage();
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
            var reached = state.names().open(mailbox, Right.READ).mailbox(); // RFC 9208 6
            boolean own = reached.accountId() == state.accountId();
            String root = own ? "" : state.store().directory().account(reached.accountId()).map(a -> a.address().toString()).orElse("");
            Usage usage = state.store().mailboxes(reached.accountId()).usage();
            return Answer.of(out -> {
                out.text("* QUOTAROOT ").mailbox(mailbox).sp().astring(root).crlf();
                write(out, root, usage);
            }, Completion.ok("GETQUOTAROOT completed"));
        }
    }

    record Set(String root) implements AuthenticatedCommand {
        static Set parse(ImapReader in) throws BadSyntax {
            String root = in.sp().astring();
            in.sp().open();
            while (!in.nextIs(')')) {
                in.keyword();
                in.sp().number64();
                in.take(' ');
            }
            in.close().end();
            return new Set(root);
        }

        @Override
        public Answer run(Authenticated state) throws Refused {
            throw new Refused(ResponseCode.NOPERM, "quotas are set by the administrator");
        }
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
