package posthouse.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** One line of a transcript, or lines that belong together. */
sealed interface Step {

    /** The line's number in the file. */
    int line();

    void play(Player player) throws Exception;

    /** The names that C lines below may use. */
    default Set<String> names() {
        return Set.of();
    }

    /** What the server says on this connection; lines of the client may go out before it has come. */
    default boolean isAnswerTo(int connection) {
        return false;
    }

    /** Something happens in the store. */
    record Happens(int line, Given given) implements Step {
        @Override
        public void play(Player player) throws Exception {
            player.happens(given);
        }

        @Override
        public Set<String> names() {
            return given.names();
        }
    }

    /** Whatever is above has come before anything below is sent. */
    record Wait(int line) implements Step {
        @Override
        public void play(Player player) {
            // the steps above have been played
        }
    }

    /** The client says something; {@code C2:} is connection 2, {@code C:} is 1. */
    record Send(int line, int connection, ClientText text) implements Step {
        @Override
        public void play(Player player) throws Exception {
            player.send(this);
        }

        /** Whether what comes next depends on the answer, however a client pipelines. */
        boolean waitsForAnswer() {
            return text.raw().toUpperCase(Locale.ROOT).endsWith(" IDLE") || text.raw().matches(".*\\{\\d+}");
        }
    }

    record StartTls(int line, int connection) implements Step {
        @Override
        public void play(Player player) throws Exception {
            player.startTls(connection);
        }
    }

    /** Both sides begin to compress, or end it. */
    record Compress(int line, int connection, boolean begins) implements Step {
        @Override
        public void play(Player player) throws Exception {
            player.compress(connection, begins);
        }
    }

    /** The client will send no more. */
    record End(int line, int connection) implements Step {
        @Override
        public void play(Player player) throws Exception {
            player.end(connection);
        }
    }

    /** The client is gone. */
    record Close(int line, int connection) implements Step {
        @Override
        public void play(Player player) throws Exception {
            player.close(connection);
        }
    }

    /** Lines in any order; nearly always it is one. */
    record Expect(int line, int connection, List<ServerText> texts) implements Step {
        @Override
        public void play(Player player) throws Exception {
            player.expect(this);
        }

        @Override
        public Set<String> names() {
            var names = new TreeSet<String>();
            texts.forEach(t -> names.addAll(t.names()));
            return names;
        }

        @Override
        public boolean isAnswerTo(int client) {
            return connection == client;
        }
    }

    /** Any lines, up to one that begins so. */
    record SkipUntil(int line, int connection, ServerText beginning) implements Step {
        @Override
        public void play(Player player) throws Exception {
            player.skip(this);
        }

        @Override
        public boolean isAnswerTo(int client) {
            return connection == client;
        }
    }

    record ExpectClose(int line, int connection) implements Step {
        @Override
        public void play(Player player) throws Exception {
            player.expectClose(connection);
        }
    }
}
