package posthouse.testkit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What is logged while it is open; at ERROR, where no other level is asked for: our own mistakes, which no client may be able to cause. A full disk is none. */
public final class ErrorLog implements AutoCloseable {

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final AbstractAppender appender = new AbstractAppender("errors", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(level) && !event.getMessage().getFormattedMessage().startsWith("the disk is full")) {
                errors.add(event.getLoggerName() + ": " + event.getMessage().getFormattedMessage()
                    + (event.getThrown() == null ? "" : " (" + event.getThrown() + ")"));
            }
        }
    };

    private final Level level;

    public ErrorLog() {
        this(Level.ERROR);
    }

    /** @param level from which on */
    public ErrorLog(Level level) {
        this.level = level;
        appender.start();
        context.getConfiguration().getRootLogger().addAppender(appender, level, null);
    }

    public List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender("errors");
        appender.stop();
    }
}
