package io.odradek.benchmarks.race.program;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Arguments of the form {@code name=value} or {@code --name value}.
 *
 * <p>Immutable.
 */
public final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads arguments.
     *
     * @throws IllegalArgumentException for one that is neither form
     */
    public static Options of(String... arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && i + 1 < arguments.length) {
                values.put(argument.substring(2), arguments[++i]);
            } else if (equals > 0) {
                values.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                throw new IllegalArgumentException("'" + argument + "' is neither name=value nor --name followed by a value");
            }
        }
        return new Options(values);
    }

    /** The value of a name that has to be there. */
    public String text(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not given"));
    }

    /** The value of a name. */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** The value of a name, if it was given. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A number. */
    public int number(String name, int otherwise) {
        return find(name).map(Integer::parseInt).orElse(otherwise);
    }

    /** What stands between commas. */
    public List<String> list(String name, String otherwise) {
        return Arrays.asList(text(name, otherwise).split(","));
    }

    /** Those names that have a dot, and {@code acks}: a client's own settings. */
    public Map<String, String> clientSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.contains(".") || name.equals("acks")) {
                settings.put(name, value);
            }
        });
        return settings;
    }
}
