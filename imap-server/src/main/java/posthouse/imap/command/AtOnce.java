package posthouse.imap.command;

import posthouse.imap.Client;

/**
 * A command that can be answered where it arrives, on an I/O thread, if the client's mailbox is in memory and there is no news of it: its answer
 * comes from memory alone and is short. One that takes in a literal itself is asked at that, whatever news there is: asking for the literal tells none.
 */
public interface AtOnce {

    /** Whether this one waits for nothing: neither the writer nor the tables, nor files; and is soon done. */
    boolean isShort(Client client);
}
