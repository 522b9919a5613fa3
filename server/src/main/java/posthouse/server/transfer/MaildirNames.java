package posthouse.server.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ModifiedUtf7;
import posthouse.mailstore.Mailboxes;

/** How mailboxes are called in file systems: Maildir++ ({@code .Work.2026}) and nested folders ({@code Work/2026}), in modified UTF-7. */
final class MaildirNames {

    private MaildirNames() {
    }

    /** The mailbox of a folder {@code .Work.2026}; some servers put {@code INBOX} in front of all. */
    static String ofDotted(String folder) {
        List<String> levels = new ArrayList<>(Stream.of(folder.substring(1).split("\\.")).filter(l -> !l.isEmpty()).toList());
        if (levels.size() > 1 && levels.get(0).equalsIgnoreCase(Mailboxes.INBOX)) {
            levels.remove(0);
        }
        return of(levels);
    }

    static String of(List<String> levels) {
        return levels.stream().map(MaildirNames::level).collect(Collectors.joining(String.valueOf(Mailboxes.SEPARATOR)));
    }

    /** A name without what ours can't have. */
    private static String level(String name) {
        return allowed(decoded(name));
    }

    /** One level of a name, without what ours can't have. */
    static String allowed(String level) {
        String allowed = level.codePoints().map(c -> c == '/' || c == '*' || c == '%' || Character.isISOControl(c) ? '_' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return allowed.isEmpty() ? "_" : allowed;
    }

    /** Modified UTF-7, unless it is none: then the file system has it as people read it. */
    private static String decoded(String name) {
        try {
            return ModifiedUtf7.decode(name.replace("&AC4-", ".").replace("&AC8-", "/"));
        } catch (BadSyntax e) {
            return name;
        }
    }

    /** The folder of a mailbox; empty for INBOX, which is the Maildir itself. */
    static String folder(String mailbox) {
        return mailbox.equals(Mailboxes.INBOX) ? "" : "." + dotted(mailbox);
    }

    /** As it stands in the file of subscriptions. */
    static String dotted(String mailbox) {
        return Stream.of(mailbox.split("/")).map(l -> ModifiedUtf7.encode(l).replace(".", "&AC4-")).collect(Collectors.joining("."));
    }
}
