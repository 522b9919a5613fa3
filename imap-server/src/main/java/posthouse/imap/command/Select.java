package posthouse.imap.command;

import posthouse.imap.Authenticated;
import posthouse.imap.Extension;
import posthouse.imap.access.Right;
import posthouse.imap.selected.AnnotationNews;
import posthouse.imap.selected.Resync;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.StoreException;

/**
 * SELECT and EXAMINE: RFC 9051 6.3.2 and 6.3.3, as RFC 3501 6.3.1 has them for IMAP4rev1. CONDSTORE: RFC 7162 3.1.8. QRESYNC: RFC 7162 3.2.5.
 * ANNOTATE: RFC 5257 4.2.
 *
 * @param noName why it is no name at all; else {@code null}
 * @param spelled how the client spelled the name, if otherwise; else {@code null}
 * @param qresync {@code null} without it
 */
record Select(String mailbox, Refused noName, String spelled, boolean readOnly, boolean condstore, boolean annotate, QresyncParameter qresync)
    implements AuthenticatedCommand {

    static Select parse(ImapReader in, boolean readOnly) throws BadSyntax {
        String mailbox = null;
        Refused noName = null;
        try {
            mailbox = in.sp().mailbox();
        } catch (Refused e) {
            noName = e; // NO, and then nothing is selected (RFC 9051 6.3.2)
        }
        String spelled = noName == null ? in.spelledOtherwise() : null;
        boolean condstore = false;
        boolean annotate = false;
        QresyncParameter qresync = null;
        if (in.nextIs(' ') && in.peekSecond() == '(') {
            in.sp().open();
            do {
                switch (in.keyword()) {
                    case "CONDSTORE" -> condstore = true;
                    case "ANNOTATE" -> annotate = true;
                    case "QRESYNC" -> qresync = QresyncParameter.parse(in.sp());
                    default -> throw new BadSyntax("unknown parameter");
                }
            } while (in.another());
            in.close();
        }
        in.end();
        return new Select(mailbox, noName, spelled, readOnly, condstore, annotate, qresync);
    }

    @Override
    public Answer run(Authenticated state) throws BadSyntax {
        if (qresync != null && !state.client().enabled(Extension.QRESYNC)) {
            throw new BadSyntax("ENABLE QRESYNC first"); // RFC 7162 3.2.5
        }
        if (qresync != null && qresync.numbered() && state.client().enabled(Extension.UIDONLY)) {
            throw new BadSyntax(ResponseCode.UIDREQUIRED, "no message numbers once UIDONLY is enabled"); // RFC 9586 3
        }
        if (condstore) {
            state.client().enable(Extension.CONDSTORE);
        }
        return new Selecting(state);
    }

    private final class Selecting implements Answer {
        private final Authenticated state;
        private Resync resync;
        private boolean onlyReads;

        Selecting(Authenticated state) {
            this.state = state;
        }

        @Override
        public boolean writeNext(ImapWriter out) throws Refused, StoreException {
            if (resync != null) {
                return resync.writeNext(out);
            }
            if (state.unselect()) { // even if the new one can't be selected
                out.text("* OK [CLOSED] ").words("The mailbox before is closed").crlf(); // RFC 9051 7.1
            }
            if (noName != null) {
                throw noName;
            }
            var reached = state.names().open(mailbox, Right.READ);
            onlyReads = readOnly || !reached.rights().mayChangeAnything(); // RFC 4314 5.2
            Selected selected = state.select(reached.mailbox(), onlyReads, new AnnotationNews(readOnly, annotate));
            selected.writeTo(out);
            if (state.client().rev2()) {
                MailboxTree.writeNamed(out, mailbox, spelled); // RFC 9051 6.3.2, 8
            }
            if (qresync != null && qresync.uidValidity() == selected.mailbox().uidValidity()) {
                resync = selected.resync(qresync.modSeq(), qresync.known(), qresync.knownUpTo(selected.view()));
            }
            return resync != null;
        }

        @Override
        public Completion completion() {
            return Completion.ok(onlyReads ? ResponseCode.READ_ONLY : ResponseCode.READ_WRITE, readOnly ? "EXAMINE completed" : "SELECT completed");
        }
    }
}
