package posthouse.imap.selected;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import posthouse.imap.Authenticated;
import posthouse.imap.Client;
import posthouse.imap.Extension;
import posthouse.imap.access.Reached;
import posthouse.imap.access.Right;
import posthouse.imap.access.Rights;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/**
 * The selected state (RFC 9051 3.3): a mailbox, and what the client knows of it. The {@link View} stands still while a
 * command runs; {@link #update} brings it up to date when the command ends.
 */
public final class Selected {

    private static final int MOST_LIVE_RESULTS = 16;

    private final Authenticated authenticated;
    private final LiveMailboxes liveMailboxes;
    private final LiveMailbox live;
    private final boolean readOnly;
    private final AnnotationNews annotations;
    private final Keywords keywords;
    private View view;
    private long safeModSeq; // up to here the client was told everything, expunged messages too
    private final Map<String, LiveResult> liveResults = new LinkedHashMap<>();
    private UidSet toTell = UidSet.EMPTY;
    private UidSet modSeqsToTell = UidSet.EMPTY;
    private UidSet made = UidSet.EMPTY; // by the client itself, since the last update
    private UidSet madeUntilNow = UidSet.EMPTY; // before it
    private boolean newFirst;
    private final Beliefs beliefs = new Beliefs();
    private final LiveMailbox.Viewer viewer = this::wake;
    private volatile boolean wakes;

    /** Selects a mailbox, and claims what is {@code \Recent} in it unless it is {@code readOnly} (RFC 3501 2.3.2). */
    public Selected(Authenticated authenticated, LiveMailboxes liveMailboxes, Mailbox mailbox, boolean readOnly, AnnotationNews annotations)
        throws StoreException {
        this.authenticated = authenticated;
        this.annotations = annotations;
        this.liveMailboxes = liveMailboxes;
        this.readOnly = readOnly;
        this.live = liveMailboxes.acquire(mailbox, viewer);
        try {
            long firstRecent = rev2() ? 0 : mailbox.firstRecent(!readOnly); // IMAP4rev2 has no \\Recent
            live.check();
            view = new View(live.newest(), rev2() ? UidSet.EMPTY : recent(UidSet.EMPTY, firstRecent, live.newest().lastUid()), UidSet.EMPTY,
                client().enabled(Extension.UIDONLY));
            safeModSeq = view.highestModSeq();
        } catch (StoreException | RuntimeException e) {
            close();
            throw e;
        }
        keywords = new Keywords(() -> view.snapshot().keywords(), readOnly, rights());
    }

    private static UidSet recent(UidSet before, long first, long last) {
        if (first > last) {
            return before;
        }
        return UidSet.of(Stream.concat(before.ranges().stream(), Stream.of(new UidSet.Range(first, last))).toList());
    }

    public Authenticated authenticated() {
        return authenticated;
    }

    public Client client() {
        return authenticated.client();
    }

    /** The account's mailboxes. */
    public Mailboxes mailboxes() {
        return authenticated.mailboxes();
    }

    public Mailbox mailbox() {
        return live.mailbox();
    }

    /** What the client was told. */
    public View view() {
        return view;
    }

    /** The messages of the view with their flags of this moment, which the client may not know yet. */
    public View current() throws StoreException {
        live.check();
        Snapshot newest = live.newest();
        return newest == view.snapshot() ? view : view.with(view.snapshot().withFlagsOf(newest), view.recent());
    }

    /** Whether the client was told all there is, as memory knows for certain. Waits for nothing. */
    public boolean isUpToDate() {
        return live.isNewest(view.snapshot()) && toTell.isEmpty() && modSeqsToTell.isEmpty();
    }

    /** Whether it was opened by EXAMINE, or the client may change nothing in it: not even {@code \Seen}. */
    public boolean readOnly() {
        return readOnly;
    }

    /** Whether it was opened by EXAMINE. */
    public boolean examined() {
        return annotations.examined();
    }

    /** For commands that change the mailbox. */
    public void requireWritable() throws Refused {
        if (readOnly) {
            throw new Refused(ResponseCode.READ_ONLY, "the mailbox was opened read-only");
        }
    }

