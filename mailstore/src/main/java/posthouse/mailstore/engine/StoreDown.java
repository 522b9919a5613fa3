package posthouse.mailstore.engine;

import posthouse.mailstore.Unavailable;

/** The database can't be read, where a method has no way to say so. */
final class StoreDown extends RuntimeException {
    StoreDown(Unavailable cause) {
        super(cause.getMessage(), cause);
    }
}
