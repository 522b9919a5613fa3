package posthouse.common.sasl;

import com.ongres.saslprep.SASLprep;
import java.text.Normalizer;

/** SASLprep (RFC 4013) of names and passwords, the same when a password is set and when it is checked. */
final class SaslPrep {

    private SaslPrep() {
    }

    /**
     * The prepared text. What the profile refuses or empties (control characters, mixed directions) is taken in NFC
     * instead: such a password still works with PLAIN and is never weaker than it was typed. Characters newer than the
     * profile's Unicode 3.2 are kept.
     */
    static String prepare(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return text;
        }
        String prepared;
        try {
            prepared = new SASLprep().prepareQuery(text);
        } catch (IllegalArgumentException e) {
            prepared = "";
        }
        return prepared.isEmpty() ? Normalizer.normalize(text, Normalizer.Form.NFC) : prepared;
    }
}
