package org.example.odradek.bystate;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code by-state}: a key that is the name of a state goes where the state's rank says; see {@link ByStatePartitioner}. The ranks are in
 * the setting {@code by-state.ranking}, states separated by commas, the busiest first; without it, the busiest states of the FAA's
 * sample.
 *
 * <p>Thread-safe.
 */
public final class ByStatePartitionerProvider implements PartitionerProvider {
    private static final String RANKING = "by-state.ranking";
    private static final String BUSIEST = "Texas,California,Louisiana,Tennessee,Kentucky,Pennsylvania,Illinois,DC,New York,Missouri,"
            + "Hawaii,New Jersey,North Carolina,Florida,Oregon,South Carolina,Utah,Georgia,Ohio,Maryland,Colorado,Massachusetts,Indiana,"
            + "Nebraska,Arizona,Minnesota,Washington,Oklahoma,Michigan";

    /** For {@link java.util.ServiceLoader}. */
    public ByStatePartitionerProvider() {}

    @Override
    public String name() {
        return "by-state";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Partitioner create(PluginContext context) {
        String ranking = context.settings().getOrDefault(RANKING, BUSIEST);
        List<String> states = Stream.of(ranking.split(",")).map(String::strip).filter(state -> !state.isEmpty()).toList();
        return new ByStatePartitioner(states, context.random());
    }
}
