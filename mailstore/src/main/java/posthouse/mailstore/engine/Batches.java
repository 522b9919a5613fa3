package posthouse.mailstore.engine;

import java.util.List;

/** Carries out commands, many at once, on the writer's thread alone. */
interface Batches {

    /** Decides, applies and makes durable what becomes of each; answers all of them. */
    void carryOut(List<Task<?>> tasks);

    /**
     * Does what is due between batches.
     *
     * @return tasks that waited and can be tried again
     */
    List<Task<?>> goOn();

    /** How many milliseconds may pass until {@link #goOn}. */
    long patience();

    /** Whether nothing is under way. */
    boolean isIdle();
}
