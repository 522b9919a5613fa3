package posthouse.smtp.intake;

import java.util.List;
import posthouse.common.address.ReversePath;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Grant;
import posthouse.mailstore.MailStore;

/**
 * Whether a sender may post to a mailbox by its sub-address (RFC 4314 2.1, {@code p}). Everybody may, until the owner says who: from then on those whom
 * the right was granted, and the owner.
 */
final class PostRight {

    private static final String POST = "p";

    private PostRight() {
    }

    static boolean has(ReversePath sender, Account owner, long mailbox, MailStore store) {
        List<Grant> grants = store.mailboxes(owner.id()).grants(mailbox).stream().filter(grant -> grant.letters().contains(POST)).toList();
        if (grants.isEmpty()) {
            return true;
        }
        long account = sender.address().flatMap(store.directory()::account).map(Account::id).orElse(Grant.ANYONE);
        boolean refused = grants.stream().anyMatch(grant -> grant.negative() && isMeant(grant, account));
        boolean unsaid = grants.stream().allMatch(Grant::negative);
        return account == owner.id() || !refused && (unsaid || grants.stream().anyMatch(grant -> !grant.negative() && isMeant(grant, account)));
    }

    private static boolean isMeant(Grant grant, long account) {
        return grant.account() == Grant.ANYONE || grant.account() == account;
    }
}
