package posthouse.common.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a file and the command line set, checked against the keys there are. */
public final class Configuration implements Settings {

    private record Setting(Object value, Origin origin) {
    }

    private final KeyNames names;
    private final Map<String, Setting> settings = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private Configuration(Collection<Key<?>> keys) {
        names = new KeyNames(keys);
    }

    /**
     * Reads a configuration, whatever is wrong with it: a setting that is no value of its key counts as not set.
     *
     * @param keys all that may be set
     * @param file empty for none
     * @param arguments {@code key=value}, each stronger than the file and those before it
     */
    public static Configuration inspect(Collection<Key<?>> keys, Optional<Path> file, List<String> arguments) {
        var configuration = new Configuration(keys);
        var toml = new Toml(configuration.names, configuration.new Checked());
        file.ifPresent(toml::readFile);
        arguments.forEach(toml::readArgument);
        return configuration;
    }

    /**
     * Reads a configuration that is to be used.
     *
     * @throws BadConfiguration with every mistake there is
     */
    public static Configuration read(Collection<Key<?>> keys, Optional<Path> file, List<String> arguments) throws BadConfiguration {
        var configuration = inspect(keys, file, arguments);
        if (!configuration.problems.isEmpty()) {
            throw new BadConfiguration(configuration.problems);
        }
        return configuration;
    }

    /** What was found wrong while it was read. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable(settings.get(key.name())).map(setting -> (T) setting.value);
    }

    /** A mistake that only shows when the value is used. It stands where the key was set. */
    public Problem problem(Key<?> key, String text) {
        Setting setting = settings.get(key.name());
        var origin = setting == null ? new Origin("(default)", 0, 0) : setting.origin;
        return new Problem(origin, key.name() + ": " + text);
    }

    private final class Checked implements Toml.Receiver {

        @Override
        public void value(String name, Object toml, Origin origin) {
            Optional<Key<?>> known = names.find(name);
            if (known.isEmpty()) {
                problems.add(new Problem(origin, names.noSuchKey(name)));
                return;
            }
            Key<?> key = known.get();
            if (key.fallback() == null && "".equals(toml)) {
                settings.remove(name); // as if it weren't set
                return;
            }
            try {
                settings.put(name, new Setting(Value.read(key, toml), origin));
            } catch (Value.Wrong e) {
                problems.add(new Problem(origin, name + ": " + e.getMessage()));
            }
        }

        @Override
        public void problem(Problem problem) {
            problems.add(problem);
        }
    }
}
