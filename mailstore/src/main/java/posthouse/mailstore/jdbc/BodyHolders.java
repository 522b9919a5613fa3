package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whose some bodies are, in an administrator's words. Nothing leads from a body to its messages, so all of them are looked at. */
final class BodyHolders {
    private final Connection connection;
    private final Set<Long> bodies;
    private final Map<Long, List<String>> holders = new TreeMap<>();
    private final Map<Long, String> mailboxes = new HashMap<>();

    BodyHolders(Connection connection, Set<Long> bodies) {
        this.connection = connection;
        this.bodies = bodies;
    }

    Map<Long, List<String>> find() throws SQLException {
        String accounts = " b join (select id, local_part, domain from account union all select id, local_part, domain from removed_account) a "
            + "on a.id = b.account";
        names("select b.id, a.local_part, a.domain, b.name from mailbox" + accounts, "");
        names("select b.id, a.local_part, a.domain, b.name from removed_mailbox" + accounts, "deleted ");
        messages("select id, body from message", "");
        messages("select id, body from removed_message", "removed ");
        EachRow.read(connection, "select journey, body from queue_message", row -> hold(row.getLong(2), row.getString(1) + " in the queue"));
        return holders;
    }

    private void names(String sql, String kind) throws SQLException {
        EachRow.read(connection, sql, row -> mailboxes.put(row.getLong(1), kind + row.getString(4) + " of " + row.getString(2) + "@" + row.getString(3)));
    }

    private void messages(String sql, String kind) throws SQLException {
        EachRow.read(connection, sql, row -> {
            if (bodies.contains(row.getLong(2))) {
                String mailbox = mailboxes.getOrDefault(row.getLong(1) >>> 32, "mailbox " + (row.getLong(1) >>> 32));
                hold(row.getLong(2), kind + "UID " + Queries.uid(row.getLong(1)) + " in " + mailbox);
            }
        });
    }

    private void hold(long body, String holder) {
        if (bodies.contains(body)) {
            holders.computeIfAbsent(body, b -> new ArrayList<>()).add(holder);
        }
    }
}
