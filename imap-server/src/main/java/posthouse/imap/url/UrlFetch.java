package posthouse.imap.url;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.imap.Authenticated;
import posthouse.imap.command.AuthenticatedCommand;
import posthouse.imap.fetch.PartOfMessage;
import posthouse.imap.url.AuthorizedUrl.Access;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.BrokenOff;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.StoreException;

/** URLFETCH: RFC 4467 7; with BODYPARTSTRUCTURE, BINARY and BODY: RFC 5524 3. Each URL has a response of its own. */
public record UrlFetch(List<Wanted> wanted) implements AuthenticatedCommand {

    enum Item {
        BODYPARTSTRUCTURE, BINARY, BODY
    }

    /** @param items none for the octets and no more */
    record Wanted(String url, Set<Item> items) {
    }

    public static UrlFetch parse(ImapReader in) throws BadSyntax {
        var wanted = new ArrayList<Wanted>();
        do {
            in.sp();
            wanted.add(in.nextIs('(') ? extended(in) : new Wanted(in.astring(), Set.of()));
        } while (in.nextIs(' ') && in.peekSecond() >= 0);
        in.end();
        return new UrlFetch(wanted);
    }

    private static Wanted extended(ImapReader in) throws BadSyntax {
        String url = in.open().astring();
        var items = EnumSet.noneOf(Item.class);
        while (in.another()) {
            if (!items.add(item(in.keyword()))) {
                throw new BadSyntax("each item once"); // RFC 5524 3.1
            }
        }
        in.close();
        if (items.contains(Item.BINARY) && items.contains(Item.BODY)) {
            throw new BadSyntax("BINARY or BODY, not both"); // RFC 5524 3.1
        }
        return new Wanted(url, items);
    }

    private static Item item(String word) throws BadSyntax {
        for (Item item : Item.values()) {
            if (item.name().equals(word)) {
                return item;
            }
        }
        throw new BadSyntax("URLFETCH doesn't know this item");
    }

    @Override
    public Answer run(Authenticated state) {
        return new Fetched(state);
    }

    private final class Fetched implements Answer {
        private static final int PIECE = 32 * 1024;

        private final Authenticated state;
        private final Iterator<Wanted> left = wanted.iterator();
        private PartOfMessage part; // whose octets are being written
        private String behind;
        private byte[] buffer;

        Fetched(Authenticated state) {
            this.state = state;
        }

        @Override
        public boolean writeNext(ImapWriter out) throws StoreException, BrokenOff {
            if (part != null) {
                goOn(out);
            } else if (left.hasNext()) {
                begin(left.next(), out);
            }
            return part != null || left.hasNext();
        }

        private void begin(Wanted next, ImapWriter out) throws StoreException {
            part = open(next.url).orElse(null);
            out.text("* URLFETCH ").unicode(next.url);
            if (part == null) {
                out.sp().nil().crlf();
                return;
            }
            if (next.items.contains(Item.BODYPARTSTRUCTURE)) {
                part.writeStructure(out.text(" (BODYPARTSTRUCTURE "));
                out.close();
            }
            if (next.items.equals(Set.of(Item.BODYPARTSTRUCTURE))) {
                out.crlf();
                close();
            } else {
                octets(next, out);
            }
        }

        /** What comes first of the octets; the rest as the client reads. */
        private void octets(Wanted next, ImapWriter out) throws StoreException {
            boolean binary = next.items.contains(Item.BINARY);
            out.text(next.items.isEmpty() ? " " : binary ? " (BINARY " : " (BODY ");
            behind = next.items.isEmpty() ? "\r\n" : ")\r\n";
            if (binary && !part.decode()) {
                out.nil().text(behind); // RFC 5524 3.2
                close();
            } else if (binary) {
                out.literal8Header(part.size());
            } else {
                out.literalHeader(part.size());
            }
        }

        private void goOn(ImapWriter out) throws BrokenOff {
            if (buffer == null) {
                buffer = new byte[PIECE];
            }
            try {
                int read = part.read(buffer);
                out.octets(buffer, 0, read);
                if (read == 0) {
                    out.text(behind);
                    close();
                }
            } catch (StoreException e) {
                throw new BrokenOff("URLFETCH broke off", e);
            }
        }

        private Optional<PartOfMessage> open(String text) throws StoreException {
            try {
                return state.client().urls().open(AuthorizedUrl.parse(text), this::lets);
            } catch (BadSyntax e) {
                return Optional.empty(); // RFC 4467 7: also for a URL that names no message
            }
        }

        private boolean lets(Access access) {
            return switch (access.kind()) {
                case ANONYMOUS, AUTHUSER -> true;
                case USER -> state.client().urls().isMe(access.user(), state.accountId());
                case SUBMIT -> state.client().limits().submitters().contains(state.identity());
            };
        }

        @Override
        public Completion completion() {
            return Completion.ok("URLFETCH completed");
        }

        @Override
        public void close() {
            if (part != null) {
                part.close();
                part = null;
            }
        }
    }
}
