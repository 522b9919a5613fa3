package posthouse.imap.command;

import java.util.EnumSet;
import java.util.Set;
import posthouse.imap.Authenticated;
import posthouse.imap.Extension;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** What STATUS can tell (RFC 9051 6.3.11, RFC 3501 6.3.10), alone or with LIST (RFC 5819). */
enum StatusItem {
    MESSAGES {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) {
            return status.messages();
        }
    },
    RECENT {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) throws StoreException {
            return state.recent(mailbox, status);
        }
    },
    UIDNEXT {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) {
            return status.uidNext();
        }
    },
    UIDVALIDITY {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) {
            return status.uidValidity();
        }
    },
    UNSEEN {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) {
            return status.unseen();
        }
    },
    DELETED {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) {
            return status.deleted();
        }
    },
    /** RFC 9208 4.1.4: the sum of their sizes. */
    DELETED_STORAGE {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) throws StoreException {
            return status.deleted() == 0 ? 0 : deletedOctets(mailbox);
        }
    },
    /** RFC 8438. */
    SIZE {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) {
            return status.octets();
        }
    },
    /** RFC 7889 3.2. */
    APPENDLIMIT {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) {
            return state.client().limits().messageSize();
        }
    },
    /** RFC 7162 3.1.7. */
    HIGHESTMODSEQ {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) {
            return status.highestModSeq();
        }
    },
    /** RFC 8474 4.3. */
    MAILBOXID {
        @Override
        long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) {
            return status.uidValidity();
        }

        @Override
        void write(ImapWriter out, long value) {
            out.text(ResponseCode.mailboxId(value).text());
        }
    };

    /** Those that a mailbox's counters tell. */
    static final Set<StatusItem> COUNTERS = Set.copyOf(EnumSet.complementOf(EnumSet.of(RECENT, DELETED_STORAGE)));

    abstract long value(Authenticated state, Mailbox mailbox, Mailbox.Status status) throws StoreException;

    void write(ImapWriter out, long value) {
        out.text(word()).sp().number(value);
    }

    String word() {
        return name().replace('_', '-');
    }

    private static long deletedOctets(Mailbox mailbox) throws StoreException {
        Mailbox.Index index = mailbox.index();
        var deleted = new UidSet.Builder();
        for (int i = 0; i < index.numbers().length; i++) {
            if (index.flags()[i].has(Flags.System.DELETED)) {
                deleted.add(index.uid(i));
            }
        }
        long[] sum = new long[1];
        mailbox.read(deleted.build(), Mailbox.Detail.SUMMARY, message -> sum[0] += message.size());
        return sum[0];
    }

    /** The items in parentheses. */
    static Set<StatusItem> parse(ImapReader in) throws BadSyntax {
        var items = EnumSet.noneOf(StatusItem.class);
        in.open();
        do {
            items.add(item(in.keyword()));
        } while (in.another());
        in.close();
        return items;
    }

    private static StatusItem item(String name) throws BadSyntax {
        for (StatusItem item : values()) {
            if (item.word().equals(name)) {
                return item;
            }
        }
        throw new BadSyntax("STATUS doesn't know " + name.substring(0, Math.min(name.length(), 40)));
    }

    /** A client that asks for mod-sequences gets them from then on (RFC 7162 3.1). */
    static void enable(Set<StatusItem> asked, Authenticated state) {
        if (asked.contains(HIGHESTMODSEQ)) {
            state.client().enable(Extension.CONDSTORE);
        }
    }

    /** The STATUS response (RFC 9051 7.3.4). */
    static void write(ImapWriter out, String name, Mailbox mailbox, Set<StatusItem> items, Authenticated state) throws StoreException {
        var status = mailbox.status();
        var values = new long[values().length];
        for (StatusItem item : items) { // before anything is written: a mailbox may vanish meanwhile
            values[item.ordinal()] = item.value(state, mailbox, status);
        }
        out.text("* STATUS ").mailbox(name).text(" (");
        String before = "";
        for (StatusItem item : items) {
            item.write(out.text(before), values[item.ordinal()]);
            before = " ";
        }
        out.text(")\r\n");
    }
}
