package posthouse.smtp.relay.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The TXT record that says that a domain has a policy, and which version of it (RFC 8461 3.1). */
final class StsRecord {
    private static final Pattern RECORD = Pattern.compile("v=STSv1[ \t]*;[ \t]*(?:[a-zA-Z0-9][a-zA-Z0-9_.-]*=[^;\\s]*[ \t]*;[ \t]*)*?id=([a-zA-Z0-9]{1,32})[ \t]*(?:;.*)?");

    private StsRecord() {
    }

    /** The policy's id; empty unless exactly one record begins as one and is well-formed. */
    static Optional<String> id(List<String> texts) {
        List<String> records = texts.stream().filter(t -> t.startsWith("v=STSv1")).toList();
        if (records.size() != 1 || records.get(0).length() > 500) {
            return Optional.empty();
        }
        Matcher matcher = RECORD.matcher(records.get(0));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
