package posthouse.pop3;

import java.time.Duration;

/**
 * What a session puts up with.
 *
 * @param line octets of a command line with its CRLF
 * @param errors failed commands in a row
 */
record SessionLimits(Duration idle, int line, int errors) {

    /** Octets of a line that is part of an authentication: 12,288 and more (RFC 4954 4, as RFC 5034 has no number). */
    static final int SASL_LINE = 16 * 1024;
}
