package posthouse.imap.thread;

/**
 * What threading needs to know of a message.
 *
 * @param id the Message-ID's {@link Hash}, 0 without one
 * @param references those of the Message-IDs it refers to, the oldest first
 * @param subject the base subject's (RFC 5256 2.1), 0 for the empty one
 * @param replyOrForward whether the subject says that it is one
 * @param sent seconds since 1970 (RFC 5256 2.2)
 * @param arrived likewise
 */
record Facts(long uid, long id, long[] references, long subject, boolean replyOrForward, long sent, long arrived) {
}