    /** What the account may do with the mailbox, as of now (RFC 4314). */
    public Rights rights() {
        return authenticated.names().rights(mailbox());
    }

    /** @throws Refused if one of these rights is missing */
    public void require(Right... rights) throws Refused {
        new Reached(mailbox(), rights()).require(rights);
    }

    /** The UIDs of those messages of the view that {@code set} names; BAD for a sequence number that doesn't exist. */
    public UidSet uids(SequenceSet set) throws BadSyntax {
        return view.uids(set);
    }

    /**
     * The same for a command that changes messages or makes some: all of them or none.
     *
     * @throws Refused if these are more than one command may work on (RFC 9738 3)
     */
    public UidSet limitedUids(SequenceSet set) throws BadSyntax, Refused {
        UidSet uids = uids(set);
        int limit = client().limits().messages();
        if (uids.count() > limit) {
            throw new Refused(ResponseCode.messageLimit(limit), "too many messages for one command");
        }
        return uids;
    }

    /** Whether the client takes UTF-8 in quoted strings: ENABLE UTF8=ACCEPT or IMAP4rev2. */
    public boolean utf8() {
        return client().utf8();
    }

    /** Begins to tell something of a message of a view: {@code * 3 FETCH (}. */
    public void beginFetch(ImapWriter out, View from, int sequence) {
        Wording.begin(out, from, sequence, client().enabled(Extension.UIDONLY));
    }

    /** Whether the client said ENABLE IMAP4rev2. */
    public boolean rev2() {
        return client().rev2();
    }

    /** From now on {@code $} stands for these UIDs (RFC 5182). */
    public void save(UidSet result) {
        view = view.saving(result);
    }

    // ---- what the running command knows of the next update

    /** The running command tells the client that a message has these flags: it needn't be told again when the command ends. */
    public void told(int sequence, Flags flags) {
        beliefs.told(view, sequence, flags);
    }

    /** The running command tells the client this mod-sequence of a message. */
    public void told(int sequence, long modSeq) {
        beliefs.told(view, sequence, modSeq);
    }

    /** The running command is about to tell these flags of a message: keywords that the client has not heard of are told before (RFC 9051 7.3.5). */
    public void introduce(Flags flags, ImapWriter out) {
        if (keywords.learn(flags.keywords())) {
            keywords.writeTo(out);
        }
    }

    /** The client is not told what its own change did (STORE .SILENT), only if someone else's change came between. */
    public void changedSilently(UidSet uids, FlagChange change) throws StoreException {
        beliefs.changed(view, uids, change);
        live.check();
    }

    /** The running command set annotations, all at this mod-sequence: of them the client is not told. */
    public void annotated(long modSeq) throws StoreException {
        annotations.isOwn(modSeq);
        live.check();
    }

    /** The client is told the flags of these messages when the command ends, changed or not. */
    public void tellFlags(UidSet uids) throws StoreException {
        toTell = uids;
        live.check();
    }

    /** The client is told the mod-sequences of these messages when the command ends, changed or not: RFC 7162 3.1.3. */
    public void tellModSeqs(UidSet uids) {
        modSeqsToTell = uids;
    }

    /** The running command made messages with these UIDs, in this mailbox or another one. */
    public void made(Mailbox target, long[] uids) throws StoreException {
        if (target.id() == mailbox().id()) {
            made = made.or(UidSet.of(uids));
        }
        live.check();
    }

    /** New messages are told before those that went, not after them. */
    public void tellNewFirst() {
        newFirst = true;
    }

    /** The sequence numbers from this one on, but for messages that the client made itself (RFC 5465 5.2). */
    public UidSet newFrom(int first) {
        return UidSet.of(List.of(new UidSet.Range(first, view.size()))).without(view.sequences(madeUntilNow));
    }

    /** Whether there is something else to tell than flags. */
    public boolean isResized() throws StoreException {
        Snapshot newest = live.newest();
        return newest.uidNext() != view.snapshot().uidNext() || newest.size() != view.snapshot().size();
    }

    /** The running command changed the mailbox, or must not miss what others did: looks whether a wake-up is still on its way. */
    public void check() throws StoreException {
        live.check();
    }

