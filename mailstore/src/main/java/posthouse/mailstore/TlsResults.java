package posthouse.mailstore;

import java.time.LocalDate;
import java.util.List;

/** How connections to other servers kept to the policies that held for them, counted for reports (RFC 8460). Kept for 60 days. */
public interface TlsResults {

    /** Adds to the counts of a day (in UTC). */
    void add(LocalDate day, List<TlsResult> results) throws StoreException;

    /** The counts of a day, by domain. */
    List<TlsResult> of(LocalDate day) throws StoreException;

    /**
     * @param policy {@code sts}, {@code tlsa} or {@code no-policy-found} (RFC 8460 4.4)
     * @param host the MX host; empty where none was asked
     * @param result {@code success}, or a result type of RFC 8460 4.3
     */
    record TlsResult(String domain, String policy, String host, String result, long count) {
    }
}
