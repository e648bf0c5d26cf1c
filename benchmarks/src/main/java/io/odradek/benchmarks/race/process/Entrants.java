package io.odradek.benchmarks.race.process;

import io.odradek.benchmarks.race.course.BrokerName;
import io.odradek.benchmarks.race.course.ProducerName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts the processes that take part in a race, each with a log of its own.
 *
 * <p>Confined to the race's thread.
 */
public interface Entrants {
    /** Starts the judge. */
    Judge judge() throws IOException;

    /** Starts a broker and returns when it listens. */
    RunningBroker broker(BrokerName name) throws IOException, InterruptedException;

    /** Starts a producer with arguments of the form {@code name=value}. */
    Process producer(ProducerName name, List<String> arguments) throws IOException;

    /** Where the errors of a producer or broker go. */
    Path log(String name);
}
