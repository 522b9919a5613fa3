package posthouse.mailstore;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Credentials;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramKeys;

/** Who lives here: domains, accounts, aliases. Look-ups come from memory. */
public interface Directory extends Credentials {

    List<LocalDomain> domains();

    boolean isLocal(Domain domain);

    void addDomain(Domain domain, Optional<EmailAddress> postmaster) throws StoreException;

    /** Who gets mail for {@code postmaster@} and {@code abuse@} from now on; empty for the domain's first account. */
    void setPostmaster(Domain domain, Optional<EmailAddress> postmaster) throws StoreException;

    /** Limits of what the accounts of a domain have together, beside their own; 0 for none. */
    void setDomainQuota(Domain domain, long octets, long messages) throws StoreException;

    DomainUsage usage(Domain domain) throws StoreException;

    /** Removes a domain that has no accounts and no aliases left; else {@link AlreadyExists} says which. */
    void removeDomain(Domain domain) throws StoreException;

    List<Account> accounts();

    Optional<Account> account(EmailAddress address);

    Optional<Account> account(long id);

    /** Makes accounts, all or none, each with INBOX and the usual mailboxes: Drafts, Sent, Trash, Junk, Archive (RFC 6154), all subscribed. */
    List<Account> addAccounts(List<NewAccount> accounts) throws StoreException;

    /** Removes an account with its mailboxes; it can come back for {@code store.undelete} days. */
    void removeAccount(EmailAddress address) throws StoreException;

    /**
     * Erases accounts, there or removed, with all their mail, also what was expunged before: none of it can come back, and when this returns no
     * file of the store has it any more, but for what it says. Mail that other accounts or the queue have as well stays for those. It
     * rewrites whatever has something of theirs, which can take minutes; the store goes on meanwhile.
     *
     * @return what has to stay for now, and until when, one line each
     * @throws NoSuchAccount if one of them is not there; nothing is erased then
     */
    List<String> purgeAccounts(List<EmailAddress> addresses) throws StoreException;

    /** {@link #purgeAccounts} of one. */
    default List<String> purgeAccount(EmailAddress address) throws StoreException {
        return purgeAccounts(List.of(address));
    }

    /** @param keys with the salts of those before, if the account has app passwords ({@link ScramKeys#likeThese}) */
    void setKeys(EmailAddress address, List<ScramKeys> keys) throws StoreException;

    /** The oldest first. */
    List<AppPassword> appPasswords(EmailAddress address);

    /**
     * Makes a further password, and says its number.
     *
     * @param keys with the salts of the account's own ({@link ScramKeys#likeThese})
     */
    long addAppPassword(EmailAddress address, String name, Set<Scope> scope, List<ScramKeys> keys) throws StoreException;

    /** Takes one back: it opens nothing from then on. */
    void removeAppPassword(EmailAddress address, long id) throws StoreException;

    /** What APOP takes instead of the password, kept as it is (RFC 1939 7); {@code null} for none. */
    void setApopSecret(EmailAddress address, String secret) throws StoreException;

    /** Limits of an account; 0 for none. That of mailboxes stays as it is. */
    void setQuota(EmailAddress address, long octets, long messages) throws StoreException;

    /** All limits of an account; 0 for none. */
    void setQuota(EmailAddress address, long octets, long messages, long mailboxes) throws StoreException;

    List<Alias> aliases();

    /** Where mail for an account goes on to; its own address among them keeps a copy. Empty if it isn't forwarded. */
    List<EmailAddress> forward(EmailAddress account);

    /**
     * Forwards an account's mail. Nobody may send as this account for that ({@link #owns}).
     *
     * @param targets here or elsewhere; its own address among them keeps a copy; none ends it
     */
    void setForward(EmailAddress account, List<EmailAddress> targets) throws StoreException;

    /** Makes an alias, or replaces the one of this name. */
    void setAlias(Alias alias) throws StoreException;

    void removeAlias(Alias alias) throws StoreException;

    /**
     * Where mail for this address goes: the account of that name, the alias, the account or alias without its
     * {@code +detail}, the domain's postmaster for {@code postmaster} and {@code abuse}, the catch-all; in this order.
     * Aliases are followed (at most 20 deep, loops cut), each account comes once. So is what accounts forward to; mail that
     * forwarding would lead nowhere stays with the account.
     */
    Resolution resolve(EmailAddress address);

    /**
     * Whether an account may send from this address (RFC 6409 6.1): its own, with or without a {@code +detail}, or one whose mail
     * comes to it by aliases or the catch-all.
     */
    boolean owns(long accountId, EmailAddress address);

    /**
     * @param postmaster who gets mail for {@code postmaster@} and {@code abuse@}: as set, or the domain's first account
     * @param quotaOctets what its accounts may have together, 0 for no limit; likewise {@code quotaMessages}
     */
    record LocalDomain(Domain domain, Optional<EmailAddress> postmaster, long quotaOctets, long quotaMessages) {
    }

    /** What the accounts of a domain have together. A limit is 0 for none. */
    record DomainUsage(long octets, long messages, long octetLimit, long messageLimit) {
    }

    /** A limit is 0 for none of its own. */
    record Account(long id, EmailAddress address, long quotaOctets, long quotaMessages, long quotaMailboxes) {
    }

    record NewAccount(EmailAddress address, List<ScramKeys> keys) {
    }

    /** @param localPart {@code null} for the catch-all of the domain */
    record Alias(String localPart, Domain domain, List<EmailAddress> targets) {
        public boolean catchAll() {
            return localPart == null;
        }
    }

    /** What an address leads to. */
    sealed interface Resolution {
        /**
         * Accounts here, and addresses elsewhere that an alias names.
         *
         * @param detail what stood behind the {@code +}, or {@code null}
         */
        record Found(List<Account> accounts, List<EmailAddress> elsewhere, String detail) implements Resolution {
        }

        record NoSuchUser() implements Resolution {
        }

        record NotLocal() implements Resolution {
        }
    }
}
