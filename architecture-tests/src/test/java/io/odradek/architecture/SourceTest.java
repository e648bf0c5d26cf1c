package io.odradek.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules about sources hold, and each bites. */
class SourceTest {
    static List<SourceRule> rules() {
        return SourceRules.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void house_everyRule_holds(SourceRule rule) {
        assertThat(rule.violations().apply(SourceTree.ofHouse())).as(rule.sentence()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void canary_everyRule_bites(SourceRule rule) {
        assertThat(rule.violations().apply(rule.canary())).as("the canary of: %s", rule.sentence()).isNotEmpty();
    }

    @Test
    void house_sources_areThere() {
        assertThat(SourceTree.ofHouse().packages()).contains("io.odradek.api", "io.odradek.spi.plugin", "io.odradek.broker.internal.partition");
    }
}
