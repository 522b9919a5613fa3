package posthouse.imap.metadata;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.SpecialUse;

/** The entry {@code /private/specialuse}: what a mailbox is for, as LIST tells it (RFC 6154 4). */
final class Uses {

    static final String PATH = "/specialuse";

    private Uses() {
    }

    /** The entry's value; {@code null} if there is none. */
    static byte[] of(long mailbox, Authenticated state) {
        return state.mailboxes().list().stream().filter(info -> info.id() == mailbox && !info.uses().isEmpty()).findFirst()
            .map(info -> info.uses().stream().map(use -> use.attribute).collect(Collectors.joining(" ")).getBytes(StandardCharsets.US_ASCII)).orElse(null);
    }

    /** @param value {@code null} for none */
    static Set<SpecialUse> parse(byte[] value) throws Refused {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        String words = value == null ? "" : new String(value, StandardCharsets.ISO_8859_1).strip();
        for (String word : words.isEmpty() ? new String[0] : words.split(" +")) {
            uses.add(use(word));
        }
        return uses;
    }

    private static SpecialUse use(String attribute) throws Refused {
        for (SpecialUse use : SpecialUse.values()) {
            if (use.attribute.toLowerCase(Locale.ROOT).equals(attribute.toLowerCase(Locale.ROOT))) {
                return use;
            }
        }
        throw new Refused(ResponseCode.USEATTR, "no mailbox can be used as " + attribute);
    }
}
