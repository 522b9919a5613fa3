package posthouse.pop3.command;

import java.time.Duration;
import java.util.Optional;

/**
 * What the administrator decides.
 *
 * @param mailbox the one that is the maildrop
 * @param newest at most so many messages are seen, the newest; 0 for all
 * @param loginDelay between two logins to a maildrop (RFC 2449 6.5); zero for none
 * @param expire how long messages stay at least (RFC 2449 6.7); zero if what was retrieved is deleted at QUIT
 * @param deleteToTrash whether deleted messages move to Trash
 */
public record Policy(String mailbox, int newest, Duration loginDelay, Optional<Duration> expire, boolean deleteToTrash) {
}
