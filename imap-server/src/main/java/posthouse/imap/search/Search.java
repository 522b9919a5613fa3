package posthouse.imap.search;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import posthouse.imap.command.SelectedCommand;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.StoreException;

/**
 * SEARCH and UID SEARCH: RFC 9051 6.4.4, 6.4.9, RFC 3501 6.4.4. RETURN: RFC 4731.
 *
 * @param options what RETURN asks for; {@code null} without RETURN
 * @param knowsCharset whether the charset of the strings is known; if not, {@code key} is not what the client meant
 */
public record Search(Numbering numbering, String tag, Set<ReturnOption> options, boolean knowsCharset, SearchKey key) implements SelectedCommand {

    public static Search parse(ImapReader in, Numbering numbering) throws BadSyntax {
        in.sp();
        Set<ReturnOption> options = in.takeKeyword("RETURN") ? ReturnOption.parse(in.sp()) : null;
        if (options != null) {
            in.sp();
        }
        Charset charset = StandardCharsets.UTF_8; // RFC 9051 6.4.4
        if (in.takeKeyword("CHARSET")) {
            charset = charset(in.sp().astring());
            in.sp();
        }
        var key = new SearchParser(in, charset == null ? StandardCharsets.ISO_8859_1 : charset).keys();
        in.end();
        return new Search(numbering, in.commandTag(), options, charset != null, key);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        if (!knowsCharset) {
            throw new Refused(ResponseCode.badCharset("US-ASCII UTF-8"), "charset not known");
        }
        View view = state.current();
        var scan = new Scan(state.mailbox(), view, key.in(view), state.client().scans().texts());
        scan.view();
        if (!scan.readsOctets()) {
            scan.rows();
            return answer(state, view, scan);
        }
        return state.client().scans().run(state.mailbox().accountId(), scan, () -> answer(state, view, scan));
    }

    private Answer answer(Selected state, View view, Scan scan) {
        // RFC 9051 6.4.4: IMAP4rev2 has no SEARCH response
        Set<ReturnOption> wanted = options == null && state.rev2() ? EnumSet.of(ReturnOption.ALL) : options;
        var found = new Found(scan.found(), numbering, view);
        return wanted == null ? new SearchAnswer(found) : new EsearchAnswer(found, tag, wanted);
    }
}
