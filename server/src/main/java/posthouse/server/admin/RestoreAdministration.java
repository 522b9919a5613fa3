package posthouse.server.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.Removed;
import posthouse.mailstore.Removed.RemovedAccount;
import posthouse.mailstore.Removed.RemovedMailbox;
import posthouse.mailstore.Removed.RemovedMessage;
import posthouse.mailstore.Removed.Restored;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.mime.HeaderText;

/** {@code account restore}: what was expunged, deleted or removed and can come back. */
final class RestoreAdministration {

    private final MailStore store;
    private final Removed removed;

    RestoreAdministration(MailStore store) {
        this.store = store;
        this.removed = store.removed();
    }

    /** A mailbox, there or deleted, that messages are gone from. */
    private record Source(long id, String name, Optional<RemovedMailbox> deleted) {
    }

    AdminAnswer restore(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        var address = EmailAddress.parse(request.arguments().get(0)).canonical();
        Optional<Account> account = store.directory().account(address);
        List<RemovedAccount> gone = removed.accounts().stream().filter(a -> a.address().equals(address)).toList();
        if (request.has("account")) {
            return restoreAccount(address, account, gone);
        } else if (account.isEmpty() && gone.isEmpty()) {
            throw new AdminFailure("there is no account " + address + ", and none was removed that could come back");
        } else if (account.isEmpty() && asksForMail(request)) {
            throw new AdminFailure("the account " + address + " was removed; bring it back first: account restore " + address + " --account");
        } else if (!asksForMail(request)) {
            return AdminAnswer.done(list(request, account, gone));
        }
        return restoreMail(request, account.get());
    }

    private static boolean asksForMail(AdminRequest request) {
        return !request.has("list") && (request.has("all") || request.has("since") || request.has("mailbox") || request.has("message"));
    }

    /** As it was; where the address has a new account, its mailboxes come into that one. */
    private AdminAnswer restoreAccount(EmailAddress address, Optional<Account> account, List<RemovedAccount> gone) throws AdminFailure, StoreException {
        if (gone.isEmpty()) {
            throw new AdminFailure("no account " + address + " was removed that could come back");
        }
        RemovedAccount last = gone.get(gone.size() - 1);
        if (account.isEmpty()) {
            removed.restoreAccount(last.id());
            return AdminAnswer.done(List.of("restored account " + address));
        }
        var lines = new ArrayList<String>();
        for (RemovedMailbox mailbox : removed.mailboxes(last.id())) {
            if (mailbox.at().equals(last.at())) {
                lines.add(line(removed.restoreMailbox(mailbox, account.get().id())));
            }
        }
        return AdminAnswer.done(lines);
    }

    private AdminAnswer restoreMail(AdminRequest request, Account account) throws AdminFailure, StoreException {
        Instant since = request.has("since") ? since(request.options().get("since")) : Instant.MIN;
        String wanted = request.options().get("message");
        var lines = new ArrayList<String>();
        for (Source source : sources(account.id(), request)) {
            boolean whole = source.deleted().isPresent() && wanted == null;
            if (whole && source.deleted().get().at().isBefore(since)) {
                continue;
            }
            if (whole) {
                lines.add(line(removed.restoreMailbox(source.deleted().get(), account.id())));
            }
            if (!whole || request.has("all")) {
                Predicate<RemovedMessage> asked = m -> !m.at().isBefore(since) && (wanted == null || isCalled(m, wanted));
                restoreMessages(account, source, asked).map(RestoreAdministration::line).ifPresent(lines::add);
            }
        }
        return lines.isEmpty() ? AdminAnswer.failed("there is nothing of that to restore; account restore " + account.address() + " lists what there is")
            : AdminAnswer.done(lines);
    }

    private Optional<Restored> restoreMessages(Account account, Source source, Predicate<RemovedMessage> asked) throws StoreException {
        var uids = new UidSet.Builder();
        removed.messages(source.id(), m -> {
            if (asked.test(m)) {
                uids.add(m.message().uid());
            }
        });
        UidSet found = uids.build();
        return found.isEmpty() ? Optional.empty() : Optional.of(removed.restoreMessages(account.id(), source.id(), source.name(), found));
    }

