package posthouse.smtp;

import java.time.Duration;
import java.util.List;
import posthouse.common.config.Settings;

/** The numbers of {@link SmtpKeys}, read once. */
public record Limits(long messageSize, int recipients, int messages, int received, int failedCommands, int commandLine, int saslLine,
    Duration idle, Duration data, Duration greetingDelay, String earlyTalkers, boolean vrfy, String expn, List<String> noSoliciting) {

    static Limits of(Settings settings) {
        return new Limits(settings.get(SmtpKeys.MAX_MESSAGE_SIZE), settings.get(SmtpKeys.MAX_RECIPIENTS).intValue(),
            settings.get(SmtpKeys.MAX_MESSAGES).intValue(), settings.get(SmtpKeys.MAX_RECEIVED).intValue(), settings.get(SmtpKeys.MAX_FAILED_COMMANDS).intValue(),
            settings.get(SmtpKeys.MAX_COMMAND_LINE).intValue(), settings.get(SmtpKeys.MAX_SASL_LINE).intValue(),
            settings.get(SmtpKeys.IDLE_LIMIT), settings.get(SmtpKeys.DATA_LIMIT),
            settings.get(SmtpKeys.GREETING_DELAY), settings.get(SmtpKeys.EARLY_TALKERS), !settings.get(SmtpKeys.VRFY).equals("off"), settings.get(SmtpKeys.EXPN),
            settings.get(SmtpKeys.NO_SOLICITING));
    }
}
