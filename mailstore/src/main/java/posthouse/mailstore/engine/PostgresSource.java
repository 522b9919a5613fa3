package posthouse.mailstore.engine;

import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.Contents;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.PostgresDatabase;
import posthouse.mailstore.jdbc.PostgresServer;
import posthouse.mailstore.jdbc.QuietDatabase;

/** A store in a PostgreSQL, about to live elsewhere. */
final class PostgresSource implements CopySource {
    private final QuietDatabase quiet;
    private final PostgresDatabase database;
    private final Contents contents;
    private final PostgresBodies bodies;

    PostgresSource(String url) throws Unavailable {
        var server = new PostgresServer(url, false);
        server.prepare();
        quiet = QuietDatabase.open(server);
        database = server.database();
        contents = new Contents(server);
        bodies = new PostgresBodies(database, contents);
        try {
            contents.countReferences();
        } catch (DatabaseFailed e) {
            close();
            throw server.unusable(e);
        }
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Bodies bodies() {
        return bodies;
    }

    @Override
    public void moved(String target) throws Unavailable {
        try {
            quiet.mark(target);
        } catch (DatabaseFailed e) {
            throw new Unavailable("it can't be noted in the database that the store lives elsewhere: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        contents.close();
        database.close();
        quiet.close();
    }
}
