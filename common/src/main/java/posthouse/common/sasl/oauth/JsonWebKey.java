package posthouse.common.sasl.oauth;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import posthouse.common.json.Json;

/**
 * A public key of an issuer (RFC 7517).
 *
 * @param id {@code null} if it has none
 * @param algorithms of RFC 7518 3.1 and RFC 8037 3.1 that it may be used with
 */
record JsonWebKey(String id, PublicKey key, List<String> algorithms) {

    private static final int LEAST_RSA_BITS = 2048; // RFC 7518 3.3
    private static final int MOST_KEYS = 100;
    /** RFC 7518 3.4: the curve and its only algorithm. */
    private static final Map<String, List<String>> CURVES =
        Map.of("P-256", List.of("secp256r1", "ES256"), "P-384", List.of("secp384r1", "ES384"), "P-521", List.of("secp521r1", "ES512"));
    /** What Java calls them. */
    private static final Map<String, String> JAVA = Map.of("RS256", "SHA256withRSA", "RS384", "SHA384withRSA", "RS512", "SHA512withRSA",
        "ES256", "SHA256withECDSAinP1363Format", "ES384", "SHA384withECDSAinP1363Format", "ES512", "SHA512withECDSAinP1363Format",
        "EdDSA", "Ed25519");

    /**
     * The keys of a set (RFC 7517 5); those of a kind that isn't known here are left out, as it says.
     *
     * @throws IllegalArgumentException if it is no set of keys
     */
    static List<JsonWebKey> readAll(String text) {
        if (!(Json.object(text).get("keys") instanceof List<?> list) || list.size() > MOST_KEYS) {
            throw new IllegalArgumentException("no set of keys: {\"keys\": [...]} is expected");
        }
        var keys = new ArrayList<JsonWebKey>();
        for (Object each : list) {
            if (each instanceof Map<?, ?> members && (members.get("use") == null || "sig".equals(members.get("use")))) {
                try {
                    read(members, keys);
                } catch (GeneralSecurityException | RuntimeException e) {
                    throw new IllegalArgumentException("a key in it can't be read: " + e.getMessage(), e);
                }
            }
        }
        return keys;
    }

    private static void read(Map<?, ?> members, List<JsonWebKey> keys) throws GeneralSecurityException {
        String id = (String) members.get("kid");
        if ("RSA".equals(members.get("kty"))) {
            var modulus = new BigInteger(1, octets(members.get("n")));
            if (modulus.bitLength() >= LEAST_RSA_BITS) {
                var spec = new RSAPublicKeySpec(modulus, new BigInteger(1, octets(members.get("e"))));
                keys.add(new JsonWebKey(id, KeyFactory.getInstance("RSA").generatePublic(spec), only(members, List.of("RS256", "RS384", "RS512"))));
            }
        } else if ("EC".equals(members.get("kty")) && CURVES.containsKey(members.get("crv"))) {
            List<String> curve = CURVES.get(members.get("crv"));
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curve.get(0)));
            var point = new ECPoint(new BigInteger(1, octets(members.get("x"))), new BigInteger(1, octets(members.get("y"))));
            var spec = new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class));
            keys.add(new JsonWebKey(id, KeyFactory.getInstance("EC").generatePublic(spec), only(members, List.of(curve.get(1)))));
        } else if ("OKP".equals(members.get("kty")) && "Ed25519".equals(members.get("crv"))) { // RFC 8037 2
            keys.add(new JsonWebKey(id, ed25519(octets(members.get("x"))), only(members, List.of("EdDSA"))));
        }
    }

    private static List<String> only(Map<?, ?> members, List<String> algorithms) {
        Object named = members.get("alg");
        return named == null ? algorithms : algorithms.stream().filter(named::equals).toList();
    }

    /** RFC 8032 5.1.2: the y coordinate, lowest octet first; the highest bit is x's lowest. */
    private static PublicKey ed25519(byte[] octets) throws GeneralSecurityException {
        byte[] y = new byte[octets.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = octets[octets.length - 1 - i];
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        var spec = new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y)));
        return KeyFactory.getInstance("Ed25519").generatePublic(spec);
    }

    private static byte[] octets(Object base64url) {
        return Base64.getUrlDecoder().decode((String) base64url);
    }

    /** Whether this key made the signature of a token that names this algorithm. */
    boolean verifies(String algorithm, byte[] signed, byte[] signature) {
        if (!algorithms.contains(algorithm)) {
            return false;
        }
        try {
            var check = Signature.getInstance(JAVA.get(algorithm));
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
