package posthouse.mailstore.mime;

import java.util.List;
import posthouse.mailstore.mime.BodyPart.Parameter;

/** Values of parameters, those that RFC 2231 splits over several put together. */
public final class Parameters {
    private static final int MAX_SECTIONS = 1_000;

    private Parameters() {
    }

    /** The octets of a parameter's value, one char an octet: RFC 2231 sections joined, nothing decoded; {@code null} where absent. */
    public static String raw(List<Parameter> parameters, String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equalsIgnoreCase(name)) {
                return parameter.value();
            }
        }
        return null;
    }
}
