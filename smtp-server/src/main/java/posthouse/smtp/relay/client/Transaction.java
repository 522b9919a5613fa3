package posthouse.smtp.relay.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import posthouse.mailstore.Outgoing.DeliverBy;
import posthouse.mailstore.Outgoing.To;

/** One mail transaction as a client: MAIL, RCPT for each recipient, and the message by DATA or BDAT (RFC 5321 3.3). */
final class Transaction {

    private static final String WAITING_FOR_DATA = "waiting for the answer to DATA";

    private final RemoteSession session;
    private final Wire wire;
    private final Patience patience;
    private final OutboundMail mail;

    Transaction(RemoteSession session, Wire wire, Patience patience, OutboundMail mail) {
        this.session = session;
        this.wire = wire;
        this.patience = patience;
        this.mail = mail;
    }

    List<Answer> run() throws HopFailure {
        boolean eightBit;
        boolean utf8;
        try {
            eightBit = mail.content().isEightBit();
            utf8 = mail.sender().localPart().chars().anyMatch(c -> c > 0x7f)
                || mail.recipients().stream().anyMatch(to -> to.address().isInternational())
                || mail.terms().smtpUtf8() && mail.content().hasEightBitHeader();
        } catch (IOException e) {
            throw new HopFailure("4.3.0", "the message can't be read: " + e.getMessage());
        }
        Answer impossible = impossible(utf8);
        if (impossible != null) {
            return Collections.nCopies(mail.recipients().size(), impossible);
        }
        return envelope(eightBit, utf8);
    }

    /** What this server can't do with this message; {@code null} if nothing. */
    private Answer impossible(boolean utf8) throws HopFailure {
        String host = session.hop().host();
        if (mail.terms().requireTls() && !mail.sender().isNull() && !session.offers("REQUIRETLS")) { // RFC 8689 4.2.1; another host may do it
            throw new HopFailure("5.7.30", host + " does not offer REQUIRETLS, which this message needs");
        }
        if (utf8 && !session.offers("SMTPUTF8")) { // RFC 6531 3.2
            return Answer.ours("5.6.7", host + " does not take UTF-8 in addresses or headers (SMTPUTF8)");
        }
        long limit = session.parameter("SIZE").matches("\\d{1,18}") ? Long.parseLong(session.parameter("SIZE")) : 0;
        if (limit > 0 && mail.content().size() > limit) { // RFC 1870 6
            return Answer.ours("5.3.4", host + " takes messages of " + limit + " octets at most, this one has " + mail.content().size());
        }
        if (mail.terms().deliverBy().map(DeliverBy::returned).orElse(false) && !session.offers("DELIVERBY")) { // RFC 2852 4.1.4.2
            return Answer.ours("5.3.3", host + " can't promise delivery in time (DELIVERBY)");
        }
        return null;
    }

    private List<Answer> envelope(boolean eightBit, boolean utf8) throws HopFailure {
        boolean pipelining = session.offers("PIPELINING"); // RFC 2920
        boolean chunking = session.offers("CHUNKING");
        boolean dataAlong = pipelining && !chunking; // RFC 2920 3.1: DATA may end a group of commands
        wire.line("MAIL FROM:" + mail.sender() + Parameters.ofMail(mail, session, eightBit, utf8));
        RemoteReply toMail = pipelining ? null : wire.reply(patience.reply(), "waiting for the answer to MAIL");
        RemoteReply toData = null;
        List<RemoteReply> replies = new ArrayList<>();
        if (pipelining || toMail.isPositive()) {
            for (To to : mail.recipients()) {
                wire.line("RCPT TO:<" + to.address() + ">" + Parameters.ofRcpt(to, session, utf8));
                if (!pipelining) {
                    replies.add(wire.reply(patience.reply(), "waiting for the answer to RCPT"));
                }
            }
        }
        if (pipelining) {
            if (dataAlong) {
                wire.line("DATA");
            }
            toMail = wire.reply(patience.reply(), "waiting for the answer to MAIL");
            for (int i = 0; i < mail.recipients().size(); i++) {
                replies.add(wire.reply(patience.reply(), "waiting for the answer to RCPT"));
            }
            toData = dataAlong ? wire.reply(patience.data(), WAITING_FOR_DATA) : null;
        }
        Answer refused = toMail.isPositive() ? null : Answer.of(toMail, false);
        List<Answer> answers = new ArrayList<>(refused == null ? replies.stream().map(r -> Answer.of(r, false)).toList()
            : Collections.nCopies(mail.recipients().size(), refused));
        if (answers.stream().noneMatch(Answer::isDelivered)) {
            withdraw(toMail, toData);
            return answers;
        }
        boolean convert = eightBit && !session.offers("8BITMIME") && !utf8;
        RemoteReply end = chunking ? chunks(convert) : data(toData, convert);
        answers.replaceAll(answer -> answer.isDelivered() ? Answer.of(end, session.offers("DSN")) : answer);
        return answers;
    }

