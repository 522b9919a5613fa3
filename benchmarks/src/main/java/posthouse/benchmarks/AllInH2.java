package posthouse.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import posthouse.mailstore.mime.MimeScanner;
import posthouse.mailstore.mime.StructureCodec;

/**
 * A store that the journal is compared with: messages, octets included, in tables of H2, and the checkpoint that has them on disk. It
 * does what a delivery needs at least: the scan, four rows, counters; one thread stores together what waits.
 */
final class AllInH2 implements Subject {
    private static final int MAX = 300;

    private record Task(byte[] octets, byte[] structure, CompletableFuture<Void> done) {
    }

    private final int atMost;
    private final long delay;
    private final LinkedBlockingQueue<Task> waiting = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::run, "all-in-h2");
    private final Connection connection;
    private final List<PreparedStatement> inserts = new ArrayList<>();
    private final PreparedStatement count;
    private long id;

    /** @param together whether messages that wait are stored together; if not, each by itself */
    AllInH2(Path folder, boolean together, long delayMillis) throws SQLException {
        atMost = together ? MAX : 1;
        delay = delayMillis;
        connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("index").toAbsolutePath());
        connection.setAutoCommit(false);
        insert("message (id bigint primary key, modseq bigint, flags int, keywords varchar(1000), size bigint, internal_date bigint, save_date bigint, "
            + "email_id bigint, body bigint)", "0, null, 4096, 0, 0, 1, 1");
        insert("structure (id bigint primary key, octets varbinary(1000000))", "");
        insert("body (id bigint primary key, octets varbinary(1000000))", "");
        connection.createStatement().execute("create table mailbox (id bigint primary key, uidnext bigint, modseq bigint, messages bigint, octets bigint)");
        connection.createStatement().execute("insert into mailbox values (1, 1, 1, 0, 0)");
        count = connection.prepareStatement("update mailbox set uidnext = ?, modseq = ?, messages = messages + 1, octets = octets + ? where id = 1");
        writer.start();
    }

    private void insert(String table, String rest) throws SQLException {
        connection.createStatement().execute("create table " + table);
        inserts.add(connection.prepareStatement("insert into " + table.split(" ")[0] + " values (?, ?" + (rest.isEmpty() ? "" : ", " + rest) + ")"));
    }

    @Override
    public void deliver(int thread, long round, byte[] octets) {
        var scanner = new MimeScanner();
        scanner.write(octets, 0, octets.length);
        var task = new Task(octets, StructureCodec.encode(scanner.finish()), new CompletableFuture<>());
        waiting.add(task);
        task.done.join();
    }

    private void run() {
        var tasks = new ArrayList<Task>();
        try {
            while (true) {
                tasks.add(waiting.take());
                waiting.drainTo(tasks, atMost - 1);
                if (tasks.get(0).octets == null) {
                    return;
                }
                for (Task task : tasks) {
                    store(task);
                }
                connection.commit();
                LockSupport.parkNanos(delay * 1_000_000);
                connection.createStatement().execute("checkpoint sync");
                tasks.forEach(t -> t.done.complete(null));
                tasks.clear();
            }
        } catch (SQLException | InterruptedException e) {
            tasks.forEach(t -> t.done.completeExceptionally(e));
        }
    }

    private void store(Task task) throws SQLException {
        id++;
        Object[] second = {id, task.structure, task.octets};
        for (int i = 0; i < inserts.size(); i++) {
            inserts.get(i).setLong(1, id);
            inserts.get(i).setObject(2, second[i]);
            inserts.get(i).execute();
        }
        count.setLong(1, id + 1);
        count.setLong(2, id);
        count.setLong(3, task.octets.length);
        count.execute();
    }

    @Override
    public void close() throws Exception {
        waiting.add(new Task(null, null, null));
        writer.join();
        connection.close();
    }
}
