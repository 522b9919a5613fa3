package posthouse.common.sasl;

import java.util.concurrent.CompletionStage;

/** One run of a mechanism (RFC 4422 3). */
public interface SaslExchange {

    /**
     * The client's next response, decoded from base64; the first is {@code null} where the client sent no initial response
     * (an empty one is not the same, RFC 4422 3.3). The answer may come later: hashing has its own threads.
     */
    CompletionStage<SaslStep> respond(byte[] response);
}
