package posthouse.imap;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import posthouse.common.net.Input;
import posthouse.common.net.Replies;
import posthouse.common.net.Session;
import posthouse.imap.annotate.EntryValues;
import posthouse.imap.command.AtOnce;
import posthouse.imap.command.Command;
import posthouse.imap.command.CommandTable;
import posthouse.imap.command.Spec;
import posthouse.imap.selected.Update;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.CommandBuffer;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.Dialogue;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.LiteralHeader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.Skip;

/** The loop: gathers a command, reads it, runs it, answers it; one at a time. */
final class ImapSession implements Session {

    private static final int SHORT_LINE = 500;

    private final Client client;
    private final WireLog log;
    private final CommandBuffer buffer = new CommandBuffer();
    private int badInARow;
    private Running running; // what the dialogue belongs to
    private Dialogue dialogue;
    private Ready ready; // read, and not run yet
    private boolean announced; // a literal, and nobody has looked what it is for

    ImapSession(Client client) {
        this.client = client;
        this.log = new WireLog(client.connection());
    }

    /** The command that is being answered. */
    record Running(String tag, Spec spec) {
    }

    /**
     * A command that was read.
     *
     * @param parsed {@code null} if it is refused
     */
    private record Ready(Running command, Command parsed, Exception refusal) {
    }

    Client client() {
        return client;
    }

    @Override
    public Replies greeting() {
        return Replies.of("* OK [CAPABILITY " + client.capabilities() + "] Posthouse ready\r\n");
    }

    @Override
    public Replies next(Input in) {
        if (ready != null) {
            return ready();
        }
        if (dialogue != null) {
            return continued(in);
        }
        if (announced) {
            announced = false;
            return literal();
        }
        int before = in.available();
        return switch (buffer.next(in, client.maxLine())) {
            case NOTHING -> in.available() < before ? Replies.none() : null;
            case TOO_LONG -> tooLong(in);
            case LITERAL -> literal();
            case COMMAND -> {
                var reader = buffer.reader(client.utf8());
                buffer.clear();
                ready = read(reader);
                yield ready();
            }
        };
    }

    @Override
    public Replies nextAtOnce(Input in) {
        if (dialogue != null || ready != null || client.authenticated() == null || !buffer.isEmpty() || !isShortLine(in)) {
            return null;
        }
        boolean quiet = client.isQuiet();
        if (!quiet && !endsLikeLiteral(in)) {
            return null;
        }
        announced = buffer.next(in, client.maxLine()) == CommandBuffer.Found.LITERAL;
        if (announced) {
            return askedAtOnce();
        }
        var reader = buffer.reader(client.utf8());
        buffer.clear();
        ready = read(reader);
        if (!quiet || !(ready.parsed instanceof AtOnce atOnce) || !atOnce.isShort(client)) {
            return null;
        }
        Ready now = ready;
        ready = null;
        return runAtOnce(now.command, now.parsed);
    }

    /** Asks for the octets of a command that takes them in itself; anything else is looked at anew. */
    private Replies askedAtOnce() {
        ImapReader in = buffer.reader(client.utf8());
        Running command;
        Command parsed;
        try {
            String tag = in.tag();
            command = new Running(tag, CommandTable.read(in.sp(), client));
            if (!command.spec.streams() || !buffer.literal().synchronizing()) {
                return null;
            }
            parsed = command.spec.parse(in);
        } catch (BadSyntax | Refused e) {
            return null;
        }
        if (!(parsed instanceof AtOnce atOnce) || !atOnce.isShort(client)) {
            return null;
        }
        log.command(in, command.tag, command.spec);
        buffer.clear();
        announced = false;
        return runAtOnce(command, parsed);
    }

    private Replies runAtOnce(Running command, Command parsed) {
        try {
            return new TaggedReplies(this, command, parsed.runFor(client), Update.NONE);
        } catch (Exception e) {
            return new TaggedReplies(this, command, Answer.failed(e), Update.NONE);
        }
    }

    private static boolean isShortLine(Input in) {
        int end = in.lineFeed();
        return end > 2 && end < SHORT_LINE;
    }

    private static boolean endsLikeLiteral(Input in) {
        int end = in.lineFeed();
        return in.peek(end - 1) == '}' || in.peek(end - 2) == '}';
    }

    private Replies tooLong(Input in) {
        var reader = buffer.reader(client.utf8());
        if (reader.atEnd()) {
            byte[] start = in.take(Math.min(in.available(), 64));
            reader = new ImapReader(start, start.length, false);
        }
        in.clear();
        buffer.clear();
        return Replies.of(tagOf(reader) + " BAD command line too long\r\n* BYE command line too long\r\n", Replies.Then.CLOSE);
    }

    private static String tagOf(ImapReader reader) {
        try {
            return reader.tag();
        } catch (BadSyntax e) {
            return "*";
        }
    }

    // ---- commands

    private Ready read(ImapReader in) {
        String tag = "*";
        Spec spec;
        try {
            tag = in.tag();
            spec = CommandTable.read(in.sp(), client);
        } catch (BadSyntax e) {
            log.unreadable(in, tag);
            return new Ready(new Running(tag, CommandTable.UNKNOWN), null, e);
        }
        log.command(in, tag, spec);
        try {
            return new Ready(new Running(tag, spec), spec.parse(in), null);
        } catch (BadSyntax | Refused e) {
            return new Ready(new Running(tag, CommandTable.UNKNOWN), null, e);
        }
    }

    private Replies ready() {
        Ready now = ready;
        ready = null;
        return now.parsed == null ? answer(now.command, Answer.failed(now.refusal)) : run(now.command, now.parsed);
    }