    /** The mailbox's mod-sequence as of the last {@link #check}: the next update tells all up to it, unless it may not expunge. */
    public long highestModSeq() throws StoreException {
        return live.newest().modSeq();
    }

    /** Whether some of these messages were expunged by now, though the client may still count them. */
    public boolean someExpunged(UidSet uids) throws StoreException {
        live.check();
        Snapshot newest = live.newest();
        for (UidSet.Range range : uids.ranges()) {
            int known = view.snapshot().countBelow(range.last() + 1) - view.snapshot().countBelow(range.first());
            if (newest.countBelow(range.last() + 1) - newest.countBelow(range.first()) < known) {
                return true;
            }
        }
        return false;
    }

    // ---- the update

    /**
     * Brings the view up to date.
     *
     * @param mayExpunge whether the client may be told of expunged messages now; else they stay in the view (RFC 9051 7.5.1)
     * @param uidCommand whether it is the answer to a UID command
     */
    public Update update(boolean mayExpunge, boolean uidCommand) throws StoreException {
        Snapshot newest = live.newest();
        Snapshot before = view.snapshot();
        boolean otherRights = keywords.rightsAre(rights()); // RFC 4314 5.1.1
        madeUntilNow = made;
        made = UidSet.EMPTY;
        boolean newBeforeExpunged = newFirst;
        newFirst = false;
        if (newest == before && toTell.isEmpty() && modSeqsToTell.isEmpty() && !otherRights) {
            beliefs.forget();
            return Update.NONE;
        }
        var difference = before.to(newest);
        boolean withheld = !mayExpunge && !difference.expunged().isEmpty();
        UidSet expunged = withheld ? UidSet.EMPTY : difference.expunged();
        Snapshot next = withheld ? before.withoutExpunging(difference, newest) : newest;
        boolean grown = !difference.added().isEmpty();
        UidSet recent = grown && !rev2() ? recent(view.recent(), mailbox().firstRecent(!readOnly), next.lastUid()) : view.recent();
        boolean newKeywords = learnKeywords(difference.changed()) | learnKeywords(difference.added());
        var wording = Wording.of(client(), uidCommand);
        var flags = beliefs.flagsToTell(difference, before, next, toTell);
        var notifications = authenticated.notifications();
        var noted = annotations.of(difference.changed(), mailbox(), before, next, authenticated.accountId(),
            notifications != null && notifications.annotationsOfSelected());
        var modSeqs = wording.modSeq() ? beliefs.modSeqsToTell(difference, next, flags, modSeqsToTell) : new BitSet();
        safeModSeq = withheld ? safeModSeq : next.modSeq();
        View shown = view;
        view = view.with(next, recent);
        keepInformed(shown, difference, expunged);
        toTell = UidSet.EMPTY;
        modSeqsToTell = UidSet.EMPTY;
        beliefs.forget();
        return new Update(view, wording, keywords, new Update.News(sequences(before, expunged), expunged, difference.added().size(), newKeywords || otherRights, flags, modSeqs, noted,
            List.copyOf(liveResults.values()), newBeforeExpunged && grown && !expunged.isEmpty(), withheld && wording.resync() ? safeModSeq : 0));
    }

    private void keepInformed(View before, Snapshot.Difference difference, UidSet expunged) {
        if (!liveResults.isEmpty()) {
            var touched = new BitSet();
            Stream.concat(difference.changed().stream(), difference.added().stream()).mapToInt(e -> view.sequence(e.uid())).filter(s -> s > 0)
                .forEach(touched::set);
            liveResults.values().forEach(result -> result.update(before, view, expunged, touched));
        }
    }

    /** Keeps the client informed of a result; @return whether that many can be. */
    public boolean follow(LiveResult result) {
        if (liveResults.size() == MOST_LIVE_RESULTS) {
            return false;
        }
        liveResults.put(result.tag(), result);
        return true;
    }

    /** Whether the client is kept informed of the result of the search that had this tag. */
    public boolean follows(String tag) {
        return liveResults.containsKey(tag);
    }

