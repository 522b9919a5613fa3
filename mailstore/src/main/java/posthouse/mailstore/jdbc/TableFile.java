package posthouse.mailstore.jdbc;

import java.sql.SQLException;

/** The file behind the tables, if it is written when the writer says so. */
interface TableFile {

    /** That of a server, which writes its own. */
    TableFile NONE = new TableFile() {
        @Override
        public void beforeChange() {
            // the server has room
        }

        @Override
        public void changed() {
            // the server knows
        }

        @Override
        public long due() {
            return Long.MAX_VALUE;
        }

        @Override
        public void postpone() {
            // never due
        }

        @Override
        public long save() {
            return 0; // never due
        }

        @Override
        public void saveNow() {
            // the server has
        }

        @Override
        public boolean isSaved(long number) {
            return true;
        }

        @Override
        public boolean isLost(SQLException e) {
            return false; // the connection knows
        }

        @Override
        public void abandon() {
            // the server lives on
        }
    };

    /** Each statement that changes rows comes behind this; one transaction may change more than memory is to hold. */
    void beforeChange();

    /** A transaction is committed. */
    void changed();

    /** In how many milliseconds it should be saved; {@code Long.MAX_VALUE} if there is nothing to save. */
    long due();

    /** Not now. */
    void postpone();

    /**
     * Begins to write what is committed; between two transactions of the only thread that has any.
     *
     * @return what {@link #isSaved} is to be asked with; negative if nothing is written now
     */
    long save();

    /** Writes what is committed, and returns when it is in the file. */
    void saveNow();

    /** Whether what {@link #save} began to write is in the file. For any thread. */
    boolean isSaved(long number);

    /** Whether this says that the file can't be read or written any more. */
    boolean isLost(SQLException e);

    /** Closes it as a crash would, without another statement. */
    void abandon();
}
