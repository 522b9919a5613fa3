package posthouse.imap.access;

import java.util.Optional;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Grant;
import posthouse.mailstore.MailStore;

/**
 * Whom rights are given to, or taken from: RFC 4314 2.
 *
 * @param account an account here, or {@link Grant#ANYONE}
 */
record Identifier(long account, boolean negative) {

    private static final String ANYONE = "anyone";

    /** An address, {@code anyone}, or either behind a {@code -}; a name without domain is one of the client's own domain. */
    static Identifier parse(String text, Authenticated state) throws Refused, BadSyntax {
        boolean negative = text.startsWith("-");
        String name = negative ? text.substring(1) : text;
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadSyntax("not an identifier"); // RFC 4314 3: what SASLprep leaves nothing of, or refuses
        }
        if (name.equals(ANYONE)) {
            return new Identifier(Grant.ANYONE, negative);
        }
        String domain = state.identity().substring(state.identity().lastIndexOf('@'));
        return account(name.indexOf('@') < 0 ? name + domain : name, state.store()).map(account -> new Identifier(account.id(), negative))
            .orElseThrow(() -> new Refused(ResponseCode.CANNOT, "no account of this name"));
    }

    private static Optional<Account> account(String address, MailStore store) {
        try {
            return store.directory().account(EmailAddress.parse(address));
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    /** How the protocol names the holder of a grant; empty if that account is gone. */
    static Optional<String> name(Grant grant, MailStore store) {
        Optional<String> name = grant.account() == Grant.ANYONE ? Optional.of(ANYONE)
            : store.directory().account(grant.account()).map(account -> account.address().toString());
        return name.map(n -> grant.negative() ? "-" + n : n);
    }
}
