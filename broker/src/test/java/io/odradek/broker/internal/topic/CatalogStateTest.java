package io.odradek.broker.internal.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.CorruptDataException;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogStateTest {
    private static final String ID = "00000000-0000-0001-0000-000000000002";

    @Test
    void parse_linesOfAState_giveTheState() {
        Topic topic = new Topic("birds", UUID.fromString(ID), 3, new TreeMap<>(java.util.Map.of("retention.ms", "a b=%")));
        CatalogState state = new CatalogState(List.of(topic), List.of(topic));

        assertThat(CatalogState.parse(state.lines())).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic " + ID + " 2147483647 birds",
                "topic " + ID + " 10001 birds",
                "topic " + ID + " 0 birds",
                "topic " + ID + " -1 birds",
                "topic " + ID + " 1 ..",
                "topic " + ID + " 1 ../birds",
                "topic " + ID + " 1 birds retention.ms",
                "topic " + ID + " 1",
                "bird " + ID + " 1 birds"
            })
    void parse_lineOfNoPossibleTopic_isCorrupt(String line) {
        assertThatThrownBy(() -> CatalogState.parse(List.of(line)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(line);
    }
}
