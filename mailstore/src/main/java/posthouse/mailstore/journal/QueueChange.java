package posthouse.mailstore.journal;

import java.util.List;
import java.util.Map;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;

/** What happens to messages for other servers, and what is noted of those. */
public sealed interface QueueChange extends Change {

    /** Does with each of them what its place requires. */
    interface Visitor<E extends Exception> {

        void queueMessage(QueueMessage change) throws E;

        void setProgress(SetProgress change) throws E;

        void removeQueued(RemoveQueued change) throws E;

        void keepPolicy(KeepPolicy change) throws E;

        void addTlsResults(AddTlsResults change) throws E;
    }

    /**
     * A message for other servers. Its octets are those of a body, which it keeps like a copy does.
     *
     * @param message prefix, terms and recipients; their progress is the beginning
     */
    record QueueMessage(QueuedMessage message) implements QueueChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.queue().queueMessage(this);
        }
    }

    /** How far recipients of a queued message are, by their numbers. */
    record SetProgress(long message, Map<Integer, Progress> recipients) implements QueueChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.queue().setProgress(this);
        }
    }

    /**
     * Recipients of a queued message that are done with.
     *
     * @param body whose reference goes, as none is left; 0 if others are
     */
    record RemoveQueued(long message, List<Integer> recipients, long body) implements QueueChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.queue().removeQueued(this);
        }
    }

    /** What a domain elsewhere published about its mail (RFC 8461); those that expired when it was fetched go. */
    record KeepPolicy(String domain, String id, String text, long fetched, long expires) implements QueueChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.queue().keepPolicy(this);
        }
    }

    /** @param day days since 1970 in UTC; those of 60 days before go */
    record AddTlsResults(long day, List<TlsResult> results) implements QueueChange {
        /** How connections ended: see {@link posthouse.mailstore.TlsResults}. */
        public record TlsResult(String domain, String policy, String host, String result, long count) {
        }

        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.queue().addTlsResults(this);
        }
    }
}
