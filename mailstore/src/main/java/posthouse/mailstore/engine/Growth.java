package posthouse.mailstore.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import posthouse.mailstore.engine.AccountState.Usage;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.SomeChanges;

/** By how much a mutation makes accounts larger: of those it makes smaller nothing is said before it is whole. */
final class Growth implements SomeChanges<RuntimeException> {
    private final Map<Long, MailboxRow> before = new HashMap<>();
    private final Map<Long, Long> owners = new HashMap<>();
    private final Map<Long, Usage> differences = new HashMap<>();

    private Growth(List<MailboxRow> rows) {
        rows.forEach(row -> before.put(row.id(), row));
    }

    static Map<Long, Usage> of(Mutation mutation, List<MailboxRow> before) {
        var growth = new Growth(before);
        mutation.accept(growth);
        growth.differences.replaceAll((account, difference) -> difference.positive());
        growth.differences.values().removeIf(Usage.NONE::equals);
        return growth.differences;
    }

    @Override
    public void createMailbox(MailboxChange.CreateMailbox change) {
        owners.put(change.id(), change.account());
    }

    @Override
    public void restoreMailbox(MailboxChange.RestoreMailbox change) {
        owners.put(change.id(), change.account());
    }

    @Override
    public void setCounters(MessageChange.SetCounters change) {
        MailboxRow row = before.get(change.mailbox());
        Long account = row == null ? owners.get(change.mailbox()) : Long.valueOf(row.account());
        if (account != null) {
            var now = new Usage(change.octets(), change.messages());
            differences.merge(account, row == null ? now : now.minus(new Usage(row.octets(), row.messages())), Usage::plus);
        }
    }
}
