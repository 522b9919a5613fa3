package posthouse.imap.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import posthouse.common.net.Input;
import posthouse.common.net.Replies;
import posthouse.imap.Authenticated;
import posthouse.imap.access.Reached;
import posthouse.imap.access.Right;
import posthouse.imap.annotate.EntryValues;
import posthouse.imap.fetch.PartOfMessage;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.Dialogue;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapUrl;
import posthouse.imap.wire.LiteralHeader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.imap.wire.Skip;
import posthouse.mailstore.BinaryParts;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;

/**
 * Takes in the messages of one APPEND, one (RFC 9051 6.3.12) or several (RFC 3502). Octets go to the store as they arrive.
 * When something is wrong, a client that waits for {@code +} is told at once; from one that doesn't wait (RFC 7888) the
 * octets are passed over first.
 */
final class Appending implements Dialogue {

    private static final int MAX_LINE = 64 * 1024;
    private static final int PIECE = 32 * 1024;

    private final Authenticated state;
    private Reached target; // null if nothing can be put there
    private final int most;
    private final Ending ending;
    private final List<Mailbox.NewMessage> messages = new ArrayList<>();
    private final List<EntryValues> notes = new ArrayList<>(); // of the same messages
    private ByteArrayOutputStream announcement; // of a message, with the literals in it; null unless some of it is to come
    private boolean binary; // whether some of the message came as literal8
    private Incoming current;
    private long missing;
    private long coming; // octets of all messages so far
    private boolean wrapped;
    private boolean catenating; // what comes behind the literal belongs to the same message
    private Exception failure;

    /** What is done with the messages once they are there. */
    @FunctionalInterface
    interface Ending {
        Answer end(Reached target, List<Mailbox.NewMessage> messages) throws Exception;
    }

    /** For a command that is refused already: the octets may come all the same. */
    static Appending inVain(Authenticated state, Exception failure) {
        var appending = new Appending(state, Mailboxes.INBOX, 1, null);
        appending.failure = failure;
        return appending;
    }

    /** @param most how many messages there may be */
    Appending(Authenticated state, String name, int most, Ending ending) {
        this.state = state;
        this.most = most;
        this.ending = ending;
        try {
            target = state.names().target(name);
        } catch (Refused e) {
            failure = e;
        }
    }

    /** Begins one message. */
    Answer begin(Append.Item item) {
        encodeBinary();
        wrapped = item.wrapped();
        catenating = item.parts() != null;
        if (catenating) {
            open(item);
            return catenate(item.parts());
        }
        if (item.literal().size() > state.client().limits().messageSize()) {
            return tooBig(item.literal());
        }
        missing = item.literal().size();
        coming += missing;
        open(item);
        binary = item.literal().binary();
        return ask(item.literal());
    }

    private Answer ask(LiteralHeader literal) {
        if (failure != null && literal.synchronizing()) {
            close();
            return Answer.failed(failure);
        }
        return Answer.ask(literal.synchronizing() ? "+ Ready for the message\r\n" : "", this);
    }

    // ---- CATENATE

    /** cat-part *(SP cat-part) ")", as far as the line goes: RFC 4469 5. */
    private Answer catenate(ImapReader in) {
        try {
            do {
                if (in.takeKeyword("TEXT")) {
                    LiteralHeader literal = in.sp().literalHeader();
                    in.end();
                    return text(literal);
                }
                if (!in.takeKeyword("URL")) {
                    throw new BadSyntax("expected URL or TEXT");
                }
                url(in.sp().astring());
            } while (in.another());
            in.expect(')');
            catenating = false;
            return in.atEnd() ? finish() : another(in.rest());
        } catch (BadSyntax e) {
            close();
            return passOver(in.toString().getBytes(StandardCharsets.ISO_8859_1), e);
        } catch (Exception e) {
            return Answer.failed(e);
        }
    }

    private Answer text(LiteralHeader literal) {
        long size = current == null ? 0 : current.size();
        if (literal.size() > state.client().limits().messageSize() - size) {
            return tooBig(literal);
        }
        missing = literal.size();
        coming += missing;
        binary |= literal.binary();
        return ask(literal);
    }

