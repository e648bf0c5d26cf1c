package org.example.odradek.bystate;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.TopicView;
import io.odradek.spi.runtime.RandomSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deals ranked states out to partitions like cards, there and back again: with three partitions the busiest state goes to 0, the next
 * two to 1 and 2, the next three to 2, 1 and 0, and so on. So no partition gets all the busy ones, as a hash may have it, and all
 * strikes of a state stay in order.
 *
 * <p>Thread-safe. Any other key, an empty one too, goes where a hash of its bytes says; a null key goes anywhere.
 */
final class ByStatePartitioner implements Partitioner {
    private final Map<String, Integer> rankByState = new LinkedHashMap<>();
    private final RandomSource random;

    ByStatePartitioner(List<String> ranking, RandomSource random) {
        for (String state : ranking) {
            rankByState.putIfAbsent(state, rankByState.size());
        }
        this.random = random;
    }

    @Override
    public int partition(byte @Nullable [] key, byte @Nullable [] value, TopicView topic) {
        int partitionCount = topic.partitionCount();
        if (key == null) {
            return random.nextInt(partitionCount);
        }
        Integer rank = rankByState.get(new String(key, StandardCharsets.UTF_8));
        if (rank == null) {
            return Math.floorMod(Arrays.hashCode(key), partitionCount);
        }
        int round = rank / partitionCount;
        int seat = rank % partitionCount;
        return round % 2 == 0 ? seat : partitionCount - 1 - seat;
    }
}
