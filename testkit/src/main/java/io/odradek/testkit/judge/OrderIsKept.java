package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.ProducerTraits;
import io.odradek.testkit.history.Sending;
import io.odradek.testkit.history.Sighting;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Records of one producer stand in a partition in the order of their sends: all of them when it is idempotent; the first copies of the acknowledged ones when it has one request in flight. */
final class OrderIsKept implements Invariant {
    @Override
    public String name() {
        return "a producer's order is kept in a partition";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.PROCESS_DEATH;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        evidence.logs().forEach(log -> check(evidence, log, complaints));
    }

    private static void check(Evidence evidence, FinalLog log, Consumer<String> complaints) {
        Map<Integer, Sending> last = new LinkedHashMap<>();
        Set<Long> counted = new LinkedHashSet<>();
        for (Sighting stored : log.records()) {
            OptionalLong number = Evidence.number(stored.content());
            Optional<Sending> sending = number.isPresent() ? evidence.sending(number.getAsLong()) : Optional.empty();
            if (sending.isPresent() && counts(evidence, sending.get()) && counted.add(sending.get().number())) {
                Sending before = last.put(sending.get().producer(), sending.get());
                if (before != null && before.number() > sending.get().number()) {
                    complaints.accept(sending.get() + " stands at " + log.partition() + " offset " + stored.offset() + ", behind "
                            + before + ", which was sent later");
                }
            }
        }
    }

    private static boolean counts(Evidence evidence, Sending sending) {
        ProducerTraits traits = evidence.producer(sending.producer());
        return traits.idempotent()
                || (traits.keepsOrder() && evidence.acknowledgement(sending.number()).isPresent());
    }
}