    /** Nobody is left to send to. @param toData what DATA, which was sent along, was answered with; {@code null} if it was not */
    private void withdraw(RemoteReply toMail, RemoteReply toData) throws HopFailure {
        if (toData != null && toData.code() == 354) { // RFC 2920 3.1: it waits for a message, which has no recipients
            wire.line(".");
            end("waiting for the answer to the end of a message for nobody");
        } else if (toMail.isPositive()) {
            wire.line("RSET");
            wire.reply(patience.reply(), "waiting for the answer to RSET");
        }
    }

    /** @param sentAlong the reply to DATA, if it was sent with the commands before it */
    private RemoteReply data(RemoteReply sentAlong, boolean convert) throws HopFailure {
        RemoteReply reply = sentAlong;
        if (reply == null) {
            wire.line("DATA");
            reply = wire.reply(patience.data(), WAITING_FOR_DATA);
        }
        if (reply.code() != 354) {
            return reply.isPositive() ? new RemoteReply(451, List.of("4.5.0 It answered DATA with " + reply)) : reply;
        }
        wire.tell("C: (" + mail.content().size() + " octets)");
        try {
            var lines = new LineEnds(wire.out(), true);
            write(lines, convert);
            lines.finish();
            wire.out().write(".\r\n".getBytes(StandardCharsets.US_ASCII));
            wire.out().flush();
        } catch (Content.Unreadable e) {
            throw new HopFailure("4.3.0", "the message can't be read: " + e.getMessage());
        } catch (IOException e) {
            return lastWords(e);
        }
        wire.tell("C: .");
        return end("waiting for the answer to the end of the message");
    }

    private RemoteReply chunks(boolean convert) throws HopFailure {
        var chunks = new Chunks(wire,
            last -> last ? end("waiting for the answer to BDAT LAST") : wire.reply(patience.data(), "waiting for the answer to BDAT"),
            mail.content().size());
        try {
            var lines = new LineEnds(chunks, false);
            write(lines, convert);
            lines.finish();
            return chunks.finish();
        } catch (Chunks.Refused e) {
            wire.line("RSET"); // RFC 3030 4.2
            wire.reply(patience.reply(), "waiting for the answer to RSET");
            return e.reply();
        } catch (Chunks.Broken e) {
            throw e.failure();
        } catch (Content.Unreadable e) {
            throw new HopFailure("4.3.0", "the message can't be read: " + e.getMessage());
        } catch (IOException e) {
            return lastWords(e);
        }
    }

    private RemoteReply end(String step) throws HopFailure {
        try {
            return wire.reply(patience.end(), step);
        } catch (HopFailure e) {
            throw e.afterMessage();
        }
    }

    private void write(OutputStream out, boolean convert) throws IOException {
        Runnable progress = () -> wire.watched().within(patience.data());
        progress.run();
        if (convert) {
            new SevenBit(mail.content(), progress).writeTo(out);
        } else {
            mail.content().writeTo(out, 0, mail.content().size(), progress);
        }
    }

    /** It broke off in the middle of the message; maybe it has said why. */
    private RemoteReply lastWords(IOException e) throws HopFailure {
        RemoteReply said = wire.lastWords();
        if (said != null && (said.isPermanent() || said.isTransient())) {
            throw new HopFailure(said, "it broke off in the middle of the message");
        }
        throw wire.failure("4.4.2", "sending the message", e);
    }
}
