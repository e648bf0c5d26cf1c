package io.odradek.benchmarks.race.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.AtomicHistogram;

/**
 * Where in a built source tree the parts of a race are.
 *
 * <p>Immutable.
 *
 * @param home its root
 */
public record SourceTree(Path home) {
    /** The bird-strike lines. */
    public Path birdStrikes() {
        return home.resolve("examples/data/birdstrikes.csv");
    }

    /** The module's own folder for what is built. */
    public Path target() {
        return home.resolve("benchmarks/target");
    }

    /** The program for the C client. */
    public Path librdkafkaSource() {
        return home.resolve("benchmarks/src/main/c/librdkafka_producer.c");
    }

    /** Odradek's own programs. */
    public String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /** An Apache Kafka broker. */
    public String kafkaBrokerClassPath() {
        return runtime("kafka-broker");
    }

    /** The programs that stand on Kafka's Java client, without anything of Odradek's but the loop that sends. */
    public String kafkaClientsClassPath() {
        String histogram = AtomicHistogram.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return String.join(
                ":", target().resolve("classes").toString(), target().resolve("test-classes").toString(), runtime("clients-current"), histogram);
    }

    private String runtime(String name) {
        Path file = home.resolve("interop-tests/runtimes/" + name + "/target/class-path");
        try {
            return Files.readString(file).strip();
        } catch (IOException absent) {
            throw new UncheckedIOException("the module interop-tests/runtimes/" + name + " is not built: it writes " + file, absent);
        }
    }
}