    private void url(String text) {
        if (failure != null) {
            return;
        }
        try {
            ImapUrl url = ImapUrl.parse(text);
            boolean mine = url.user() == null || url.user().equalsIgnoreCase(state.identity());
            Mailbox mailbox = mine ? state.names().find(url.mailbox()).filter(m -> m.rights().has(Right.READ)).map(Reached::mailbox).orElse(null) : null;
            if (mailbox == null || url.uidValidity() != 0 && url.uidValidity() != mailbox.uidValidity()) {
                throw new BadSyntax("no such mailbox");
            }
            try (var part = PartOfMessage.open(mailbox, url)) {
                coming += part.size();
                copy(part);
            }
            if (current.size() > state.client().limits().messageSize()) {
                failure = new Refused(ResponseCode.TOOBIG, "a message has at most " + state.client().limits().messageSize() + " octets");
            }
        } catch (BadSyntax | MessageGone e) {
            failure = new Refused(ResponseCode.badUrl(text), e.getMessage());
        } catch (StoreException e) {
            failure = e;
        }
    }

    private void copy(PartOfMessage part) throws StoreException {
        var buffer = new byte[PIECE];
        for (int read = part.read(buffer); read > 0; read = part.read(buffer)) {
            current.write(buffer, 0, read);
        }
    }

    /** The command is wrong; a literal that its line announces may come all the same. */
    private Answer passOver(byte[] line, BadSyntax reason) {
        LiteralHeader literal = LiteralHeader.endOf(line, withoutLineEnd(line));
        if (literal == null || literal.synchronizing() || literal.size() > state.client().limits().messageSize()) {
            return Answer.failed(reason);
        }
        return Answer.ask("", new Skip(literal.size(), Completion.bad(ResponseCode.NONE, reason.getMessage()), MAX_LINE));
    }

    private Answer tooBig(LiteralHeader literal) {
        close();
        var refusal = Completion.no(ResponseCode.TOOBIG, "a message has at most " + state.client().limits().messageSize() + " octets"); // RFC 7889
        return literal.synchronizing() ? Answer.of(refusal)
            : Answer.of(out -> out.text("* BYE ").words("literal too big").crlf(), refusal).then(Replies.Then.CLOSE);
    }

    private void open(Append.Item item) {
        if (failure == null) {
            try {
                checkRoom(item);
                item.notes().check(target.rights()); // RFC 5257 4.7
                current = state.store().incoming();
                messages.add(newMessage(current, item));
                notes.add(item.notes());
            } catch (Refused | StoreException e) {
                failure = e;
            }
        }
    }

    private Mailbox.NewMessage newMessage(Incoming octets, Append.Item item) {
        OffsetDateTime date = item.date();
        return new Mailbox.NewMessage(octets, target.rights().changeable(item.flags()), date == null ? null : date.toInstant(),
            date == null ? ZoneOffset.UTC : date.getOffset(), item.notes().of(state.accountId()));
    }

    /** As far as can be told before the octets come; the store has the last word. */
    private void checkRoom(Append.Item item) throws Refused {
        if (item.literal() != null && missing == 0) {
            throw new Refused(ResponseCode.CANNOT, "a message can't be empty");
        }
        int limit = state.client().limits().messages();
        if (messages.size() == limit) {
            throw new Refused(ResponseCode.messageLimit(limit), "too many messages for one command"); // RFC 9738 3
        }
        if (messages.size() == most) {
            throw new Refused(ResponseCode.LIMIT, "at most " + most + " messages in one command");
        }
        if (most == 1) {
            return; // REPLACE makes room too, as the store knows (RFC 8508 3.4)
        }
        var mailboxes = state.store().mailboxes(target.mailbox().accountId());
        if (!mailboxes.areLimited()) {
            return; // what was answered and is not counted yet need not be waited for
        }
        var usage = mailboxes.usage();
        if (usage.octetLimit() > 0 && usage.octets() + coming > usage.octetLimit()
            || usage.messageLimit() > 0 && usage.messages() + messages.size() >= usage.messageLimit()) {
            throw new Refused(ResponseCode.OVERQUOTA, "over quota: there is no room for it"); // RFC 9208 4.3.1
        }
    }

