package posthouse.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.mailstore.Mailbox;
import posthouse.testdb.OnJournal;
import posthouse.testdb.SqlStatements;
import posthouse.testkit.Client;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;
import posthouse.testkit.ThreadWaits;

/** What commands cost, counted and not timed: statements of SQL, octets on the heap, changes of threads. A bound that breaks is a regression. */
@OnJournal
class CostsTest {

    private static final int MESSAGES = 2000;
    private static final int DELIVERIES = 300;
    private static final int ROUNDS = 5;
    private static final String METADATA = "UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)";

    private static TestServer server;
    private static Mailbox inbox;
    private static Client client;
    private static SqlStatements statements;

    @BeforeAll
    static void open() throws Exception {
        server = new TestServer();
        inbox = server.inbox("alice@example.org");
        server.append(inbox, MESSAGES);
        statements = new SqlStatements(server.folder().resolve("data"));
        client = new Client(server.listen(ImapProtocol::new, Security.NONE));
        client.line();
        run("LOGIN alice@example.org " + TestServer.PASSWORD);
        run("SELECT INBOX");
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
        statements.close();
        server.close();
    }

    /** The answer's last line. */
    private static String run(String command) throws IOException {
        client.sendLine("a " + command);
        String line = client.line();
        while (!line.startsWith("a ")) {
            line = client.line();
        }
        assertThat(line).startsWith("a OK");
        return line;
    }

    /** A change needs its rows, the mailbox's counters and the position in the journal; whatever is known already needs nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "NOOP                                                    | 0",
        "STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY UNSEEN SIZE) | 0",
        "SELECT INBOX                                            | 0",
        "UID FETCH 1:* (FLAGS INTERNALDATE RFC822.SIZE)          | 0",
        "UID SEARCH UNSEEN                                       | 0",
        "UID FETCH 7 BODY.PEEK[]                                 | 0",
        "UID FETCH 1:* (ANNOTATION (/* (value size)))            | 0",
        "UID SEARCH NOT ANNOTATION * value \"x\"                  | 0",
        "UID COPY 1:2 INBOX                                      | 8",
        "UID STORE 1:100 +FLAGS (\\Seen)                         | 4",
        "UID STORE 1:100 +FLAGS (\\Seen)                         | 0"})
    void statementsOfSql(String command, long most) throws Exception {
        run("NOOP"); // what memory has is read by then
        long counted = statementsOf(command);
        for (int i = 0; i < 2 && most == 0; i++) {
            counted = Math.min(counted, statementsOf(command)); // who looks after space asks something now and then
        }
        assertThat(counted).isLessThanOrEqualTo(most);
    }

    private static long statementsOf(String command) throws Exception {
        long before = statements.count();
        run(command);
        return statements.count() - before;
    }

    @Test
    void statementsOfSqlForANewMessage() throws Exception {
        long before = statements.count();
        for (int i = 0; i < 50; i++) {
            run("APPEND INBOX {6+}\r\nA: b\r\n");
        }
        assertThat(statements.count() - before).isLessThanOrEqualTo(50 * 6 + 15);
    }

    @Test
    void structuresAreReadManyAtATimeAndOnce() throws Exception {
        long before = statements.count();
        run(METADATA);
        long first = statements.count();
        run(METADATA);
        assertThat(first - before).isLessThan(MESSAGES / 50);
        assertThat(statements.count() - first).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "UID FETCH 1:* (FLAGS)                                                 | 160",
        METADATA + "                                                           | 560",
        "UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (FROM TO SUBJECT DATE)])       | 620",
        "UID FETCH 1:* (BODY.PEEK[])                                           | 920"})
    void octetsOnTheHeapForEachRow(String command, long most) throws Exception {
        for (int i = 0; i < 5; i++) {
            run(command);
        }
        long before = allocated();
        for (int i = 0; i < 5; i++) {
            run(command);
        }
        assertThat((allocated() - before) / 5 / MESSAGES).isLessThanOrEqualTo(most);
    }

    /** A message of 4 KiB from the socket to its rows: 61 KB; it was 86 with a buffer for each reading and growing ones for each message. */
    @Test
    void octetsOnTheHeapForADelivery() throws Exception {
        run("CREATE Costs");
        append();
        long before = allocated("(worker|IoThread|store-writer).*");
        append();
        assertThat((allocated("(worker|IoThread|store-writer).*") - before) / DELIVERIES).isLessThan(72_000);
    }

    private static void append() throws IOException {
        String message = "Subject: costs\r\n\r\n" + "0123456789\r\n".repeat(340);
        for (int i = 0; i < DELIVERIES; i++) {
            run("APPEND Costs {" + message.length() + "+}\r\n" + message);
        }
    }

    /** By the threads that run commands. */
    private static long allocated() {
        return allocated("(worker|IoThread).*");
    }

    private static long allocated(String names) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo each : threads.getThreadInfo(threads.getAllThreadIds())) {
            sum += each != null && each.getThreadName().matches(names) ? threads.getThreadAllocatedBytes(each.getThreadId()) : 0;
        }
        return sum;
    }

    /** None: the thread that reads the socket answers what waits for nothing, and then sleeps until there is more. */
    @Test
    void changesOfThreadsForASmallCommand() throws Exception {
        assumeThat(ThreadWaits.areCounted()).isTrue();
        run("NOOP");
        long before = waits();
        for (int i = 0; i < MESSAGES; i++) {
            run("NOOP");
        }
        assertThat((double) (waits() - before) / MESSAGES).isLessThan(1.3);
    }

    /**
     * The {@code +} comes from the thread that reads the socket; a worker takes the message and waits for the writer. Nobody has the mailbox open,
     * so nobody is woken, though it was open before.
     */
    @Test
    void changesOfThreadsForAnAppend() throws Exception {
        assumeThat(ThreadWaits.areCounted()).isTrue();
        run("CREATE Left");
        run("SELECT Left");
        run("UNSELECT"); // with a mailbox selected, the answer waits until the store has told its news
        long workers = Long.MAX_VALUE;
        long events = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) { // what else the machine does wakes threads too, but not in each
            long workersBefore = ThreadWaits.of("worker");
            long eventsBefore = ThreadWaits.of("store-events");
            ask(DELIVERIES);
            workers = Math.min(workers, ThreadWaits.of("worker") - workersBefore);
            events = Math.min(events, ThreadWaits.of("store-events") - eventsBefore);
        }
        run("SELECT INBOX");
        assertThat((double) workers / DELIVERIES).isLessThan(2.6);
        assertThat(events).isLessThan(DELIVERIES / 10);
    }

    private static void ask(int messages) throws IOException {
        String message = "Subject: costs\r\n\r\n" + "0123456789\r\n".repeat(340);
        for (int i = 0; i < messages; i++) {
            client.sendLine("a APPEND Left {" + message.length() + "}");
            assertThat(client.line()).startsWith("+ ");
            client.sendLine(message);
            assertThat(client.line()).startsWith("a OK");
        }
    }

    private static long waits() throws IOException {
        return ThreadWaits.of("worker|IoThread|store.*");
    }
}
