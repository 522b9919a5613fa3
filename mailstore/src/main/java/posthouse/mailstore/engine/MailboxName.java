package posthouse.mailstore.engine;

import static posthouse.mailstore.Mailboxes.INBOX;
import static posthouse.mailstore.Mailboxes.SEPARATOR;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.BadMailboxName;

/** The rules of mailbox names: those of {@link posthouse.mailstore.Mailboxes}. */
final class MailboxName {
    private static final int MAX_OCTETS = 1000;
    private static final int MAX_LEVELS = 100;

    private MailboxName() {
    }

    /** The one form a name is kept and looked up in. */
    static String canonical(String name) throws BadMailboxName {
        String normal = Normalizer.normalize(name, Normalizer.Form.NFC);
        check(normal);
        if (normal.equalsIgnoreCase(INBOX)) {
            return INBOX;
        }
        boolean belowInbox = normal.length() > INBOX.length() && normal.charAt(INBOX.length()) == SEPARATOR
            && normal.regionMatches(true, 0, INBOX, 0, INBOX.length());
        return belowInbox ? INBOX + normal.substring(INBOX.length()) : normal;
    }

    private static void check(String name) throws BadMailboxName {
        int octets;
        try {
            octets = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name)).remaining();
        } catch (CharacterCodingException e) {
            throw new BadMailboxName("a mailbox name is Unicode text");
        }
        if (octets == 0 || octets > MAX_OCTETS) {
            throw new BadMailboxName("a mailbox name has 1 to " + MAX_OCTETS + " octets");
        }
        if (name.chars().anyMatch(c -> c == '*' || c == '%' || Character.isISOControl(c))) {
            throw new BadMailboxName("a mailbox name has no *, no % and no control characters");
        }
        String[] levels = name.split(String.valueOf(SEPARATOR), -1);
        if (levels.length > MAX_LEVELS) {
            throw new BadMailboxName("a mailbox name has at most " + MAX_LEVELS + " levels");
        }
        for (String level : levels) {
            if (level.isEmpty()) {
                throw new BadMailboxName("no level of a mailbox name is empty");
            }
        }
    }

    /** The names above this one, from the top. */
    static List<String> parents(String name) {
        var parents = new ArrayList<String>();
        for (int i = name.indexOf(SEPARATOR); i >= 0; i = name.indexOf(SEPARATOR, i + 1)) {
            parents.add(name.substring(0, i));
        }
        return parents;
    }
}
