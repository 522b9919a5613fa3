package posthouse.mailstore.jdbc;

/** The file behind the tables, if it is written when the writer says so. */
interface TableFile {

    /** That of a server, which writes its own. */
    TableFile NONE = new TableFile() {
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
        public void save() {
            // never due
        }
    };

    /** A transaction is committed. */
    void changed();

    /** In how many milliseconds it should be saved; {@code Long.MAX_VALUE} if there is nothing to save. */
    long due();

    /** Not now. */
    void postpone();

    /** Writes what is committed; between two transactions of the only thread that has any. */
    void save();
}