    /** No more of the result of the search that had this tag. */
    public void unfollow(String tag) {
        var result = liveResults.remove(tag);
        if (result != null) {
            result.close();
        }
    }

    private boolean learnKeywords(List<Snapshot.Entry> entries) {
        boolean learned = false;
        for (Snapshot.Entry entry : entries) {
            learned |= keywords.learn(entry.flags().keywords());
        }
        return learned;
    }

    private static int[] sequences(Snapshot in, UidSet uids) {
        return uids.ranges().stream()
            .flatMapToInt(r -> IntStream.rangeClosed(in.countBelow(r.first()) + 1, in.countBelow(r.last() + 1)))
            .toArray();
    }

    // ---- what the client is told first (RFC 3501 6.3.1)

    public void writeTo(ImapWriter out) {
        Snapshot told = view.snapshot();
        out.text("* ").number(told.size()).text(" EXISTS\r\n");
        if (!rev2()) {
            out.text("* ").number(view.recentCount()).text(" RECENT\r\n");
        }
        if (!rev2() && !client().enabled(Extension.UIDONLY) && told.firstUnseen() > 0) {
            out.text("* OK [UNSEEN ").number(told.firstUnseen()).text("] ").words("First unseen message").crlf();
        }
        out.text("* OK [UIDVALIDITY ").number(mailbox().uidValidity()).text("] ").words("UIDs valid").crlf();
        out.text("* OK [UIDNEXT ").number(told.uidNext()).text("] ").words("Predicted next UID").crlf();
        out.text("* OK [HIGHESTMODSEQ ").number(told.modSeq()).text("] ").words("Highest mod-sequence").crlf(); // RFC 7162 3.1.2.1
        client().toldHighestModSeq();
        out.text("* OK ").respText(ResponseCode.mailboxId(mailbox().uidValidity()), "Its id, whatever its name").crlf(); // RFC 8474 4.2
        if (!client().mechanismsOfUrls().isNone()) {
            out.text("* OK ").respText(client().mechanismsOfUrls(), "Its messages may be let read by URLs").crlf(); // RFC 4467 8
        }
        annotations.writeTo(out);
        keywords.writeTo(out);
    }

    /** The mod-sequence up to which the client was told everything: RFC 7162 3.1.2.1. */
    public void writeHighestModSeq(ImapWriter out) {
        out.text("* OK ").respText(ResponseCode.highestModSeq(safeModSeq), "Highest mod-sequence").crlf();
    }

    /**
     * What changed of the messages that a client remembers since a mod-sequence.
     *
     * @param upTo up to this UID it knows what is gone (RFC 7162 3.2.5.2)
     */
    public Resync resync(long modSeq, UidSet known, long upTo) throws StoreException {
        UidSet changed = view.changedSince(view.sequences(known), modSeq);
        UidSet vanished = vanished(view, modSeq, known);
        UidSet untold = upTo == 0 ? vanished : vanished.without(UidSet.of(List.of(new UidSet.Range(1, upTo))));
        return new Resync(view, Wording.of(client(), false), untold, changed);
    }

    /** Those of these UIDs that were expunged after a mod-sequence; but not those that the client still counts: of them it will be told. */
    private UidSet vanished(View from, long modSeq, UidSet uids) throws StoreException {
        return from.unknown(mailbox().expungedSince(modSeq).and(uids));
    }

    /** The same for UIDs as a client names them: {@code *} stands for the last that there ever was, or nobody would hear that it is gone. */
    public UidSet vanished(View from, long modSeq, SequenceSet uids) throws StoreException {
        return vanished(from, modSeq, uids.resolve(from.snapshot().uidNext() - 1));
    }

    // ---- waking

    /** Whether the connection is woken when the mailbox changes. Whoever sets this asks for an {@link #update} next. */
    public void wakes(boolean wanted) {
        wakes = wanted;
    }

    /** From any thread. */
    private void wake() {
        var notifications = authenticated.notifications();
        if (wakes || notifications != null && notifications.ofSelected()) {
            client().connection().wake();
        }
    }

    public void close() {
        wakes = false;
        liveResults.values().forEach(LiveResult::close);
        liveMailboxes.release(live, viewer);
    }
}
