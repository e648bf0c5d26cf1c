package io.odradek.benchmarks.race.process;

import io.odradek.benchmarks.race.course.BrokerName;
import io.odradek.benchmarks.race.course.ProducerName;
import io.odradek.benchmarks.race.program.BareLoopProgram;
import io.odradek.benchmarks.race.program.BareSocketProgram;
import io.odradek.benchmarks.race.program.OdradekProducerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The processes that take part, from a built source tree.
 *
 * <p>Confined to the race's thread.
 */
public final class BuiltEntrants implements Entrants {
    private static final String KAFKA_PROGRAMS = "io.odradek.benchmarks.race.kafka.";

    private final SourceTree tree;
    private final Path folder;
    private final JvmOptions jvmOptions;
    private final Optional<LibrdkafkaProgram> librdkafka;

    /**
     * Options for the JVMs of Odradek's own processes, for recordings.
     *
     * @param producer those of its producer
     * @param broker those of its broker
     */
    public record JvmOptions(List<String> producer, List<String> broker) {}

    /** Starts processes that keep what they write below {@code folder}. */
    public BuiltEntrants(SourceTree tree, Path folder, JvmOptions jvmOptions, Optional<LibrdkafkaProgram> librdkafka) {
        this.tree = tree;
        this.folder = folder;
        this.jvmOptions = jvmOptions;
        this.librdkafka = librdkafka;
    }

    @Override
    public Judge judge() throws IOException {
        return new Judge(kafkaClients("judge").start(KAFKA_PROGRAMS + "KafkaJudgeProgram", List.of()));
    }

    @Override
    public RunningBroker broker(BrokerName name) throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("broker-" + name.label()));
        Path log = log("broker-" + name.label());
        return name == BrokerName.ODRADEK
                ? RunningBroker.odradek(new JavaProgram(tree.ownClassPath(), jvmOptions.broker, log), own)
                : RunningBroker.apacheKafka(new JavaProgram(tree.kafkaBrokerClassPath(), List.of(), log), own);
    }

    @Override
    public Process producer(ProducerName name, List<String> arguments) throws IOException {
        switch (name) {
            case ODRADEK:
                return ours(name, jvmOptions.producer).start(OdradekProducerProgram.class.getName(), arguments);
            case KAFKA_CLIENTS:
                return kafkaClients(name.label()).start(KAFKA_PROGRAMS + "KafkaProducerProgram", arguments);
            case LIBRDKAFKA:
                return librdkafka.orElseThrow(() -> new IOException("librdkafka is not there")).start(arguments, log(name.label()));
            case BARE_SOCKET:
                return ours(name, List.of()).start(BareSocketProgram.class.getName(), arguments);
            case BARE_LOOP:
                return ours(name, List.of()).start(BareLoopProgram.class.getName(), arguments);
        }
        throw new IllegalArgumentException("nobody is called " + name);
    }

    @Override
    public Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private JavaProgram ours(ProducerName name, List<String> options) {
        return new JavaProgram(tree.ownClassPath(), options, log(name.label()));
    }

    private JavaProgram kafkaClients(String name) {
        return new JavaProgram(tree.kafkaClientsClassPath(), List.of(), log(name));
    }
}
