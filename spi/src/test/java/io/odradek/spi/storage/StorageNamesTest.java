package io.odradek.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.StorageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "strikes-0", "00000000000000000000.log", "__consumer_offsets-12", "..a", ".lock", "ü"})
    void requireInside_name_isTaken(String name) {
        assertThat(StorageNames.requireInside(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/b", "../a", "a\\b", "C:", "a\nb", "a\u0000"})
    void requireInside_nameThatLeads_isRefused(String name) {
        assertThatThrownBy(() -> StorageNames.requireInside(name))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("refused");
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 100_000})
    void requireInside_longName_isRefusedWithoutRepeatingIt(int length) {
        assertThatThrownBy(() -> StorageNames.requireInside("x".repeat(length)))
                .isInstanceOf(StorageException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(500));
    }
}
