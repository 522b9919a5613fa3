package posthouse.mailstore.engine;

import java.util.concurrent.TimeUnit;

/** For how long what is gone can come back. */
record Undelete(long days) {

    boolean keeps() {
        return days > 0;
    }

    /** What goes now is kept since; 0 if it is not kept. */
    long keptAt(long now) {
        return keeps() ? now : 0;
    }

    /** What went before is not kept any more. */
    long cutOff(long now) {
        return now - TimeUnit.DAYS.toMillis(days);
    }
}
