package io.odradek.testkit.judge;

import io.odradek.api.TopicPartition;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Completion;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.ProducerTraits;
import io.odradek.testkit.history.Sending;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The callbacks of acknowledged records of one partition come in the order of the sends, where the producer keeps order and says that it tells in order. */
final class CallbacksInOrder implements Invariant {
    @Override
    public String name() {
        return "callbacks of a partition come in order";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    /** A producer's records of one partition. */
    private record Lane(int producer, TopicPartition partition) {}

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        Map<Lane, Completion> last = new LinkedHashMap<>();
        for (Sending sending : evidence.sendings()) {
            for (Completion completion : evidence.completions(sending.number())) {
                if (completion.outcome() instanceof Outcome.Acknowledged acknowledged
                        && tellsInOrder(evidence.producer(sending.producer()))) {
                    Completion before = last.put(new Lane(sending.producer(), acknowledged.partition()), completion);
                    if (before != null && completion.moment().isBefore(before.moment())) {
                        complaints.accept(sending + " was called back at " + completion.moment() + ", before record " + before.number()
                                + " of " + acknowledged.partition() + ", which was sent earlier, at " + before.moment());
                    }
                }
            }
        }
    }

    private static boolean tellsInOrder(ProducerTraits traits) {
        return traits.keepsOrder() && traits.telling().inOrder();
    }
}
