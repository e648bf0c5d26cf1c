package io.odradek.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.protocol.message.ApiVersionsResponse.SupportedFeature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AckPolicyFeatureTest {
    @ParameterizedTest
    @CsvSource({"forced,20", "n-of-m,-9", "unnamed,32767", "x,-32768"})
    void read_whatWasWritten_isTheSame(String policy, short acks) {
        AckPolicyFeature feature = new AckPolicyFeature(policy, acks);

        assertThat(AckPolicyFeature.read(feature.toFeature())).contains(feature);
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.version", "odradek.acks.", "odradek.acks.20", "odradek.acks..20", "odradek.acks.forced.", "odradek.acks.forced.x",
        "odradek.acks.forced.99999", "odradek.acks"})
    void read_somethingElse_isNothing(String name) {
        assertThat(AckPolicyFeature.read(new SupportedFeature(name, (short) 1, (short) 1))).isEmpty();
    }

    @Test
    void read_anotherLevel_isNothing() {
        assertThat(AckPolicyFeature.read(new SupportedFeature("odradek.acks.forced.20", (short) 2, (short) 3))).isEmpty();
        assertThat(AckPolicyFeature.read(new SupportedFeature("odradek.acks.forced.20", (short) 1, (short) 3))).isPresent();
    }

    @Test
    void isKafkas_codes_areThreeOnly() {
        assertThat(AckPolicyFeature.isKafkas((short) -2)).isFalse();
        assertThat(AckPolicyFeature.isKafkas((short) -1)).isTrue();
        assertThat(AckPolicyFeature.isKafkas((short) 0)).isTrue();
        assertThat(AckPolicyFeature.isKafkas((short) 1)).isTrue();
        assertThat(AckPolicyFeature.isKafkas((short) 2)).isFalse();
    }
}
