package posthouse.mailstore.engine;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import posthouse.mailstore.PolicyCache;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.TlsResults;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.QueueChange;
import posthouse.mailstore.journal.QueueChange.AddTlsResults;

/** Policies of other domains, and how connections kept to them: read from the tables, changed by records. */
final class StoredPolicies implements PolicyCache, TlsResults {
    private final OpenStore store;

    StoredPolicies(OpenStore store) {
        this.store = store;
    }

    private <C extends Change> void submit(C change) throws StoreException {
        store.submit(view -> Decision.of((Void) null, change));
    }

    @Override
    public Optional<Kept> find(String domain) throws StoreException {
        return store.database().policy(domain);
    }

    @Override
    public void keep(String domain, Kept policy) throws StoreException {
        submit(new QueueChange.KeepPolicy(domain, policy.id(), policy.text(), policy.fetched().toEpochMilli(), policy.expires().toEpochMilli()));
    }

    @Override
    public void add(LocalDate day, List<TlsResult> results) throws StoreException {
        submit(new AddTlsResults(day.toEpochDay(), results.stream()
            .map(r -> new AddTlsResults.TlsResult(r.domain(), r.policy(), r.host(), r.result(), r.count())).toList()));
    }

    @Override
    public List<TlsResult> of(LocalDate day) throws StoreException {
        return store.database().tlsResults(day);
    }
}
