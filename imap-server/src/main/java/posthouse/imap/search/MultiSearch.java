package posthouse.imap.search;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import posthouse.imap.Authenticated;
import posthouse.imap.access.Reached;
import posthouse.imap.access.Right;
import posthouse.imap.command.AuthenticatedCommand;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** ESEARCH: one search over several mailboxes (RFC 7377 2). Each with a match gets an answer of its own, with UIDs. */
public record MultiSearch(String tag, Sources sources, ReturnOptions options, Query query) implements AuthenticatedCommand {

    public static MultiSearch parse(ImapReader in) throws BadSyntax, Refused {
        in.sp();
        Sources sources = in.takeKeyword("IN") ? Sources.parse(in.sp()) : Sources.SELECTED;
        if (sources != Sources.SELECTED) {
            in.sp();
        }
        ReturnOptions options = in.takeKeyword("RETURN") ? ReturnOptions.parse(in.sp()) : null;
        if (options != null) {
            in.sp();
        }
        if (options != null && options.saves() && !sources.isSelected()) {
            throw new BadSyntax("SAVE is for the selected mailbox alone"); // RFC 7377 2.2
        }
        Query query = Query.parse(in);
        if (options != null) {
            options.check(query);
        }
        return new MultiSearch(in.commandTag(), sources, options == null ? ReturnOptions.ALL : options, query);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, BadSyntax, StoreException {
        Map<String, Mailbox> mailboxes = new LinkedHashMap<>();
        for (Map.Entry<String, Boolean> each : sources.names(state).entrySet()) {
            var reached = state.names().find(each.getKey());
            if (reached.isPresent() && maySearch(reached.get(), each.getValue())) {
                mailboxes.put(each.getKey(), reached.get().mailbox());
            }
        }
        Selected selected = state.selected();
        if (options.updates() && selected == null) {
            throw new BadSyntax("UPDATE is for the selected mailbox: select one first"); // RFC 7377 2.2
        }
        Query kept = options.updates() ? query.kept(selected, tag) : null;
        SearchKey key = query.resolved(state);
        if (key.namesSequences() && mailboxes.values().stream().anyMatch(m -> selected == null || m.id() != selected.mailbox().id())) {
            throw new BadSyntax("message numbers and $ are those of the selected mailbox");
        }
        var found = new LinkedHashMap<String, Found>();
        var work = new Work(state, selected == null ? null : selected.current(), key, mailboxes, found);
        return state.client().scans().run(state.accountId(), work, () -> answer(selected, kept, found, mailboxes));
    }

    /** RFC 7377 2.2: SAVE and UPDATE are for the selected mailbox. */
    private Answer answer(Selected selected, Query kept, Map<String, Found> found, Map<String, Mailbox> mailboxes) {
        if (options.saves()) {
            selected.save(found.isEmpty() ? UidSet.EMPTY : options.saved(found.values().iterator().next()));
        }
        Answer told = options.onlySaves() ? Answer.ok("ESEARCH completed") : new Told(found, mailboxes);
        return kept == null || follow(selected, kept, found, mailboxes) ? told : Query.withoutUpdate(tag, told);
    }

    private boolean follow(Selected selected, Query kept, Map<String, Found> found, Map<String, Mailbox> mailboxes) {
        for (Map.Entry<String, Mailbox> each : mailboxes.entrySet()) {
            if (each.getValue().id() == selected.mailbox().id()) {
                var nothing = new Found(new int[0], Numbering.UID, selected.view(), false, null);
                var live = kept.live(tag, selected, found.getOrDefault(each.getKey(), nothing), options, null);
                return live != null && selected.follow(live);
            }
        }
        return false;
    }

    /** RFC 7377 2.2: {@code r}, and {@code l} for what was not named. */
    private static boolean maySearch(Reached reached, boolean named) {
        return reached.rights().has(Right.READ) && (named || reached.rights().has(Right.LOOKUP));
    }

    /** One mailbox after the other, where octets are searched. */
    private static final class Work implements Scans.Work {
        private final Authenticated state;
        private final View selected; // null if there is none
        private final SearchKey key;
        private final Map<String, Mailbox> mailboxes;
        private final Map<String, Found> found;
        private volatile boolean cancelled;
        private volatile Scan current;
        private volatile Answer.Progress progress = (some, all) -> { };

        Work(Authenticated state, View selected, SearchKey key, Map<String, Mailbox> mailboxes, Map<String, Found> found) {
            this.state = state;
            this.selected = selected;
            this.key = key;
            this.mailboxes = mailboxes;
            this.found = found;
        }

        @Override
        public void rows() throws BadSyntax, Refused, StoreException {
            int searched = 0;
            for (Map.Entry<String, Mailbox> each : mailboxes.entrySet()) {
                View view = key.namesSequences() ? selected : state.viewOf(each.getValue());
                var scan = new Scan(each.getValue(), view, key.in(view), state);
                current = scan;
                if (cancelled) {
                    return;
                }
                scan.view();
                scan.rows();
                progress.at(++searched, mailboxes.size());
                if (!scan.found().isEmpty()) {
                    found.put(each.getKey(), new Found(scan.found().stream().toArray(), Numbering.UID, view, key.asksModSeq(), scan.relevancy()));
                }
            }
        }

        @Override
        public void tellProgress(Answer.Progress wanted) {
            progress = wanted;
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (current != null) {
                current.cancel();
            }
        }
    }

    private final class Told implements Answer {
        private final Iterator<Map.Entry<String, Found>> left;
        private final Map<String, Mailbox> mailboxes;
        private EsearchAnswer current;

        Told(Map<String, Found> found, Map<String, Mailbox> mailboxes) {
            this.left = found.entrySet().iterator();
            this.mailboxes = mailboxes;
        }

        @Override
        public boolean writeNext(ImapWriter out) {
            if (current == null && left.hasNext()) {
                var next = left.next();
                current = new EsearchAnswer("ESEARCH", tag, next.getValue(), options)
                    .of(next.getKey(), mailboxes.get(next.getKey()).uidValidity());
            }
            if (current != null && !current.writeNext(out)) {
                current = null;
            }
            return current != null || left.hasNext();
        }

        @Override
        public Completion completion() {
            return Completion.ok("ESEARCH completed");
        }
    }
}
