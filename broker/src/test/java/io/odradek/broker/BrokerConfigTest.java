package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConfigException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerConfigTest {
    @Test
    void build_nothingSet_isUsable() {
        // When
        BrokerConfig config = BrokerConfig.builder().build();

        // Then
        assertThat(config.nodeId()).isEqualTo(1);
        assertThat(config.storage()).isEqualTo("mmap");
        assertThat(config.transport()).isEqualTo("netty");
        assertThat(config.dataDirectory()).isEmpty();
        assertThat(config.node().listener().port()).isZero();
        assertThat(config.topics().autoCreate()).isTrue();
        assertThat(config.topics().settings(Map.of()).batchSizeBytesMax()).isEqualTo(1_048_588);
        assertThat(config.topics().settings(Map.of()).log().retention().retentionMs()).isEqualTo(604_800_000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "node.id|-1", "num.partitions|0", "num.partitions|many", "listeners|nowhere", "listeners|PLAINTEXT://h:99999",
        "listeners|SSL://h:1", "listeners|PLAINTEXT://a:1,PLAINTEXT://b:2", "log.dirs|/a,/b", "auto.create.topics.enable|yes",
        "record.validation|none", "message.max.bytes|-5", "log.cleanup.policy|compact", "log.retention.ms|forever",
        "log.segment.bytes|7", "num.network.threads|0", "compression.type|zstd"
    })
    void of_valueThatCannotBeUsed_isAnErrorThatNamesKeyAndValue(String key, String value) {
        assertThatThrownBy(() -> BrokerConfig.of(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key + "=" + value);
    }

    @Test
    void of_keyWhoseNeglectWouldOpenTheBroker_isRefused() {
        assertThatThrownBy(() -> BrokerConfig.of(Map.of("authorizer.class.name", "x"))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> BrokerConfig.of(Map.of("sasl.enabled.mechanisms", "PLAIN"))).isInstanceOf(ConfigException.class);
    }

    @Test
    void of_unknownKey_isAcceptedWithAWarning() {
        assertThat(BrokerConfig.of(Map.of("num.partition", "3")).topics().partitionCount()).isEqualTo(1);
    }

    @Test
    void of_properties_areReadAsAnyMap() {
        // Given
        Properties properties = new Properties();
        properties.put("listeners", "PLAINTEXT://:9092");
        properties.put("num.partitions", 4);
        properties.put("log.dir", "/somewhere");

        // When
        BrokerConfig config = BrokerConfig.of(properties);

        // Then
        assertThat(config.node().listener().toString()).isEqualTo("0.0.0.0:9092");
        assertThat(config.topics().partitionCount()).isEqualTo(4);
        assertThat(config.dataDirectory()).contains(Path.of("/somewhere"));
    }

    @Test
    void settings_finerUnitOfRetention_wins() {
        Map<String, String> both = Map.of("log.retention.hours", "1", "log.retention.minutes", "2");
        assertThat(BrokerConfig.of(both).topics().settings(Map.of()).log().retention().retentionMs()).isEqualTo(120_000);
        Map<String, String> none = Map.of("log.retention.hours", "-1");
        assertThat(BrokerConfig.of(none).topics().settings(Map.of()).log().retention().retentionMs()).isEqualTo(-1);
    }

    @Test
    void settings_ofTopic_lieOverTheBrokers() {
        // Given
        BrokerConfig config = BrokerConfig.of(Map.of("log.segment.bytes", "100000", "message.max.bytes", "5000"));

        // Then
        assertThat(config.topics().settings(Map.of("segment.bytes", "50000")).log().rolling().segmentBytes()).isEqualTo(50_000);
        assertThat(config.topics().settings(Map.of("segment.bytes", "50000")).batchSizeBytesMax()).isEqualTo(5000);
        assertThat(config.topics().settings(Map.of("max.message.bytes", "6000")).batchSizeBytesMax()).isEqualTo(6000);
    }
}
