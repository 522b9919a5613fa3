package posthouse.mailstore.jdbc;

import java.util.List;
import java.util.Map;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.ScramKeys;

/** Everything about who lives here. */
public record DirectoryRows(List<DomainRow> domains, List<AccountRow> accounts, Map<Long, List<ScramKeys>> keys, Map<Long, String> apopSecrets,
    Map<Long, List<AppPassword>> appPasswords, List<AliasRow> aliases) {

    public record DomainRow(String name, String postmaster, long quotaOctets, long quotaMessages) {
    }

    public record AccountRow(long id, String localPart, String domain, long quotaOctets, long quotaMessages, long quotaMailboxes) {
    }

    public record AliasRow(String localPart, String domain, List<String> targets) {
    }
}
