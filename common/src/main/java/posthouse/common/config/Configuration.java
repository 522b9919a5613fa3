package posthouse.common.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;

/** What a file and the command line set, checked against the keys there are. */
public final class Configuration implements Settings {

    private record Setting(Object value, Origin origin) {
    }

    private final KeyNames names;
    private final Map<String, Setting> settings = new HashMap<>();
    /** By domain or account, then by key; what was set to nothing has a value of {@code null}. */
    private final Map<String, Map<String, Setting>> exceptions = new HashMap<>();
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

    @Override
    public Settings forAccount(EmailAddress address) {
        EmailAddress canonical = address.canonical();
        List<Map<String, Setting>> own = Stream.of(canonical.toString(), canonical.domain().name()).map(exceptions::get)
            .filter(Objects::nonNull).toList();
        return own.isEmpty() ? this : new Settings() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> Optional<T> find(Key<T> key) {
                var setting = own.stream().map(set -> set.get(key.name())).filter(Objects::nonNull).findFirst();
                return setting.isPresent() ? Optional.ofNullable((T) setting.get().value) : Configuration.this.find(key);
            }
        };
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> List<Optional<T>> exceptions(Key<T> key) {
        return exceptions.values().stream().map(set -> set.get(key.name())).filter(Objects::nonNull)
            .map(setting -> Optional.ofNullable((T) setting.value)).toList();
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
            Optional<KeyNames.Exception> exception = known.isPresent() ? Optional.empty() : names.findException(name);
            try {
                if (known.isPresent()) {
                    Setting setting = setting(known.get(), toml, origin);
                    settings.compute(name, (same, before) -> setting.value == null ? null : setting); // null: as if it weren't set
                } else if (exception.isPresent()) {
                    Key<?> key = exception.get().key();
                    exceptions.computeIfAbsent(whose(exception.get().whose()), any -> new HashMap<>()).put(key.name(), setting(key, toml, origin));
                } else {
                    problems.add(new Problem(origin, names.noSuchKey(name)));
                }
            } catch (Value.Wrong | BadAddress e) {
                problems.add(new Problem(origin, name + ": " + e.getMessage()));
            }
        }

        private static Setting setting(Key<?> key, Object toml, Origin origin) throws Value.Wrong {
            return new Setting(key.fallback() == null && "".equals(toml) ? null : Value.read(key, toml), origin);
        }

        private static String whose(String text) throws BadAddress {
            return text.indexOf('@') < 0 ? Domain.parse(text).name() : EmailAddress.parse(text).canonical().toString();
        }

        @Override
        public void problem(Problem problem) {
            problems.add(problem);
        }
    }
}
