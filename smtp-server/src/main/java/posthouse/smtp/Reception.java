package posthouse.smtp;

import java.util.List;
import java.util.Optional;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.config.CommonKeys;
import posthouse.common.config.Settings;
import posthouse.common.net.AddressRanges;
import posthouse.common.sasl.Authenticator;
import posthouse.mailstore.Directory.LocalDomain;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.MessageUrls;
import posthouse.smtp.filter.FilterDoor;
import posthouse.smtp.filter.MailFilter;

/**
 * What all sessions of one listener share.
 *
 * @param hostname the name in the greeting and in Received lines
 * @param defaultDomain as set; see {@link #home}
 * @param door what looks at clients and their mail
 * @param cleanedLineEnds whose bare CR and LF are made CRLF
 * @param xclientFrom who may say with XCLIENT for whom it acts
 * @param hasQueue whether there is a queue for mail to other servers; what only it can act on is announced then
 * @param urls where URLs of messages lead to; empty where none are taken
 */
public record Reception(SmtpPolicy policy, MailStore store, Authenticator authenticator, Limits limits, String hostname,
    Optional<Domain> defaultDomain, FilterDoor door, AddressRanges cleanedLineEnds,
    AddressRanges xclientFrom, boolean hasQueue, Optional<MessageUrls> urls) {

    static Reception of(SmtpPolicy policy, MailStore store, Authenticator authenticator, Settings settings,
        List<MailFilter> filters, boolean hasQueue, Optional<MessageUrls> urls) {
        return new Reception(policy, store, authenticator, Limits.of(settings), CommonKeys.hostname(settings),
            settings.find(CommonKeys.DEFAULT_DOMAIN).flatMap(Reception::domain), new FilterDoor(List.copyOf(filters)),
            new AddressRanges(settings.get(SmtpKeys.CLEANED_LINE_ENDS)), new AddressRanges(settings.get(SmtpKeys.XCLIENT_FROM)), hasQueue, urls);
    }

    private static Optional<Domain> domain(String name) {
        try {
            return Optional.of(Domain.parse(name));
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    /** The local domain that is meant where none is named: the default domain, that of the host name, or the first one. */
    public Optional<Domain> home() {
        var directory = store.directory();
        return defaultDomain.or(() -> domain(hostname)).filter(directory::isLocal)
            .or(() -> directory.domains().stream().map(LocalDomain::domain).findFirst());
    }
}
