package posthouse.pop3.wire;

import java.util.concurrent.CompletionStage;
import posthouse.mailstore.StoreException;

/** What a command leads to: a reply now, or one that waits for something and holds no thread meanwhile. */
public sealed interface Answer permits Reply, Answer.Later {

    /** The reply is made of what is waited for, on a worker. */
    record Later<T>(CompletionStage<T> awaited, Continuation<T> continuation) implements Answer {
    }

    @FunctionalInterface
    interface Continuation<T> {
        Reply of(T value) throws BadSyntax, Refused, StoreException;
    }
}
