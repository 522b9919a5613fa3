package posthouse.mailstore;

import java.time.Instant;
import java.util.Optional;

/** What domains elsewhere published about mail to them (MTA-STS, RFC 8461), as it was fetched: it outlives a restart. */
public interface PolicyCache {

    /** What is kept of a domain, expired or not. */
    Optional<Kept> find(String domain) throws StoreException;

    /** Keeps a policy instead of the one before; those of any domain that have expired by then go. */
    void keep(String domain, Kept policy) throws StoreException;

    /** @param id the version, as the domain's TXT record names it @param text as it was fetched, at most 64 KiB */
    record Kept(String id, String text, Instant fetched, Instant expires) {
    }
}
