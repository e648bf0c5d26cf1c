package io.odradek.testkit.judge;

import io.odradek.api.TopicPartition;
import io.odradek.testkit.history.Completion;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.Moment;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.Sending;
import io.odradek.testkit.history.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What was acknowledged before another record was sent, by whichever producer, stands before it in their partition. */
final class AckedComesBefore implements Invariant {
    @Override
    public String name() {
        return "what was acknowledged before another was sent stands before it";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.PROCESS_DEATH;
    }

    /** A record that was acknowledged at a place. */
    private record Acked(Sending sending, Completion completion) {}

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        Map<TopicPartition, Map<Long, Acked>> acknowledged = acknowledged(evidence);
        evidence.logs().forEach(log -> check(evidence, log, acknowledged.getOrDefault(log.partition(), Map.of()), complaints));
    }

    private static Map<TopicPartition, Map<Long, Acked>> acknowledged(Evidence evidence) {
        Map<TopicPartition, Map<Long, Acked>> places = new HashMap<>();
        for (Sending sending : evidence.sendings()) {
            for (Completion completion : evidence.completions(sending.number())) {
                if (completion.outcome() instanceof Outcome.Acknowledged acked && acked.hasOffset()) {
                    places.computeIfAbsent(acked.partition(), absent -> new HashMap<>())
                            .put(acked.offset(), new Acked(sending, completion));
                }
            }
        }
        return places;
    }

    /** Backwards, with the earliest acknowledgement of all that stand behind. */
    private static void check(Evidence evidence, FinalLog log, Map<Long, Acked> acknowledged, Consumer<String> complaints) {
        Acked earliest = null;
        List<Sighting> records = log.records();
        for (int i = records.size() - 1; i >= 0; i--) {
            Sighting stored = records.get(i);
            OptionalLong number = Evidence.number(stored.content());
            Moment sent = number.isPresent() ? evidence.sending(number.getAsLong()).map(Sending::moment).orElse(null) : null;
            if (earliest != null && sent != null && earliest.completion().moment().isBefore(sent)) {
                complaints.accept("record " + number.getAsLong() + ", sent at " + sent + ", stands at " + log.partition() + " offset "
                        + stored.offset() + ", before " + earliest.sending() + ", which was acknowledged at "
                        + earliest.completion().moment());
            }
            Acked here = acknowledged.get(stored.offset());
            if (here != null && (earliest == null || here.completion().moment().isBefore(earliest.completion().moment()))) {
                earliest = here;
            }
        }
    }
}
