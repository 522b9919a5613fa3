package posthouse.smtp.command;

import posthouse.smtp.SmtpState;

/** A command that can be answered where it arrives, on an I/O thread: what it needs is in memory. */
interface AtOnce extends Command {

    /** Whether this one waits for nothing: neither the store's tables nor other hosts, nor a filter that may. */
    boolean isShort(SmtpState state);
}
