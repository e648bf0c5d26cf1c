package io.odradek.interop.torture;

import io.odradek.cli.torture.SharedHistory;
import io.odradek.cli.torture.SteadyLoad;
import io.odradek.cli.torture.TortureClient;
import io.odradek.cli.torture.TortureLoad;
import io.odradek.cli.torture.TortureReader;
import io.odradek.cli.trial.AckGaps;
import io.odradek.testkit.history.ProducerTraits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Apache Kafka's Java clients: a producer with its own defaults of acks and idempotence, which are all and on, one that is not idempotent,
 * and a consumer of all partitions without a group.
 *
 * <p>Every promise is asked of them that is asked of ours, but two that are about what a producer tells, and that no broker could keep for it:
 *
 * <ul>
 *   <li>They tell nobody how often they tried a batch, so that copies of what is not idempotent cannot be held against the attempts.
 *   <li>Their callbacks come out of order when leaders move. What is under way to the old leader does not hold back new batches to the new
 *       one, nor does a batch that goes there for the second time; a new leader that has them already, as a follower that is in sync does,
 *       takes and acknowledges the next batch before the old leader has said that it leads no more, or behind a refusal of its own from the
 *       moment before it knew that it leads. The log has them in order and once, and that is asked.
 * </ul>
 *
 * <p>Immutable.
 */
public final class KafkaClients implements TortureClient {
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);
    /** Kafka's default, which none of the two changes. */
    private static final int IN_FLIGHT = 5;

    /** They take part where this module is on the class path. */
    public KafkaClients() {}

    @Override
    public String name() {
        return "kafka-clients";
    }

    @Override
    public List<TortureLoad> loads(TortureLoad.Target target, SharedHistory history, AckGaps gaps) {
        int first = target.firstProducer();
        KafkaSender byDefault = new KafkaSender(first, target.bootstrapServers(), DELIVERY_TIMEOUT, Map.of());
        KafkaSender plain = new KafkaSender(
                first + 1,
                target.bootstrapServers(),
                DELIVERY_TIMEOUT,
                Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false));
        return List.of(
                new SteadyLoad(traits(first, true), target, history, gaps, byDefault),
                new SteadyLoad(traits(first + 1, false), target, history, gaps, plain));
    }

    /** A send may wait for metadata and memory before the delivery timeout begins to run. */
    private static ProducerTraits traits(int producer, boolean idempotent) {
        return new ProducerTraits(
                producer,
                true,
                false,
                idempotent,
                IN_FLIGHT,
                DELIVERY_TIMEOUT.plus(KafkaSender.MAX_BLOCK).toNanos(),
                new ProducerTraits.Telling(false, false));
    }

    @Override
    public List<TortureReader> readers(TortureLoad.Target target, SharedHistory history) {
        return List.of(new KafkaReader("kafka-reader", target.bootstrapServers(), target.partitions(), history));
    }
}
