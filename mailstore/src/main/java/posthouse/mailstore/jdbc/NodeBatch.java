package posthouse.mailstore.jdbc;

import java.util.List;
import java.util.Set;

/**
 * What others must know of a batch.
 *
 * @param node who made it
 * @param accounts whose mailboxes, or more of them than is told one by one, it changed
 * @param changes of mailboxes of other accounts
 * @param mailboxes whose sessions are to be woken
 * @param notes annotations it set
 * @param directory whether domains, accounts or aliases are others now
 * @param everything whether more changed than is listed
 */
public record NodeBatch(long batch, String node, Set<Long> accounts, List<NodeChange> changes, Set<Long> mailboxes, List<NodeNote> notes,
    boolean directory, boolean everything) {
}
