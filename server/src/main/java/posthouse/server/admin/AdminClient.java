package posthouse.server.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import posthouse.server.transfer.Progress;

/** The command line's side of {@link AdminChannel}. */
public final class AdminClient {

    private static final int CONNECT_MILLIS = 2_000;
    /** Longer than the server takes to say who it is; a command itself may take as long as it takes. */
    private static final int PROVE_MILLIS = 10_000;

    private AdminClient() {
    }

    /** The answer of the server that runs on this data folder; empty if none does. */
    public static Optional<AdminAnswer> ask(Path data, AdminRequest request, Progress progress) throws IOException {
        var address = AdminAddress.read(data);
        return address.isEmpty() ? Optional.empty() : ask(address.get(), request, progress);
    }

    private static Optional<AdminAnswer> ask(AdminAddress address, AdminRequest request, Progress progress) throws IOException {
        try (var socket = new Socket()) {
            AdminLines lines;
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()), CONNECT_MILLIS);
                socket.setSoTimeout(PROVE_MILLIS);
                lines = new AdminLines(socket);
                if (!prove(address, lines)) {
                    return Optional.empty();
                }
            } catch (IOException e) {
                return Optional.empty(); // the file of a server that crashed
            }
            socket.setSoTimeout(0);
            return Optional.of(answer(lines, request, progress));
        }
    }

    private static AdminAnswer answer(AdminLines lines, AdminRequest request, Progress progress) throws IOException {
        try {
            lines.write(request);
            return lines.readAnswer(progress);
        } catch (IOException e) {
            throw new IOException("the server broke off before it answered; look whether '" + request.command() + "' was done", e);
        }
    }

    private static boolean prove(AdminAddress address, AdminLines lines) throws IOException {
        String ourNonce = AdminAddress.randomText();
        lines.say("hello", ourNonce);
        if (!address.isProof(lines.expect("server"), "server", ourNonce)) {
            return false; // another program has the port now
        }
        lines.say("client", address.proof("client", lines.expect("nonce")));
        return true;
    }
}
