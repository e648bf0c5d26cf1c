package io.odradek.cli.torture;

import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.trial.AckGaps;
import io.odradek.testkit.history.ProducerTraits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Our own clients: two producers that wait for every replica in sync, one of them idempotent, and two readers.
 *
 * <p>Immutable.
 */
public final class OdradekClient implements TortureClient {
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);
    private static final int IN_FLIGHT = 5;
    private static final int READER_COUNT = 2;

    /** They take part in every torture that does not ask for others alone. */
    public OdradekClient() {}

    @Override
    public String name() {
        return "odradek";
    }

    @Override
    public List<TortureLoad> loads(TortureLoad.Target target, SharedHistory history, AckGaps gaps) {
        return List.of(
                load(target.firstProducer(), true, target, history, gaps), load(target.firstProducer() + 1, false, target, history, gaps));
    }

    private static TortureLoad load(int id, boolean idempotent, TortureLoad.Target target, SharedHistory history, AckGaps gaps) {
        ProducerTraits traits =
                new ProducerTraits(id, true, false, idempotent, IN_FLIGHT, DELIVERY_TIMEOUT.toNanos(), ProducerTraits.Telling.ALL);
        return new SteadyLoad(traits, target, history, gaps, new OdradekSender(traits, target.bootstrapServers(), history));
    }

    @Override
    public List<TortureReader> readers(TortureLoad.Target target, SharedHistory history) {
        List<TortureReader> readers = new ArrayList<>();
        for (int reader = 1; reader <= READER_COUNT; reader++) {
            readers.add(new FollowingReader("reader-" + reader, Cluster.at(target.bootstrapServers()), target.partitions(), history));
        }
        return readers;
    }
}
