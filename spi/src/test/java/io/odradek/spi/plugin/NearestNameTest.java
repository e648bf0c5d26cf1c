package io.odradek.spi.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("murmur2", "round-robin", "random", "crc32", "all");

    @Test
    void of_slipOfTheFinger_findsWhatWasMeant() {
        assertThat(NearestName.of("murmr2", KNOWN)).contains("murmur2");
        assertThat(NearestName.of("roundrobin", KNOWN)).contains("round-robin");
        assertThat(NearestName.of("RANDOM", KNOWN)).contains("random");
        assertThat(NearestName.of("rcc32", KNOWN)).contains("crc32");
        assertThat(NearestName.of("al", KNOWN)).contains("all");
    }

    @Test
    void of_somethingElse_findsNothing() {
        assertThat(NearestName.of("by-state", KNOWN)).isEmpty();
        assertThat(NearestName.of("", KNOWN)).isEmpty();
        assertThat(NearestName.of("murmur2", List.of())).isEmpty();
    }
}
