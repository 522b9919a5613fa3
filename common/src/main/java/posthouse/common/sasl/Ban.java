package posthouse.common.sasl;

import java.time.Duration;

/**
 * An address that failed too often to log in and has to wait.
 *
 * @param network IPv4, or an IPv6 network of 64 bits
 */
public record Ban(String network, Duration left) {
}
