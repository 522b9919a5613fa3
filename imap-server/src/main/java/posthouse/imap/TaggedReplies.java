package posthouse.imap;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Output;
import posthouse.common.net.Replies;
import posthouse.imap.ImapSession.Running;
import posthouse.imap.command.Notifications;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.Update;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BrokenOff;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.StoreException;

/**
 * What goes to the client for one command: its untagged responses, what else changed in the mailbox, the tagged
 * completion (RFC 9051 2.2.2). Without a command: what changed, for a client that is idle.
 */
final class TaggedReplies implements Replies {

    private static final Logger LOG = LogManager.getLogger(TaggedReplies.class);

    private final ImapSession session;
    private final Running command;
    private final Answer answer;
    private Completion completion;
    private Update update;
    private Answer newMessages;
    private boolean answered;
    private ImapWriter writer;
    private Then then = Then.CONTINUE;

    TaggedReplies(ImapSession session, Running command, Answer answer) {
        this.session = session;
        this.command = command;
        this.answer = answer;
    }

    /** @param update all that there is to tell beside the answer, if that is known */
    TaggedReplies(ImapSession session, Running command, Answer answer, Update update) {
        this(session, command, answer);
        this.update = update;
    }

    /**
     * For a client that is told of changes as they come.
     *
     * @param ofSelected whether of those in its selected mailbox too
     */
    TaggedReplies(ImapSession session, boolean ofSelected) {
        this(session, null, null);
        answered = true;
        update = ofSelected ? null : Update.NONE;
    }

    @Override
    public boolean writeNext(Output target) {
        ImapWriter out = writer(target);
        try {
            return writeNext(out);
        } catch (BrokenOff e) {
            LOG.warn("{} an answer broke off in a literal", session.client().connection().id(), e);
            then = Then.CLOSE;
            return false;
        } finally {
            out.flush();
        }
    }

    /** The same one for all pieces of a long answer. */
    private ImapWriter writer(Output target) {
        if (writer == null || !writer.writesTo(target)) {
            writer = new ImapWriter(target, session.client().utf8());
            writer.speak(session.client().language());
        }
        return writer;
    }

    private boolean writeNext(ImapWriter out) throws BrokenOff {
        if (!answered && !answer(out)) {
            return true;
        }
        if (command != null && completion == null) {
            return false; // it goes on
        }
        if (!update(out)) {
            return true;
        }
        if (command != null && then != Then.CLOSE) {
            complete(out);
        }
        return false;
    }

    /** @return whether the command's own responses are written */
    private boolean answer(ImapWriter out) throws BrokenOff {
        try {
            if (answer.writeNext(out)) {
                return false;
            }
            completion = answer.completion();
        } catch (BrokenOff e) {
            throw e;
        } catch (Exception e) {
            completion = Failures.completion(e, session.client());
        }
        answered = true;
        if (completion == null) {
            session.goOn(command, answer.dialogue());
        }
        return true;
    }

    /** @return whether everything is written */
    private boolean update(ImapWriter out) throws BrokenOff {
        var selected = session.client().selected();
        if (completion != null && completion.status() == Completion.Status.BAD) {
            return true;
        }
        if (update == null && selected != null) {
            try {
                update = command == null ? untold(selected)
                    : selected.update(command.spec().mayExpunge() && !answer.holdsExpunges(), command.spec().tellsUid());
            } catch (NoSuchMailbox e) {
                out.text("* BYE ").words("The selected mailbox was deleted").crlf(); // RFC 2180 3.3
                then = Then.CLOSE;
                return true;
            } catch (Exception e) {
                Failures.completion(e, session.client()); // says it in the log; the client learns of the changes later
                return true;
            }
        }
        if (update != null && (update.writeNext(out) || newMessages(out, selected))) {
            return false;
        }
        if (session.client().owesHighestModSeq()) {
            session.client().toldHighestModSeq();
            selected.writeHighestModSeq(out);
        }
        if (notifications() != null) {
            notifications().write(out);
        }
        var authenticated = session.client().authenticated();
        if (authenticated != null && authenticated.hearsOfMetadata()) {
            authenticated.writeMetadataNews(out);
        }
        return true;
    }

    /** What there is to tell without a command. Flags that nobody asked for wait for the next one (RFC 5465 5). */
    private Update untold(Selected selected) throws StoreException {
        boolean onlyResized = notifications() != null && !notifications().flagsOfSelected();
        return onlyResized && !selected.isResized() ? Update.NONE : selected.update(expungesAtOnce(), false);
    }

    private Notifications notifications() {
        var authenticated = session.client().authenticated();
        return authenticated == null ? null : authenticated.notifications();
    }

    /** Without a command: a client that is idle is told everything. */
    private boolean expungesAtOnce() {
        return session.isIdle() || notifications() == null || notifications().expungesAtOnce();
    }

    /** What NOTIFY asked to be told of new messages (RFC 5465 5.2); @return whether there is more. */
    private boolean newMessages(ImapWriter out, Selected selected) throws BrokenOff {
        if (newMessages == null && selected != null && update.firstNew() > 0 && notifications() != null && notifications().newMessages() != null) {
            newMessages = notifications().newMessages().answer(selected, selected.newFrom(update.firstNew()));
        }
        try {
            return newMessages != null && newMessages.writeNext(out);
        } catch (BrokenOff e) {
            throw e;
        } catch (Exception e) {
            Failures.completion(e, session.client());
            return false;
        }
    }

    private void complete(ImapWriter out) {
        then = answer.then();
        out.text(command.tag()).sp();
        completion.writeTo(out);
        if (session.tooManyMistakes(completion)) {
            out.text("* BYE ").words("Too many mistakes in a row").crlf();
            then = Then.CLOSE;
        }
    }

    @Override
    public Then then() {
        return then;
    }

    @Override
    public void close() {
        if (newMessages != null) {
            newMessages.close();
        }
        if (answer != null) {
            if (!answered && answer.dialogue() != null) {
                answer.dialogue().close(); // the client is gone before it could go on
            }
            answer.close();
        }
    }
}
