package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Sending;
import io.odradek.testkit.history.Sighting;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Records of one key stand in one partition, unless the application chose another. */
final class KeyKeepsPartition implements Invariant {
    @Override
    public String name() {
        return "a key keeps its partition";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    /** A key of a topic. */
    private record Key(String topic, ByteBuffer bytes) {}

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        Map<Key, Sighting> first = new LinkedHashMap<>();
        for (Sending sending : evidence.sendings()) {
            byte[] key = sending.content().key();
            if (key != null && sending.partition() == null) {
                for (Sighting place : evidence.places(sending.number())) {
                    Sighting other = first.putIfAbsent(new Key(sending.topic(), ByteBuffer.wrap(key)), place);
                    if (other != null && !other.partition().equals(place.partition())) {
                        complaints.accept(sending + " stands in " + place.partition() + ", and another record of its key in "
                                + other.partition() + " offset " + other.offset());
                    }
                }
            }
        }
    }
}
