package io.odradek.benchmarks.race.course;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How clients are told to batch, the same for all of them. Immutable. */
public enum Settings {
    /** What each client does when it is told nothing. */
    DEFAULT("default", Map.of()),
    /** Batches of 128 KiB. */
    TUNED("tuned", Map.of("batch.size", "131072", "linger.ms", "10")),
    /** Batches as large as a broker takes by default; a request of kafka-clients holds one of them. */
    TUNED_1M("tuned-1m", Map.of("batch.size", "1000000", "linger.ms", "10"));

    private final String label;
    private final Map<String, String> clientSettings;

    Settings(String label, Map<String, String> clientSettings) {
        this.label = label;
        this.clientSettings = clientSettings;
    }

    /** As the command line, the table and the JSON have it. */
    public String label() {
        return label;
    }

    /** Configuration keys and their values. */
    public Map<String, String> clientSettings() {
        return clientSettings;
    }

    /** The settings of that name. */
    public static Optional<Settings> named(String label) {
        return Stream.of(values()).filter(each -> each.label.equals(label)).findFirst();
    }
}
