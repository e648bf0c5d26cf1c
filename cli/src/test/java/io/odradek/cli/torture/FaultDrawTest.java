package io.odradek.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultDrawTest {
    @Test
    void next_sameSeed_sameFaults() {
        assertThat(draw(42, 50)).isEqualTo(draw(42, 50)).isNotEqualTo(draw(43, 50));
    }

    @Test
    void next_often_everyKindEveryBrokerAndTheLeader() {
        List<Fault> faults = draw(1, 500);

        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        faults.forEach(fault -> kinds.add(fault.kind()));
        assertThat(kinds).isEqualTo(EnumSet.allOf(FaultKind.class));
        assertThat(faults).extracting(Fault::broker).contains(0, 1, 2).allMatch(broker -> broker < 3);
        assertThat(faults).extracting(Fault::onLeader).contains(true, false);
        assertThat(faults).allMatch(fault -> fault.held().toMillis() >= 200 && fault.held().toMillis() <= 8_000);
    }

    private static List<Fault> draw(long seed, int count) {
        FaultDraw draw = new FaultDraw(seed, 3);
        return Stream.generate(draw::next).limit(count).toList();
    }
}