    /** Mailboxes that are there, and then deleted ones, the last of a name first. */
    private List<Source> sources(long account, AdminRequest request) throws StoreException {
        var sources = new ArrayList<Source>();
        store.mailboxes(account).list().forEach(m -> sources.add(new Source(m.id(), m.name(), Optional.empty())));
        int there = sources.size();
        removed.mailboxes(account).forEach(m -> sources.add(there, new Source(m.id(), m.name(), Optional.of(m))));
        String wanted = request.options().get("mailbox");
        if (wanted != null) {
            boolean inbox = wanted.equalsIgnoreCase(Mailboxes.INBOX);
            sources.removeIf(s -> !(inbox ? s.name().equals(Mailboxes.INBOX) : s.name().equals(wanted)));
        }
        return sources;
    }

    /** Whether this is its Message-ID or the store's own id of it. */
    private static boolean isCalled(RemovedMessage message, String name) {
        String messageId = message.message().structure().envelope().messageId();
        return message.message().id().equals(name) || messageId != null && bare(messageId).equals(bare(name));
    }

    private static String bare(String messageId) {
        String trimmed = messageId.strip();
        return trimmed.startsWith("<") && trimmed.endsWith(">") ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
    }

    private List<String> list(AdminRequest request, Optional<Account> account, List<RemovedAccount> gone) throws StoreException {
        if (request.has("list") && account.isPresent()) {
            return messages(request, account.get());
        }
        var table = new Table("what", "mailbox", "messages", "removed");
        for (RemovedAccount each : gone) {
            long messages = 0;
            for (RemovedMailbox mailbox : removed.mailboxes(each.id())) {
                messages += mailbox.at().equals(each.at()) ? removed.count(mailbox.id()).withMailbox() : 0;
            }
            table.row("account", "", messages, date(each.at()));
        }
        for (Source source : account.isPresent() ? sources(account.get().id(), request) : List.<Source>of()) {
            var count = removed.count(source.id());
            if (source.deleted().isPresent()) {
                table.row("mailbox", source.name(), count.withMailbox(), date(source.deleted().get().at()));
            }
            if (count.alone() > 0) {
                table.row("messages", source.name(), count.alone(), days(source.id()));
            }
        }
        return table.lines(request);
    }

    /** On which days messages went from a mailbox: the first and the last. */
    private String days(long mailbox) throws StoreException {
        var days = new TreeMap<String, Instant>();
        removed.messages(mailbox, m -> days.put(date(m.at()).substring(0, 10), m.at()));
        return days.isEmpty() ? "" : days.firstKey() + (days.size() == 1 ? "" : " to " + days.lastKey());
    }

    private List<String> messages(AdminRequest request, Account account) throws StoreException {
        var table = new Table("id", "mailbox", "removed", "from", "subject", "message-id");
        for (Source source : sources(account.id(), request)) {
            removed.messages(source.id(), m -> {
                var envelope = m.message().structure().envelope();
                String from = envelope.from() == null || envelope.from().isEmpty() ? ""
                    : HeaderText.decode(envelope.from().get(0).mailbox() + "@" + envelope.from().get(0).host());
                table.row(m.message().id(), source.name(), date(m.at()), from, envelope.subject() == null ? "" : HeaderText.decode(envelope.subject()),
                    envelope.messageId() == null ? "" : envelope.messageId());
            });
        }
        return table.lines(request);
    }

    private static String line(Restored restored) {
        return "restored " + restored.messages() + (restored.messages() == 1 ? " message" : " messages") + " to " + restored.mailbox();
    }

    private static String date(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    }

    /** A date, a date and time, or how long ago: {@code 2026-11-23}, {@code "2026-11-23 14:30"}, {@code 90m}, {@code 2h}, {@code 3d}. */
    static Instant since(String text) throws AdminFailure {
        try {
            if (text.matches("\\d{1,6}[smhdSMHD]")) {
                String period = text.toUpperCase(Locale.ROOT);
                return Instant.now().minus(Duration.parse(period.endsWith("D") ? "P" + period : "PT" + period));
            } else if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
            }
            return text.endsWith("Z") ? Instant.parse(text) : LocalDateTime.parse(text.replace(' ', 'T')).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw new AdminFailure("'" + text + "' is no time; expected for example 2h, 3d, 2026-11-23 or '2026-11-23 14:30'");
        }
    }
}
