package posthouse.server.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import posthouse.testdb.TestPostgres;

/** Has commands use the engine that the tests are run with. */
final class OnEngine {

    private OnEngine() {
    }

    /** The arguments, and which database belongs to the data folder they name. */
    static List<String> with(List<String> arguments) {
        int data = arguments.indexOf("--data");
        if (data < 0 || data + 1 == arguments.size() || !TestPostgres.isEngine()) {
            return arguments;
        }
        var all = new ArrayList<>(arguments);
        all.add("--set");
        all.add("store.url=" + TestPostgres.url(Path.of(arguments.get(data + 1))));
        return all;
    }
}
