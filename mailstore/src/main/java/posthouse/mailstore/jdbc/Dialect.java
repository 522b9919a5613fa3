package posthouse.mailstore.jdbc;

/** What the databases call things. The schema's files speak H2's. */
enum Dialect {
    H2 {
        @Override
        String schema(String sql) {
            return sql;
        }
    },
    POSTGRESQL {
        @Override
        String schema(String sql) {
            return sql.replaceAll("(?i)\\b(var)?binary(\\s*\\(\\s*\\d+\\s*\\))?", "bytea")
                .replaceAll("(?i)\\bvarchar\\s*\\(\\s*\\d{6,}\\s*\\)", "text")
                .replaceAll("(?i)\\btinyint\\b", "smallint")
                .replaceAll("(?i)\\bdouble\\b(?! precision)", "double precision");
        }
    };

    /** A statement of the schema in the database's own words. */
    abstract String schema(String sql);
}
