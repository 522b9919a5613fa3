package posthouse.mailstore.journal;

import java.util.List;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.ScramKeys;

/** What happens to domains, accounts, their passwords and limits, and aliases. */
public sealed interface AccountChange extends Change {

    /** Does with each of them what its place requires. */
    interface Visitor<E extends Exception> {

        void setDomain(SetDomain change) throws E;

        void removeDomain(RemoveDomain change) throws E;

        void addAccount(AddAccount change) throws E;

        void removeAccount(RemoveAccount change) throws E;

        void restoreAccount(RestoreAccount change) throws E;

        void purgeAccount(PurgeAccount change) throws E;

        void setDomainQuota(SetDomainQuota change) throws E;

        void setKeys(SetKeys change) throws E;

        void setApopSecret(SetApopSecret change) throws E;

        void addAppPassword(AddAppPassword change) throws E;

        void removeAppPassword(RemoveAppPassword change) throws E;

        void useAppPassword(UseAppPassword change) throws E;

        void setQuota(SetQuota change) throws E;

        void setMailboxQuota(SetMailboxQuota change) throws E;

        void setAlias(SetAlias change) throws E;

        void removeAlias(RemoveAlias change) throws E;
    }

    /** @param postmaster an address, or {@code null} */
    record SetDomain(String name, String postmaster) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().setDomain(this);
        }
    }

    record RemoveDomain(String name) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().removeDomain(this);
        }
    }

    record AddAccount(long id, String localPart, String domain, List<ScramKeys> keys) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().addAccount(this);
        }
    }

    /**
     * An account whose mailboxes are deleted already.
     *
     * @param keptAt when, if it can come back; else 0
     */
    record RemoveAccount(long id, long keptAt) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().removeAccount(this);
        }
    }

    /** A removed account is there again with all that was its own, but for mailboxes: they come back one by one. */
    record RestoreAccount(long id) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().restoreAccount(this);
        }
    }

    /** A removed account can't come back any more. */
    record PurgeAccount(long id) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().purgeAccount(this);
        }
    }

    /** What the accounts of a domain may have together; 0 for no limit. */
    record SetDomainQuota(String name, long octets, long messages) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().setDomainQuota(this);
        }
    }

    record SetKeys(long account, List<ScramKeys> keys) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().setKeys(this);
        }
    }

    /** @param secret shared with the account's owner for APOP, as it is; {@code null} for none */
    record SetApopSecret(long account, String secret) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().setApopSecret(this);
        }

        /** Not the secret: records may come into a log. */
        @Override
        public String toString() {
            return "SetApopSecret[account=" + account + "]";
        }
    }

    /** A further password; its keys have the salt of the account's own. */
    record AddAppPassword(long account, AppPassword password) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().addAppPassword(this);
        }
    }

    record RemoveAppPassword(long account, long id) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().removeAppPassword(this);
        }
    }

    record UseAppPassword(long account, long id, long time) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().useAppPassword(this);
        }
    }

    record SetQuota(long account, long octets, long messages) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().setQuota(this);
        }
    }

    /** @param mailboxes how many it may have at most; 0 for as many as any */
    record SetMailboxQuota(long account, long mailboxes) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().setMailboxQuota(this);
        }
    }

    /** @param localPart in its canonical form; empty for the catch-all */
    record SetAlias(String localPart, String domain, List<String> targets) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().setAlias(this);
        }
    }

    record RemoveAlias(String localPart, String domain) implements AccountChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.accounts().removeAlias(this);
        }
    }
}
