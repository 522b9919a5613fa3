package posthouse.mailstore.jdbc;

import java.util.List;

/**
 * An annotation of a message.
 *
 * @param account whose it is; 0 if everyone's
 * @param octets {@code null} if there is none any more, or if that was not asked for
 */
public record MessageAnnotationRow(long uid, long account, String name, long modSeq, byte[] octets) {

    /**
     * Those of whole messages, ascending, by account and name.
     *
     * @param last the UID up to which these are all
     */
    public record Some(List<MessageAnnotationRow> rows, long last) {
    }
}
