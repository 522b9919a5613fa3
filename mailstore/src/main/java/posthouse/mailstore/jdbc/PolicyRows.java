package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.mailstore.PolicyCache.Kept;
import posthouse.mailstore.TlsResults.TlsResult;

/** What is read of other domains' policies. */
final class PolicyRows {

    private PolicyRows() {
    }

    static Optional<Kept> find(Connection connection, String domain) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select id, policy, fetched, expires from sts_policy where domain = ?")) {
            query.setString(1, domain);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Kept(row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)),
                    Instant.ofEpochMilli(row.getLong(4)))) : Optional.empty();
            }
        }
    }

    static List<TlsResult> results(Connection connection, LocalDate day) throws SQLException {
        var results = new ArrayList<TlsResult>();
        try (PreparedStatement query = connection.prepareStatement("select domain, policy, host, result, connections from tls_result where on_day = ? "
            + "order by domain, policy, host, result")) {
            query.setLong(1, day.toEpochDay());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    results.add(new TlsResult(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5)));
                }
            }
        }
        return results;
    }
}
