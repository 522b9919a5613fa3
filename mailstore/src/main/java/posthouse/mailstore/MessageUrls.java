package posthouse.mailstore;

/**
 * Messages and parts of messages by their URL (RFC 5092) with the authorization it carries (RFC 4467). IMAP, whose URLs they are, reads them;
 * submission, which is handed one of these, takes messages from them (RFC 4468).
 */
public interface MessageUrls {

    /**
     * Opens what a URL names, for an account that submits mail.
     *
     * @throws Unresolved if that can't be had
     */
    Content open(String url, long submitter) throws Unresolved, StoreException;

    /** Octets that are read once, in their order. */
    interface Content extends AutoCloseable {

        long size();

        /** @return how many octets were put into {@code buffer}; 0 at the end */
        int read(byte[] buffer) throws StoreException;

        @Override
        void close();
    }

    /** Why a URL gives nothing. */
    enum Reason {
        /** It is no URL of a message. */
        SYNTAX,
        /** It is a URL of another server. */
        ELSEWHERE,
        /** It authorizes nobody, or somebody else; or it is too late, or the message is gone. Which of these, nobody is told. */
        REFUSED
    }

    /** A URL that gives nothing. */
    final class Unresolved extends Exception {
        private static final long serialVersionUID = 1;
        private final Reason reason;

        public Unresolved(Reason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }
}