    @Override
    public Answer next(Input in) throws Exception {
        if (missing > 0) {
            take(in, (int) Math.min(missing, in.available()));
            if (missing > 0) {
                return null;
            }
        }
        byte[] line = in.takeLine();
        if (line == null) {
            return in.available() > MAX_LINE ? tooLong(in) : null;
        }
        int end = withoutLineEnd(line);
        if (announcement != null) {
            return another(line);
        }
        if (catenating) {
            ImapReader rest = reader(line, end);
            if (rest.take(')')) {
                catenating = false;
                return rest.atEnd() ? finish() : another(rest.rest());
            }
            return rest.take(' ') ? catenate(rest) : passOver(line, new BadSyntax("expected ) or another part"));
        }
        int start = wrapped && line[0] == ')' ? 1 : 0;
        if (wrapped && start == 0) {
            close();
            throw new BadSyntax("expected ) behind the message");
        }
        return end == start ? finish() : another(start == 0 ? line : Arrays.copyOfRange(line, 1, line.length));
    }

    private static int withoutLineEnd(byte[] line) {
        int end = line.length;
        end -= end > 0 && line[end - 1] == '\n' ? 1 : 0;
        return end - (end > 0 && line[end - 1] == '\r' ? 1 : 0);
    }

    private void take(Input in, int count) {
        if (announcement != null) {
            announcement.write(in.array(), in.offset(), count);
        } else if (failure == null) {
            try {
                current.write(in.array(), in.offset(), count);
            } catch (StoreException e) {
                failure = e;
                close(); // what came so far only takes up room
            }
        }
        in.skip(count);
        missing -= count;
    }

    /** A line without its CRLF, unless that belongs to a literal's announcement. */
    private ImapReader reader(byte[] line, int end) {
        return new ImapReader(line, LiteralHeader.endOf(line, end) == null ? end : line.length, state.client().utf8());
    }

    /** The next message of several (RFC 3502), or the rest of the line that announces it: values to be noted may be literals. */
    private Answer another(byte[] line) {
        var all = announcement == null ? new ByteArrayOutputStream() : announcement;
        all.writeBytes(line);
        ImapReader in = reader(all.toByteArray(), all.size() - line.length + withoutLineEnd(line));
        announcement = null;
        try {
            return begin(Append.Item.parse(in.sp()));
        } catch (BadSyntax e) {
            LiteralHeader literal = LiteralHeader.endOf(line, withoutLineEnd(line));
            if (in.cutShort() && literal != null && all.size() + literal.size() <= MAX_LINE) {
                encodeBinary();
                announcement = all;
                missing = literal.size();
                return ask(literal);
            }
            close();
            return passOver(line, e);
        }
    }

    /** The last message is here: what no other program can take of a literal8 is encoded (RFC 3516 4.4). */
    private void encodeBinary() {
        boolean needed = binary && failure == null && !messages.isEmpty();
        binary = false;
        if (!needed) {
            return;
        }
        Mailbox.NewMessage last = messages.remove(messages.size() - 1);
        try (Incoming sent = last.octets()) {
            Incoming encoded = state.store().incoming();
            messages.add(new Mailbox.NewMessage(encoded, last.flags(), last.internalDate(), last.zone(), last.annotations()));
            BinaryParts.encode(sent, encoded, true);
        } catch (StoreException e) {
            failure = e;
        }
    }

    private Answer finish() throws Exception {
        encodeBinary();
        if (failure != null) {
            close();
            throw failure;
        }
        try {
            for (int i = 0; i < messages.size(); i++) {
                Incoming octets = messages.get(i).octets();
                if (octets.size() == 0) {
                    throw new Refused(ResponseCode.CANNOT, "a message can't be empty");
                }
                notes.get(i).checkParts(path -> PartOfMessage.exists(path, octets.structure()));
            }
            return ending.end(target, messages);
        } finally {
            close();
        }
    }

    private Answer tooLong(Input in) {
        close();
        in.clear();
        return Answer.of(out -> out.text("* BYE ").words("line too long").crlf(), Completion.bad(ResponseCode.NONE, "line too long"))
            .then(Replies.Then.CLOSE);
    }

    @Override
    public void close() {
        messages.forEach(m -> m.octets().close());
        messages.clear();
    }
}
