package posthouse.mailstore.engine;

import java.util.List;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.Mutation;

/**
 * What was decided: the outcome, and the answer to whoever asked.
 *
 * @param data octets of new messages that stand in the record, in its order
 * @param copied the copies that the mutation makes, as they will be, for memory
 */
record Decision<R>(Mutation mutation, List<BodySource> data, List<MessageRow> copied, R answer) {

    static <R> Decision<R> of(R answer, Change... changes) {
        return of(answer, List.of(changes));
    }

    static <R> Decision<R> of(R answer, List<Change> changes) {
        return new Decision<>(new Mutation(changes), List.of(), List.of(), answer);
    }
}
