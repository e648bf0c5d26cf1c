package io.odradek.cli.torture;

import io.odradek.api.ErrorCode;
import io.odradek.testkit.history.Completion;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.Sending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sentences about sends that failed, which no promise forbids while faults go on.
 *
 * <p>Immutable.
 */
final class Failures {
    private Failures() {}

    /** What failed alike. */
    private record Kind(int producer, ErrorCode code) {}

    /** One for each producer and error, in the order of the first ones. */
    static List<String> of(Evidence evidence) {
        Map<Kind, List<Sending>> failed = new LinkedHashMap<>();
        Map<Kind, Outcome.Failed> first = new LinkedHashMap<>();
        for (Sending sending : evidence.sendings()) {
            for (Completion completion : evidence.completions(sending.number())) {
                if (completion.outcome() instanceof Outcome.Failed outcome) {
                    Kind kind = new Kind(sending.producer(), outcome.code());
                    failed.computeIfAbsent(kind, absent -> new ArrayList<>()).add(sending);
                    first.putIfAbsent(kind, outcome);
                }
            }
        }
        return failed.entrySet().stream()
                .map(each -> each.getValue().size() + " failed with " + each.getKey().code() + ", the first of them "
                        + each.getValue().get(0) + ": " + first.get(each.getKey()).message())
                .toList();
    }
}
