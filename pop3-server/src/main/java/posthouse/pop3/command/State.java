package posthouse.pop3.command;

import posthouse.common.net.Connection;
import posthouse.pop3.wire.Reply;
import posthouse.pop3.wire.Speech;

/** The states of RFC 1939 3 in which commands are taken; UPDATE is what {@link Transaction#quit} does. */
public sealed interface State permits Authorization, Transaction {

    Service service();

    Connection connection();

    Speech speech();

    /** QUIT. */
    Reply quit();

    /** The session is over, in whatever way: nothing is deleted, locks are let go. May be called again. */
    void close();
}