    private Replies run(Running command, Command parsed) {
        try {
            return answer(command, parsed.runFor(client));
        } catch (Exception e) {
            return answer(command, Answer.failed(e));
        }
    }

    /** A line announces a literal: whoever waits for the {@code +} can be told now if it's in vain (RFC 7888 4). */
    private Replies literal() {
        LiteralHeader literal = buffer.literal();
        ImapReader in = buffer.reader(client.utf8());
        String tag = "*";
        try {
            tag = in.tag();
            Spec spec = CommandTable.read(in.sp(), client);
            if (client.limits().mustAsk(literal)) {
                throw new BadSyntax("a literal that is not waited for has at most 4096 octets"); // RFC 7888 5
            }
            if (spec.streams()) {
                var streamed = streamed(new Running(tag, spec), in);
                if (streamed != null) {
                    return streamed;
                }
            }
        } catch (BadSyntax | Refused e) {
            return inVain(tag, literal, e);
        }
        if (buffer.literalOctets() > client.maxLine()) {
            return inVain(tag, literal, tooBig(in));
        }
        buffer.accept();
        return literal.synchronizing() ? Replies.of("+ Ready for the literal\r\n") : Replies.none();
    }

    private Exception tooBig(ImapReader in) {
        return EntryValues.isIn(in) ? new Refused(EntryValues.TOOBIG, "the value is too long")
            : new BadSyntax("literal too big, at most " + client.maxLine() + " octets");
    }

    /** @return {@code null} if this literal is not the one that the command takes in itself */
    private Replies streamed(Running command, ImapReader in) throws BadSyntax, Refused {
        try {
            Replies replies = run(command, command.spec.parse(in));
            log.command(in, command.tag, command.spec);
            buffer.clear();
            return replies;
        } catch (BadSyntax e) {
            if (in.cutShort()) {
                return null;
            }
            throw e;
        }
    }

    /** The command is refused at a literal. One that comes anyway is passed over, if it isn't too long for that. */
    private Replies inVain(String tag, LiteralHeader literal, Exception reason) {
        log.unreadable(buffer.reader(false), tag);
        buffer.clear();
        if (literal.synchronizing()) {
            return refused(tag, reason);
        }
        var completion = Failures.completion(reason, client);
        if (literal.size() > client.limits().messageSize() || client.authenticated() == null && literal.size() > client.maxLine()) {
            return answer(new Running(tag, CommandTable.UNKNOWN),
                Answer.of(out -> out.text("* BYE ").words("literal too big").crlf(), completion).then(Replies.Then.CLOSE));
        }
        running = new Running(tag, CommandTable.UNKNOWN);
        dialogue = new Skip(literal.size(), completion, client.maxLine());
        return Replies.none();
    }

    private Replies refused(String tag, Exception reason) {
        return answer(new Running(tag, CommandTable.UNKNOWN), Answer.failed(reason));
    }

    // ---- answers

    private Replies answer(Running command, Answer answer) {
        CompletionStage<Answer> pending = answer.pending();
        if (pending == null) {
            return new TaggedReplies(this, command, answer);
        }
        var waiting = new Waiting(answer, command.tag, client.limits().progressInterval());
        pending.handle((known, failure) -> answer(command, failure == null ? known : Answer.failed(new CompletionException(failure))))
            .whenComplete((replies, failure) -> waiting.complete(failure == null ? replies : Replies.later(CompletableFuture.failedFuture(failure))));
        answer.tellProgress(waiting);
        return waiting;
    }

    /** The running command goes on with what the client says next. */
    void goOn(Running command, Dialogue next) {
        running = command;
        dialogue = next;
    }

    private Replies continued(Input in) {
        Dialogue current = dialogue;
        int before = in.available();
        try {
            Answer answer = current.next(in);
            if (answer == null) {
                return in.available() < before ? Replies.none() : null;
            }
            dialogue = null;
            return answer(running, answer);
        } catch (Exception e) {
            dialogue = null;
            current.close();
            return answer(running, Answer.failed(e));
        }
    }

    /**
     * Counts how commands end.
     *
     * @return whether the client made too many mistakes in a row
     */
    boolean tooManyMistakes(Completion completion) {
        boolean mistake = completion.status() == Completion.Status.BAD
            || completion.status() == Completion.Status.NO && client.authenticated() == null;
        badInARow = mistake ? badInARow + 1 : 0;
        return badInARow >= ImapLimits.BAD_COMMANDS;
    }

    // ---- what comes from elsewhere

    @Override
    public Replies woken() {
        if (client.authenticated() == null || dialogue != null && !dialogue.tellsAtOnce()) {
            return Replies.none();
        }
        var notifications = client.authenticated().notifications();
        boolean ofSelected = client.selected() != null && (notifications == null ? isIdle() : notifications.ofSelected()); // RFC 5465 4
        boolean ofOthers = notifications != null || isIdle() && client.authenticated().hearsOfMetadata();
        return ofSelected || ofOthers ? new TaggedReplies(this, ofSelected) : Replies.none();
    }

    /** Whether the client waits in IDLE. */
    boolean isIdle() {
        return dialogue != null && dialogue.tellsAtOnce();
    }

    @Override
    public Replies timedOut() {
        return Replies.of("* BYE Autologout, the connection was silent for too long\r\n", Replies.Then.CLOSE);
    }

    @Override
    public Replies shuttingDown() {
        return Replies.of("* BYE Server shutting down\r\n", Replies.Then.CLOSE);
    }

    @Override
    public void tlsStarted() {
        buffer.clear();
        announced = false;
        client.startAnew();
    }

    @Override
    public void closed() {
        if (dialogue != null) {
            dialogue.close();
        }
        buffer.clear();
        client.closed();
    }
}
