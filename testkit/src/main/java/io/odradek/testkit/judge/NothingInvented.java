package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Sending;
import io.odradek.testkit.history.Sighting;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Every record in a log, and every record that a reader saw, was sent to that topic with just these bytes. */
final class NothingInvented implements Invariant {
    @Override
    public String name() {
        return "nothing is in the log that nobody sent";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        evidence.logs().forEach(log -> log.records().forEach(stored -> check(evidence, stored, complaints)));
        evidence.sightings().forEach(sighting -> check(evidence, sighting, complaints));
        evidence.completionsOfNothing()
                .forEach(number -> complaints.accept("a callback was called for record " + number + ", which nobody sent"));
    }

    private static void check(Evidence evidence, Sighting sighting, Consumer<String> complaints) {
        OptionalLong number = Evidence.number(sighting.content());
        Optional<Sending> sending = number.isPresent() ? evidence.sending(number.getAsLong()) : Optional.empty();
        if (sending.isEmpty()) {
            complaints.accept(sighting + " is " + sighting.content() + ", which nobody sent");
        } else if (!sending.get().content().equals(sighting.content())) {
            complaints.accept(sighting + " is " + sighting.content() + ", and " + sending.get() + " was "
                    + sending.get().content());
        } else if (!isWhereItWasSent(sending.get(), sighting)) {
            complaints.accept(sighting + " is " + sending.get() + " to topic " + sending.get().topic()
                    + (sending.get().partition() == null ? "" : ", partition " + sending.get().partition()));
        }
    }

    private static boolean isWhereItWasSent(Sending sending, Sighting sighting) {
        Integer partition = sending.partition();
        return sending.topic().equals(sighting.partition().topic())
                && (partition == null || partition == sighting.partition().partition());
    }
}
