package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/**
 * HELP: RFC 5321 4.1.1.8.
 *
 * @param topic a command's name, or nothing
 */
record Help(String topic) implements Command {

    static Help parse(SmtpReader in) {
        return new Help(in.rest().strip());
    }

    @Override
    public Replies run(SmtpState state) throws Refused {
        if (topic.isEmpty()) {
            return Reply.of(214, "2.0.0", "Commands: " + String.join(" ", CommandTable.names(state)),
                "HELP and a command's name says how it is used");
        }
        var syntax = CommandTable.syntax(topic, state).orElseThrow(() -> new Refused(504, "5.5.4", "No help on this"));
        return Reply.of(214, "2.0.0", syntax);
    }
}
