package posthouse.mailstore.journal;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramHash;
import posthouse.common.sasl.ScramKeys;

/** Changes of domains, accounts and aliases as octets of a record. */
final class AccountCodec implements AccountChange.Visitor<RuntimeException> {

    /** The kinds on disk: a number is never used for anything else. */
    private static final int SET_DOMAIN = 32;
    private static final int REMOVE_DOMAIN = 33;
    private static final int ADD_ACCOUNT = 34;
    private static final int REMOVE_ACCOUNT = 35;
    private static final int SET_KEYS = 36;
    private static final int SET_QUOTA = 37;
    private static final int SET_ALIAS = 38;
    private static final int REMOVE_ALIAS = 39;
    private static final int SET_APOP_SECRET = 40;
    private static final int KEEP_REMOVED = 41;
    private static final int RESTORE_ACCOUNT = 42;
    private static final int PURGE_ACCOUNT = 43;
    private static final int SET_DOMAIN_QUOTA = 44;
    private static final int ADD_APP_PASSWORD = 45;
    private static final int REMOVE_APP_PASSWORD = 46;
    private static final int USE_APP_PASSWORD = 47;
    private static final int SET_MAILBOX_QUOTA = 80;

    /** How each kind is read: the mirror of the methods below. */
    static final Map<Integer, Function<PayloadReader, Change>> KINDS = Map.ofEntries(
        Map.entry(SET_DOMAIN, from -> new AccountChange.SetDomain(from.text(), from.optional())),
        Map.entry(REMOVE_DOMAIN, from -> new AccountChange.RemoveDomain(from.text())),
        Map.entry(ADD_ACCOUNT, from -> new AccountChange.AddAccount(from.number(), from.text(), from.text(), from.list(AccountCodec::keys))),
        Map.entry(REMOVE_ACCOUNT, from -> new AccountChange.RemoveAccount(from.number(), 0)),
        Map.entry(SET_KEYS, from -> new AccountChange.SetKeys(from.number(), from.list(AccountCodec::keys))),
        Map.entry(SET_QUOTA, from -> new AccountChange.SetQuota(from.number(), from.number(), from.number())),
        Map.entry(SET_MAILBOX_QUOTA, from -> new AccountChange.SetMailboxQuota(from.number(), from.number())),
        Map.entry(SET_ALIAS, from -> new AccountChange.SetAlias(from.text(), from.text(), from.list(PayloadReader::text))),
        Map.entry(REMOVE_ALIAS, from -> new AccountChange.RemoveAlias(from.text(), from.text())),
        Map.entry(SET_APOP_SECRET, from -> new AccountChange.SetApopSecret(from.number(), from.optional())),
        Map.entry(KEEP_REMOVED, from -> new AccountChange.RemoveAccount(from.number(), from.signed())),
        Map.entry(RESTORE_ACCOUNT, from -> new AccountChange.RestoreAccount(from.number())),
        Map.entry(PURGE_ACCOUNT, from -> new AccountChange.PurgeAccount(from.number())),
        Map.entry(SET_DOMAIN_QUOTA, from -> new AccountChange.SetDomainQuota(from.text(), from.number(), from.number())),
        Map.entry(ADD_APP_PASSWORD, from -> new AccountChange.AddAppPassword(from.number(), new AppPassword(from.number(), from.text(),
            Scope.read(from.text()), from.list(AccountCodec::keys), from.number(), from.number()))),
        Map.entry(REMOVE_APP_PASSWORD, from -> new AccountChange.RemoveAppPassword(from.number(), from.number())),
        Map.entry(USE_APP_PASSWORD, from -> new AccountChange.UseAppPassword(from.number(), from.number(), from.number())));

    private final PayloadWriter to;

    AccountCodec(PayloadWriter to) {
        this.to = to;
    }

    @Override
    public void setDomain(AccountChange.SetDomain change) {
        to.octet(SET_DOMAIN).text(change.name()).optional(change.postmaster());
    }

    @Override
    public void removeDomain(AccountChange.RemoveDomain change) {
        to.octet(REMOVE_DOMAIN).text(change.name());
    }

    @Override
    public void addAccount(AccountChange.AddAccount change) {
        to.octet(ADD_ACCOUNT).number(change.id()).text(change.localPart()).text(change.domain());
        to.list(change.keys(), AccountCodec::keys);
    }

    @Override
    public void removeAccount(AccountChange.RemoveAccount change) {
        to.octet(change.keptAt() == 0 ? REMOVE_ACCOUNT : KEEP_REMOVED).number(change.id()).present(change.keptAt());
    }

    @Override
    public void restoreAccount(AccountChange.RestoreAccount change) {
        to.octet(RESTORE_ACCOUNT).number(change.id());
    }

    @Override
    public void purgeAccount(AccountChange.PurgeAccount change) {
        to.octet(PURGE_ACCOUNT).number(change.id());
    }

    @Override
    public void setDomainQuota(AccountChange.SetDomainQuota change) {
        to.octet(SET_DOMAIN_QUOTA).text(change.name()).number(change.octets()).number(change.messages());
    }

    @Override
    public void setKeys(AccountChange.SetKeys change) {
        to.octet(SET_KEYS).number(change.account());
        to.list(change.keys(), AccountCodec::keys);
    }

    @Override
    public void setApopSecret(AccountChange.SetApopSecret change) {
        to.octet(SET_APOP_SECRET).number(change.account()).optional(change.secret());
    }

    @Override
    public void addAppPassword(AccountChange.AddAppPassword change) {
        AppPassword password = change.password();
        to.octet(ADD_APP_PASSWORD).number(change.account()).number(password.id()).text(password.name()).text(Scope.write(password.scope()));
        to.list(password.keys(), AccountCodec::keys).number(password.created()).number(password.lastUsed());
    }

    @Override
    public void removeAppPassword(AccountChange.RemoveAppPassword change) {
        to.octet(REMOVE_APP_PASSWORD).number(change.account()).number(change.id());
    }

    @Override
    public void useAppPassword(AccountChange.UseAppPassword change) {
        to.octet(USE_APP_PASSWORD).number(change.account()).number(change.id()).number(change.time());
    }

    @Override
    public void setQuota(AccountChange.SetQuota change) {
        to.octet(SET_QUOTA).number(change.account()).number(change.octets()).number(change.messages());
    }

    @Override
    public void setMailboxQuota(AccountChange.SetMailboxQuota change) {
        to.octet(SET_MAILBOX_QUOTA).number(change.account()).number(change.mailboxes());
    }

    @Override
    public void setAlias(AccountChange.SetAlias change) {
        to.octet(SET_ALIAS).text(change.localPart()).text(change.domain()).list(change.targets(), PayloadWriter::text);
    }

    @Override
    public void removeAlias(AccountChange.RemoveAlias change) {
        to.octet(REMOVE_ALIAS).text(change.localPart()).text(change.domain());
    }

    private static void keys(PayloadWriter to, ScramKeys keys) {
        to.text(keys.hash().digest).octets(keys.salt()).number(keys.iterations()).octets(keys.storedKey()).octets(keys.serverKey());
    }

    private static ScramKeys keys(PayloadReader from) {
        String digest = from.text();
        ScramHash hash = Stream.of(ScramHash.values()).filter(h -> h.digest.equals(digest)).findFirst().orElseThrow();
        byte[] salt = from.octets();
        return new ScramKeys(hash, salt, from.count(), from.octets(), from.octets());
    }
}
