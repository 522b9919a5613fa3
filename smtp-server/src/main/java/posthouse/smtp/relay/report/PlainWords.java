package posthouse.smtp.relay.report;

import java.text.MessageFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import posthouse.mailstore.QueuedMessage;
import posthouse.smtp.relay.report.Reported.Action;

/** The first part of a report: what happened, why, and what a person can do, in one or more languages. */
final class PlainWords {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int SHOWN = 50;

    private final String hostname;
    private final List<ResourceBundle> languages;

    PlainWords(String hostname, List<String> languages) {
        this.hostname = hostname;
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
        this.languages = languages.stream().map(l -> ResourceBundle.getBundle("posthouse.smtp.relay.report.words",
            l.equals("en") ? Locale.ROOT : Locale.forLanguageTag(l), control)).toList();
    }

    String of(QueuedMessage message, List<Reported> recipients) {
        var text = new StringBuilder();
        for (ResourceBundle words : languages) {
            text.append(text.length() == 0 ? "" : "\r\n----\r\n\r\n");
            line(text, word(words, "from", hostname, DATE.format(message.arrival())));
            for (Action action : Action.values()) {
                var concerned = recipients.stream().filter(r -> r.action() == action).toList();
                if (!concerned.isEmpty()) {
                    text.append("\r\n");
                    line(text, words.getString(action.name().toLowerCase(Locale.ROOT)));
                    concerned.stream().limit(SHOWN).forEach(r -> recipient(text, words, r));
                    if (concerned.size() > SHOWN) {
                        line(text, word(words, "more", concerned.size() - SHOWN));
                    }
                }
            }
        }
        return text.toString();
    }

    private static void recipient(StringBuilder text, ResourceBundle words, Reported each) {
        text.append("\r\n");
        line(text, "  " + each.to().address());
        if (each.action() == Action.FAILED || each.action() == Action.DELAYED) {
            line(text, "    " + reason(words, each.status()));
            if (each.remote()) {
                line(text, "    " + word(words, "said", each.host(), each.text()));
            } else if (!each.text().isEmpty()) {
                line(text, "    " + word(words, "found", each.text()));
            }
        }
        if (each.action() == Action.DELAYED && each.retriedUntil() != null) {
            line(text, "    " + word(words, "until", DATE.format(each.retriedUntil())));
        }
    }

    /** The words for the code, for its subject, or for its class. */
    private static String reason(ResourceBundle words, String status) {
        String detail = status.substring(2);
        String subject = detail.substring(0, detail.indexOf('.'));
        for (String key : List.of("x." + detail, "x." + subject, status.substring(0, 1))) {
            if (words.containsKey(key)) {
                return words.getString(key);
            }
        }
        return status;
    }

    private static String word(ResourceBundle words, String key, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        return new MessageFormat(words.getString(key), Locale.ROOT).format(texts);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.replaceAll("\\p{Cntrl}", "?")).append("\r\n");
    }
}
