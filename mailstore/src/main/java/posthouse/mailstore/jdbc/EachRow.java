package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What is done with each row of a query that reads a whole table. */
interface EachRow {

    void read(ResultSet row) throws SQLException;

    static void read(Connection connection, String sql, EachRow each) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(1000);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    each.read(row);
                }
            }
        }
    }
}
