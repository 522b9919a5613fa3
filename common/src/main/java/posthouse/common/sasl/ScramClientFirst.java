package posthouse.common.sasl;

import posthouse.common.sasl.SaslText.Malformed;

/**
 * SCRAM's client-first-message (RFC 5802 7).
 *
 * @param binding the channel binding flag: {@code n}, {@code y} or {@code p=} with a name (RFC 5802 6)
 * @param gs2Header channel binding flag and authorization identity, as sent
 * @param bare what follows the header: part of what is signed
 * @param authorization who to act as, or empty
 */
record ScramClientFirst(String binding, String gs2Header, String bare, String authorization, String name, String nonce) {

    static ScramClientFirst parse(String text) throws Malformed {
        int flagEnd = text.indexOf(',');
        int headerEnd = text.indexOf(',', flagEnd + 1) + 1;
        if (flagEnd < 0 || headerEnd == 0) {
            throw new Malformed("SCRAM: no GS2 header");
        }
        String binding = text.substring(0, flagEnd);
        if (!binding.matches("[ny]|p=[A-Za-z0-9.-]{1,64}")) {
            throw new Malformed("SCRAM: an unknown channel binding flag");
        }
        String authorization = text.substring(flagEnd + 1, headerEnd - 1);
        if (!authorization.isEmpty() && !authorization.startsWith("a=")) {
            throw new Malformed("SCRAM: an unknown attribute in the GS2 header");
        }
        String bare = text.substring(headerEnd);
        String[] attributes = bare.split(",", 3);
        // RFC 5802 5.1: what "m=" stands for must be understood, and nothing is
        if (attributes.length < 2 || !attributes[0].startsWith("n=") || !attributes[1].startsWith("r=")) {
            throw new Malformed("SCRAM: a name and a nonce are expected");
        }
        String name = saslName(attributes[0].substring(2));
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new Malformed("SCRAM: an empty name");
        }
        return new ScramClientFirst(binding, text.substring(0, headerEnd), bare,
            authorization.isEmpty() ? "" : saslName(authorization.substring(2)), name, nonce(attributes[1].substring(2)));
    }

    /** RFC 5802 5.1: "=2C" is a comma, "=3D" an equals sign, and no other "=" may stand there. */
    private static String saslName(String text) throws Malformed {
        String rest = text.replace("=2C", "").replace("=3D", "");
        if (rest.indexOf('=') >= 0) {
            throw new Malformed("SCRAM: a name with a bare '='");
        }
        return text.replace("=2C", ",").replace("=3D", "=");
    }

    /** RFC 5802 7: printable = %x21-2B / %x2D-7E */
    private static String nonce(String text) throws Malformed {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ',')) {
            throw new Malformed("SCRAM: no nonce");
        }
        return text;
    }
}
