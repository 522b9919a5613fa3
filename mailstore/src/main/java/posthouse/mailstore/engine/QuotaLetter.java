package posthouse.mailstore.engine;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.engine.AccountState.Usage;

/** The message to someone whose mailboxes are nearly full. */
final class QuotaLetter {
    private final boolean chinese;

    /** @param language en or zh */
    QuotaLetter(String language) {
        this.chinese = language.equals("zh");
    }

    /** @param who the account or domain that is nearly full */
    byte[] of(String who, Usage limit, Usage now, EmailAddress to) {
        long percent = limit.percentOf(now);
        String subject = chinese ? who + " 的邮箱空间已用 " + percent + "%" : "The mailbox space of " + who + " is " + percent + "% full";
        String encoded = chinese ? "=?UTF-8?B?" + Base64.getEncoder().encodeToString(subject.getBytes(StandardCharsets.UTF_8)) + "?=" : subject;
        String text = "From: postmaster@" + to.domain() + "\r\n"
            + "To: " + to + "\r\n"
            + "Subject: " + encoded + "\r\n"
            + "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now()).replace("GMT", "+0000") + "\r\n"
            + "Message-ID: <" + UUID.randomUUID() + "@" + to.domain() + ">\r\n"
            + "Auto-Submitted: auto-generated\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n"
            + "\r\n"
            + (chinese ? chinese(who, limit, now) : english(who, limit, now));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String english(String who, Usage limit, Usage now) {
        return "The mailboxes of " + who + " are nearly full:\r\n\r\n"
            + (limit.octets() > 0 ? "  " + mebibytes(now.octets()) + " of " + mebibytes(limit.octets()) + " MiB\r\n" : "")
            + (limit.messages() > 0 ? "  " + now.messages() + " of " + limit.messages() + " messages\r\n" : "")
            + "\r\nWhen they are full, new mail will be refused and its senders will be told.\r\n"
            + "Please delete mail that is no longer needed and empty the trash, or ask your administrator for more room.\r\n";
    }

    private static String chinese(String who, Usage limit, Usage now) {
        return who + " 的邮箱空间即将用完：\r\n\r\n"
            + (limit.octets() > 0 ? "  已用 " + mebibytes(now.octets()) + " MiB，共 " + mebibytes(limit.octets()) + " MiB\r\n" : "")
            + (limit.messages() > 0 ? "  已有 " + now.messages() + " 封邮件，上限 " + limit.messages() + " 封\r\n" : "")
            + "\r\n空间用完后，新邮件会被拒收，发件人会收到通知。\r\n请删除不再需要的邮件并清空废件箱，或请管理员增加空间。\r\n";
    }

    private static String mebibytes(long octets) {
        return String.format("%.1f", octets / 1048576.0);
    }
}
