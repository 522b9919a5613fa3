package posthouse.server.transfer;

import java.io.IOException;

/** Who wants to know how far it is. */
@FunctionalInterface
public interface Progress {

    Progress NONE = (done, total, text) -> { };

    /**
     * @param total 0 if it isn't known
     * @throws IOException if nobody listens any more: then it ends
     */
    void at(long done, long total, String text) throws IOException;
}
