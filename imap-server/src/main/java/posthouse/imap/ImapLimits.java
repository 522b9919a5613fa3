package posthouse.imap;

import java.time.Duration;
import java.util.List;
import posthouse.imap.wire.LiteralHeader;
import posthouse.common.config.Settings;

/** What a client may ask for, as it is set. */
public record ImapLimits(int lineBeforeLogin, int line, long messageSize, Duration loginTimeout, Duration idleTimeout,
    boolean unauthenticate, boolean literalMinus, List<String> submitters,
    List<String> quotaAdministrators, int messages, Duration progressInterval) {

    /** Commands in a row that may be answered BAD before the connection closes. */
    static final int BAD_COMMANDS = 10;
    /** A line of an AUTHENTICATE exchange (RFC 4954 4 needs 12,288). */
    public static final int SASL_LINE = 16 * 1024;

    /** RFC 7888 5: of a literal that isn't waited for, if LITERAL- is what is announced. */
    private static final int LITERAL_MINUS = 4096;

    /** Whether a literal comes without asking though it must ask. */
    boolean mustAsk(LiteralHeader literal) {
        return literalMinus && !literal.synchronizing() && literal.size() > LITERAL_MINUS;
    }

    static ImapLimits of(Settings settings) {
        return new ImapLimits(settings.get(ImapKeys.MAX_LINE_BEFORE_LOGIN).intValue(), settings.get(ImapKeys.MAX_LINE).intValue(),
            settings.get(ImapKeys.MAX_MESSAGE_SIZE), settings.get(ImapKeys.LOGIN_TIMEOUT), settings.get(ImapKeys.IDLE_TIMEOUT),
            settings.get(ImapKeys.UNAUTHENTICATE), settings.get(ImapKeys.LITERAL_MINUS), settings.get(ImapKeys.SUBMITTERS),
            settings.get(ImapKeys.QUOTA_ADMINISTRATORS), (int) Math.min(settings.get(ImapKeys.MESSAGE_LIMIT), Integer.MAX_VALUE),
            settings.get(ImapKeys.PROGRESS_INTERVAL));
    }
}
