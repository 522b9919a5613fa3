package posthouse.mailstore;

/**
 * What an account other than the owner may do with a mailbox, as letters that the protocols give their meaning (RFC 4314 2.1).
 *
 * @param account {@link #ANYONE} for everyone with an account
 * @param negative whether these letters are taken away from what others grant
 * @param letters each once, sorted; empty for none
 */
public record Grant(long account, boolean negative, String letters) {
    public static final long ANYONE = 0;
    public static final int MOST = 1000;
}
