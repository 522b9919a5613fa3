package posthouse.server.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.config.Settings;
import posthouse.common.net.Uninterrupted;
import posthouse.common.sasl.Authenticator;
import posthouse.mailstore.MailStore;

/**
 * Where a running server takes the commands of the command line: a port on loopback. Each side first proves to the other that
 * it can read {@link AdminAddress} in the data folder, so that neither a stranger nor whoever got the port of a server that
 * crashed learns or changes anything.
 */
public final class AdminChannel implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(AdminChannel.class);
    private static final int MAX_COMMANDS = 16;
    private static final int SECONDS_TO_PROVE = 5;
    private static final int SECONDS_TO_FINISH = 5;
    private static final int SECONDS_UNTIL_NEXT_TRY = 10;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path data;
    private final Administration administration;
    private final ServerSocket socket;
    private final AdminAddress address;
    private final ThreadPoolExecutor commands;

    private AdminChannel(Path data, Administration administration) throws IOException {
        this.data = data;
        this.administration = administration;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        address = AdminAddress.withNewToken(socket.getLocalPort());
        commands = new ThreadPoolExecutor(0, MAX_COMMANDS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
            task -> thread(task, "admin-command"));
    }

    /** Opens the channel of the server that holds this data folder. */
    public static AdminChannel open(Path data, MailStore store, Settings settings, Authenticator authenticator) throws IOException {
        var channel = new AdminChannel(data, new Administration(store, settings, Optional.of(authenticator)));
        try {
            channel.address.write(data);
        } catch (IOException e) {
            LOG.error("administration is not possible yet, its address can't be written to {}: {}", data, e.toString());
            channel.writeLater();
        }
        thread(channel::accept, "admin").start();
        return channel;
    }

    /** On a full disk mail can be read and deleted all the same. */
    private void writeLater() {
        CompletableFuture.delayedExecutor(SECONDS_UNTIL_NEXT_TRY, TimeUnit.SECONDS).execute(() -> {
            if (socket.isClosed()) {
                return;
            }
            try {
                address.write(data);
                LOG.info("administration is possible");
            } catch (IOException e) {
                writeLater();
            }
        });
    }

    private static Thread thread(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                try {
                    commands.execute(() -> serve(client));
                } catch (RejectedExecutionException e) {
                    client.close();
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("the administration channel accepts no connection: {}", e.toString());
                    LockSupport.parkNanos(PAUSE_NANOS); // out of file descriptors, most likely
                }
            }
        }
    }

    private void serve(Socket client) {
        try (var lines = new AdminLines(client)) {
            if (prove(client, lines)) {
                var request = lines.readRequest();
                var answer = administration.run(request, lines::writeProgress);
                LOG.info("admin {} {}: {}", request.command(), request.arguments().stream().limit(5).toList(),
                    answer.exitCode() == 0 ? "done" : String.join("; ", answer.errors()));
                lines.write(answer);
            }
        } catch (IOException e) {
            LOG.debug("an administration command broke off: {}", e.toString());
        }
    }

    private boolean prove(Socket client, AdminLines lines) throws IOException {
        var proved = new AtomicBoolean();
        CompletableFuture.delayedExecutor(SECONDS_TO_PROVE, TimeUnit.SECONDS).execute(() -> {
            if (!proved.get()) {
                closeQuietly(client);
            }
        });
        String theirNonce = lines.expect("hello");
        String ourNonce = AdminAddress.randomText();
        lines.say("server", address.proof("server", theirNonce));
        lines.say("nonce", ourNonce);
        proved.set(address.isProof(lines.expect("client"), "client", ourNonce));
        if (!proved.get()) {
            LOG.warn("someone on this machine asked for administration without the token of the data folder");
        }
        return proved.get();
    }

    private static void closeQuietly(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("an administration connection didn't close: {}", e.toString());
        }
    }

    /** Takes no more commands, and lets those that run end. */
    @Override
    public void close() {
        try {
            address.remove(data);
            socket.close();
            commands.shutdown();
            if (!Uninterrupted.await(commands, Duration.ofSeconds(SECONDS_TO_FINISH))) {
                LOG.warn("an administration command is still running");
            }
        } catch (IOException e) {
            LOG.warn("the administration channel didn't close: {}", e.toString());
        }
    }
}
