package posthouse.server.admin;

import java.util.List;
import java.util.Map;

/**
 * What is asked of the administration, by the command line or over the channel.
 *
 * @param command {@code account add}
 * @param options by their names on the command line without dashes; a flag's value is {@code true}
 */
public record AdminRequest(String command, Map<String, String> options, List<String> arguments) {

    public static AdminRequest of(String command, String... arguments) {
        return new AdminRequest(command, Map.of(), List.of(arguments));
    }

    boolean has(String option) {
        return options.containsKey(option);
    }
}
