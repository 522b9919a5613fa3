package posthouse.imap.command;

import java.time.OffsetDateTime;
import java.util.List;
import posthouse.imap.Authenticated;
import posthouse.imap.Client;
import posthouse.imap.access.Names;
import posthouse.imap.access.Reached;
import posthouse.imap.access.Right;
import posthouse.imap.annotate.EntryValues;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.LiteralHeader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.StoreException;

/**
 * APPEND: RFC 9051 6.3.12; CATENATE: RFC 4469. It is read up to its message, which {@link Appending} takes in.
 *
 * @param denormalized how the client spelled the name, if otherwise; else {@code null}
 */
record Append(String mailbox, String denormalized, Item first) implements AuthenticatedCommand, AtOnce {

    /** Small ones wait in memory. */
    private static final int MAX_MESSAGES = 100;

    /**
     * What announces a message.
     *
     * @param date {@code null} for now
     * @param notes what is noted of it at once (RFC 5257 4.7)
     * @param literal {@code null} if it is put together from parts
     * @param parts where they are named: CATENATE (RFC 4469 3); {@code null} if there is a literal
     * @param wrapped whether a parenthesis closes behind it: {@code UTF8 (~{n} ...)}, which clients of RFC 6855 4 send
     */
    record Item(Flags flags, OffsetDateTime date, EntryValues notes, LiteralHeader literal, ImapReader parts, boolean wrapped) {

        static Item parse(ImapReader in) throws BadSyntax {
            Flags flags = Flags.NONE;
            OffsetDateTime date = null;
            if (in.nextIs('(')) {
                flags = in.flagList();
                in.sp();
            }
            if (in.nextIs('"')) {
                date = in.dateTime();
                in.sp();
            }
            EntryValues notes = EntryValues.NONE;
            if (in.takeKeyword("ANNOTATION")) {
                notes = EntryValues.parse(in.sp());
                in.sp();
            }
            if (in.takeKeyword("CATENATE")) {
                return new Item(flags, date, notes, null, in.sp().expect('('), false);
            }
            boolean wrapped = in.takeKeyword("UTF8");
            if (wrapped) {
                in.sp().expect('(');
            }
            var literal = in.literalHeader();
            in.end();
            return new Item(flags, date, notes, literal, null, wrapped);
        }
    }

    static Append parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        String denormalized = in.denormalized();
        var first = Item.parse(in.sp());
        return new Append(mailbox, denormalized, first);
    }

    /** Asking for the message, that is: the {@code +}. */
    @Override
    public boolean isShort(Client client) {
        return first.literal() != null && !Names.isForeign(mailbox) && client.authenticated().mailboxes().areKnown()
            && !client.authenticated().mailboxes().areLimited();
    }

    @Override
    public Answer run(Authenticated state) {
        return new Appending(state, mailbox, MAX_MESSAGES, (target, messages) -> appended(target, messages, state)).begin(first);
    }

    private Answer appended(Reached target, List<Mailbox.NewMessage> messages, Authenticated state) throws StoreException {
        Mailbox.Appended appended = target.mailbox().append(messages);
        if (state.selected() != null) {
            state.selected().made(target.mailbox(), appended.uids()); // it may be the selected one: EXISTS then (RFC 9051 6.3.12)
        }
        return Answer.of(out -> {
            if (denormalized != null && state.client().rev2()) {
                MailboxTree.writeNamed(out, mailbox, denormalized); // RFC 9051 6.3.12
            }
        }, Completion.ok(appendUid(target, appended), "APPEND completed"));
    }

    /** APPENDUID: not for who may put messages there without looking at them (RFC 9051 6.3.12, RFC 4315 3). */
    static ResponseCode appendUid(Reached target, Mailbox.Appended appended) {
        return target.rights().has(Right.READ) ? ResponseCode.appendUid(appended.uidValidity(), UidList.of(appended.uids())) : ResponseCode.NONE;
    }
}
