package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.SmtpReader;

/** A command that has been read. */
interface Command {

    Replies run(SmtpState state) throws BadSyntax, Refused, StoreException;

    /** How a command is read: what stands behind its name, up to the end of the line. */
    interface Parser {
        Command parse(SmtpReader in) throws BadSyntax;
    }
}
