package posthouse.imap;

import posthouse.common.net.Connection;
import posthouse.imap.command.Spec;
import posthouse.imap.wire.ImapReader;

/** What the client said, for the wire log: bounded, in one line, without passwords. */
final class WireLog {

    private static final int MAX = 1000;

    private final Connection connection;

    WireLog(Connection connection) {
        this.connection = connection;
    }

    void command(ImapReader in, String tag, Spec spec) {
        if (connection.isTracing()) {
            connection.trace(spec.secret() ? tag + " " + spec.name() + " ***" : shown(in));
        }
    }

    /** A command nobody can read: if it may have been meant as a login, what comes after the tag may be a password. */
    void unreadable(ImapReader in, String tag) {
        if (connection.isTracing()) {
            String text = shown(in);
            String upper = text.toUpperCase(java.util.Locale.ROOT);
            connection.trace(upper.contains("LOG") || upper.contains("AUTH") ? tag + " ***" : text);
        }
    }

    private static String shown(ImapReader in) {
        String all = in.toString();
        String text = all.length() > MAX ? all.substring(0, MAX) + "..." : all;
        return text.replace("\r\n", "\\r\\n").replaceAll("\\p{Cntrl}", "?");
    }
}
