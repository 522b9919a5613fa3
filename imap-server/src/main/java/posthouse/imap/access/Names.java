package posthouse.imap.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Grant;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;

/**
 * The mailboxes that an account can name: its own, and under {@link #OTHERS} those that others share with it (RFC 2342 5):
 * {@code Other Users/alice@example.org/INBOX}.
 */
public final class Names {

    /** The namespace of other users. */
    public static final String OTHERS = "Other Users/";

    private static final String PROTOCOL = "IMAP"; // as journeys name it

    private final MailStore store;
    private final long account;
    private final Mailboxes own;

    public Names(MailStore store, long account) {
        this.store = store;
        this.account = account;
        this.own = store.mailboxes(account).by(PROTOCOL);
    }

    /** A name below {@link #OTHERS}, taken apart: whose it is, and what its owner calls it. */
    public record Foreign(Account owner, String name) {
    }

    /** Whether a name would be another user's. */
    public static boolean isForeign(String name) {
        return name.startsWith(OTHERS) || name.equals(OTHERS.substring(0, OTHERS.length() - 1));
    }

    /** Empty for a name of the account's own, and for one that belongs to nobody. */
    public Optional<Foreign> foreign(String name) {
        if (!name.startsWith(OTHERS)) {
            return Optional.empty();
        }
        int end = name.indexOf(Mailboxes.SEPARATOR, OTHERS.length());
        String address = name.substring(OTHERS.length(), end < 0 ? name.length() : end);
        try {
            String rest = end < 0 ? "" : name.substring(end + 1);
            return store.directory().account(EmailAddress.parse(address))
                .map(owner -> new Foreign(owner, rest.equalsIgnoreCase(Mailboxes.INBOX) ? Mailboxes.INBOX : rest));
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    /** The mailbox of this name; empty if there is none, or the account may not know of it. */
    public Optional<Reached> find(String name) {
        if (!isForeign(name)) {
            return own.find(name).map(mailbox -> new Reached(mailbox, Rights.OWNER));
        }
        return foreign(name).flatMap(there -> store.mailboxes(there.owner().id()).by(PROTOCOL).find(there.name()))
            .map(mailbox -> new Reached(mailbox, rights(mailbox))).filter(reached -> reached.rights().has(Right.LOOKUP) || mayBeNamed(reached));
    }

    /** RFC 4314 6: who has other rights but not {@code l} may name the mailbox, if it is known from elsewhere. */
    private static boolean mayBeNamed(Reached reached) {
        return reached.rights().hasAny(Right.READ, Right.INSERT, Right.CREATE, Right.DELETE, Right.ADMINISTER);
    }

    /** The mailbox of this name, with which all these things may be done. */
    public Reached open(String name, Right... needed) throws Refused, NoSuchMailbox {
        var found = find(name);
        if (found.isEmpty() || !found.get().rights().has(Right.LOOKUP) && !found.get().rights().all().containsAll(List.of(needed))) {
            throw new NoSuchMailbox("no mailbox '" + name + "'"); // RFC 4314 6: as if there were none
        }
        return found.get().require(needed);
    }

    /** The same for a mailbox that messages are put into: a client may create what isn't there (RFC 9051 6.3.12, 6.4.7). */
    public Reached target(String name) throws Refused {
        var found = find(name);
        if (found.isEmpty()) {
            throw new Refused(isForeign(name) ? ResponseCode.NONEXISTENT : ResponseCode.TRYCREATE, "no such mailbox");
        }
        return found.get().require(Right.INSERT);
    }

    /** How this account names a mailbox. */
    public String nameOf(Mailbox mailbox) throws StoreException {
        if (mailbox.accountId() == account) {
            return mailbox.name();
        }
        String owner = store.directory().account(mailbox.accountId()).map(a -> a.address().toString()).orElse("");
        return OTHERS + owner + Mailboxes.SEPARATOR + mailbox.name();
    }

    // ---- mailboxes made, deleted and renamed

    /** Creates a mailbox; one of another user needs {@code k} above it, and is shared like what lies above it, as the store sees to (RFC 4314 3, 4). */
    public Mailbox create(String name, Set<SpecialUse> uses) throws Refused, StoreException {
        if (!isForeign(name)) {
            return own.create(name, uses);
        }
        Foreign there = require(name);
        Mailboxes theirs = store.mailboxes(there.owner().id());
        above(there, theirs);
        return theirs.create(there.name(), uses);
    }

    public void delete(String name) throws Refused, StoreException {
        if (isForeign(name)) {
            open(name, Right.DELETE);
            Foreign there = require(name);
            store.mailboxes(there.owner().id()).delete(there.name());
        } else {
            own.delete(name);
        }
    }

    /** Within the mailboxes of one account: {@code x} for what was, {@code k} above what will be (RFC 4314 4). */
    public void rename(String from, String to) throws Refused, StoreException {
        if (!isForeign(from) && !isForeign(to)) {
            own.rename(from, to);
            return;
        }
        Foreign before = require(from);
        Foreign after = require(to);
        if (before.owner().id() != after.owner().id()) {
            throw new Refused(ResponseCode.CANNOT, "a mailbox stays with its owner");
        }
        open(from, Right.DELETE);
        Mailboxes theirs = store.mailboxes(before.owner().id());
        above(after, theirs);
        theirs.rename(before.name(), after.name());
    }

    private Foreign require(String name) throws Refused {
        return foreign(name).filter(there -> !there.name().isEmpty())
            .orElseThrow(() -> new Refused(ResponseCode.CANNOT, "no name of another user's mailbox"));
    }

    /** The nearest mailbox above a name, in which this account may create others. */
    private Reached above(Foreign there, Mailboxes theirs) throws Refused {
        String name = there.name();
        for (int end = name.lastIndexOf(Mailboxes.SEPARATOR, name.length() - 2); end > 0; end = name.lastIndexOf(Mailboxes.SEPARATOR, end - 1)) {
            var found = theirs.find(name.substring(0, end));
            if (found.isPresent()) {
                return new Reached(found.get(), rights(found.get())).require(Right.CREATE);
            }
        }
        throw new Refused(ResponseCode.NOPERM, "only its owner creates that");
    }

    // ---- rights

    /** What this account may do with a mailbox, as of now. */
    public Rights rights(Mailbox mailbox) {
        return mailbox.accountId() == account ? Rights.OWNER : granted(store.mailboxes(mailbox.accountId()).grants(mailbox.id()));
    }

    /** RFC 4314 2: what anyone and what this account was granted, without what was taken from either. */
    private Rights granted(List<Grant> grants) {
        Rights rights = Rights.NONE;
        Rights taken = Rights.NONE;
        for (Grant grant : grants) {
            Rights letters = Rights.parse(grant.letters()).orElse(Rights.NONE);
            if (grant.account() == account || grant.account() == Grant.ANYONE) {
                rights = grant.negative() ? rights : rights.with(letters);
                taken = grant.negative() ? taken.with(letters) : taken;
            }
        }
        return rights.without(taken);
    }

    /** What others share with this account and let it look up: as LIST tells of them, each with its whole name. */
    public List<Mailboxes.Info> shared() throws StoreException {
        var shared = new ArrayList<Mailboxes.Info>();
        Set<String> subscriptions = own.subscriptions();
        for (Map.Entry<Long, Set<Long>> each : store.sharedWith(account).entrySet()) {
            Optional<Account> owner = store.directory().account(each.getKey());
            if (owner.isPresent()) {
                add(owner.get(), each.getValue(), subscriptions, shared);
            }
        }
        return shared;
    }

    private void add(Account owner, Set<Long> ids, Set<String> subscriptions, List<Mailboxes.Info> shared) {
        Mailboxes theirs = store.mailboxes(owner.id());
        for (Mailboxes.Info info : theirs.list()) {
            if (ids.contains(info.id()) && granted(theirs.grants(info.id())).has(Right.LOOKUP)) {
                String name = OTHERS + owner.address() + Mailboxes.SEPARATOR + info.name();
                shared.add(new Mailboxes.Info(info.id(), name, Set.of(), subscriptions.contains(name)));
            }
        }
    }
}
