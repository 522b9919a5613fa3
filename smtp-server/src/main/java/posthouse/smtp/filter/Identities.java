package posthouse.smtp.filter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import posthouse.common.address.EmailAddress;

/** Addresses that accounts may send from besides their own: {@code submission.identities}. */
public final class Identities {

    private final Map<String, Set<String>> byAccount = new HashMap<>();

    /**
     * @param lines each an account and, behind blanks, addresses: {@code sales@example.com}, {@code *@example.com} or {@code *}
     * @throws IllegalArgumentException with one line that says which is none
     */
    public Identities(List<String> lines) {
        for (String line : lines) {
            String[] words = line.strip().toLowerCase(Locale.ROOT).split("\\s+");
            if (words.length < 2 || words[0].indexOf('@') < 1) {
                throw new IllegalArgumentException("'" + line + "' is no account with addresses behind it");
            }
            var addresses = byAccount.computeIfAbsent(words[0], account -> new HashSet<>());
            for (int i = 1; i < words.length; i++) {
                if (!words[i].equals("*") && words[i].indexOf('@') < 1) {
                    throw new IllegalArgumentException("'" + words[i] + "' is no address, no *@domain and no *");
                }
                addresses.add(words[i]);
            }
        }
    }

    boolean include(String account, EmailAddress address) {
        Set<String> theirs = byAccount.getOrDefault(account.toLowerCase(Locale.ROOT), Set.of());
        return theirs.contains("*") || theirs.contains("*@" + address.domain()) || theirs.contains(address.canonical().toString());
    }
}
