package posthouse.imap.wire;

import posthouse.mailstore.UidSet;

/**
 * A response code (RFC 9051 7.1, RFC 5530), as it stands between the brackets.
 *
 * @param text empty for none
 */
public record ResponseCode(String text) {

    public static final ResponseCode NONE = new ResponseCode("");
    public static final ResponseCode ALREADYEXISTS = new ResponseCode("ALREADYEXISTS");
    public static final ResponseCode AUTHENTICATIONFAILED = new ResponseCode("AUTHENTICATIONFAILED");
    public static final ResponseCode AUTHORIZATIONFAILED = new ResponseCode("AUTHORIZATIONFAILED");
    public static final ResponseCode CANNOT = new ResponseCode("CANNOT");
    public static final ResponseCode CLIENTBUG = new ResponseCode("CLIENTBUG");
    public static final ResponseCode CLOSED = new ResponseCode("CLOSED");
    public static final ResponseCode EXPUNGEISSUED = new ResponseCode("EXPUNGEISSUED");
    public static final ResponseCode HASCHILDREN = new ResponseCode("HASCHILDREN");
    public static final ResponseCode LIMIT = new ResponseCode("LIMIT");
    public static final ResponseCode NONEXISTENT = new ResponseCode("NONEXISTENT");
    public static final ResponseCode NOPERM = new ResponseCode("NOPERM");
    public static final ResponseCode OVERQUOTA = new ResponseCode("OVERQUOTA");
    public static final ResponseCode PRIVACYREQUIRED = new ResponseCode("PRIVACYREQUIRED");
    public static final ResponseCode READ_ONLY = new ResponseCode("READ-ONLY");
    public static final ResponseCode READ_WRITE = new ResponseCode("READ-WRITE");
    public static final ResponseCode SERVERBUG = new ResponseCode("SERVERBUG");
    public static final ResponseCode TOOBIG = new ResponseCode("TOOBIG");
    public static final ResponseCode TRYCREATE = new ResponseCode("TRYCREATE");
    public static final ResponseCode TOOFEW = new ResponseCode("TOOFEW");
    public static final ResponseCode UIDREQUIRED = new ResponseCode("UIDREQUIRED");
    public static final ResponseCode UNAVAILABLE = new ResponseCode("UNAVAILABLE");
    public static final ResponseCode UNKNOWN_CTE = new ResponseCode("UNKNOWN-CTE");
    public static final ResponseCode URLMECH = new ResponseCode("URLMECH INTERNAL");
    public static final ResponseCode USEATTR = new ResponseCode("USEATTR");

    /** RFC 3501 7.1: a charset that SEARCH doesn't know. */
    public static ResponseCode badCharset(String known) {
        return new ResponseCode("BADCHARSET (" + known + ")");
    }

    /** RFC 4315 3. */
    public static ResponseCode appendUid(long uidValidity, String uids) {
        return new ResponseCode("APPENDUID " + uidValidity + " " + uids);
    }

    /** RFC 4315 3: both sets name as many messages, in the same order. */
    public static ResponseCode copyUid(long uidValidity, String source, String target) {
        return new ResponseCode("COPYUID " + uidValidity + " " + source + " " + target);
    }

    /** RFC 7162 3.1.3: what a conditional STORE did not touch. */
    public static ResponseCode modified(UidSet messages) {
        return new ResponseCode("MODIFIED " + messages);
    }

    /** RFC 7162 3.1.2.1. */
    public static ResponseCode highestModSeq(long modSeq) {
        return new ResponseCode("HIGHESTMODSEQ " + modSeq);
    }

    /** RFC 9738 3: more messages than one command may work on; none of them was. */
    public static ResponseCode messageLimit(int limit) {
        return new ResponseCode("MESSAGELIMIT " + limit);
    }

    /** RFC 9738 3: the last so many of them were, down to this UID. */
    public static ResponseCode messageLimit(int limit, long lowestUid) {
        return new ResponseCode("MESSAGELIMIT " + limit + " " + lowestUid);
    }

    /** RFC 4469 5: a URL whose octets can't be had. */
    public static ResponseCode badUrl(String url) {
        return new ResponseCode("BADURL \"" + url.replaceAll("[^ -~]|[\\\\\"]", "?") + "\"");
    }

    /** RFC 8474 4. A UIDVALIDITY belongs to one mailbox for ever, whatever its name. */
    public static ResponseCode mailboxId(long uidValidity) {
        return new ResponseCode("MAILBOXID (M" + uidValidity + ")");
    }

    public static ResponseCode capability(String capabilities) {
        return new ResponseCode("CAPABILITY " + capabilities);
    }

    public boolean isNone() {
        return text.isEmpty();
    }
}
