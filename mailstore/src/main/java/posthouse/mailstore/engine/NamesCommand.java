package posthouse.mailstore.engine;

/** A command that changes names; it sees what is committed, all of it, and stands alone in its batch. */
interface NamesCommand<R> extends Command<R> {
    @Override
    default boolean changesNames() {
        return true;
    }
}
