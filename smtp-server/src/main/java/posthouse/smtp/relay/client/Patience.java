package posthouse.smtp.relay.client;

import java.time.Duration;
import posthouse.common.config.Settings;
import posthouse.smtp.relay.RelayKeys;

/** How long each step may take: RFC 5321 4.5.3.2. */
public record Patience(Duration connect, Duration reply, Duration data, Duration end) {

    public static Patience of(Settings settings) {
        return new Patience(settings.get(RelayKeys.CONNECT_LIMIT), settings.get(RelayKeys.REPLY_LIMIT), settings.get(RelayKeys.DATA_LIMIT),
            settings.get(RelayKeys.END_LIMIT));
    }
}
