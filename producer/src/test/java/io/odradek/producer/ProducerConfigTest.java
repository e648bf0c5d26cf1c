package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConfigException;
import io.odradek.api.PluginException;
import io.odradek.api.Serializer;
import io.odradek.producer.internal.config.EngineSettingsReader;
import io.odradek.producer.internal.config.KeyTable;
import io.odradek.producer.internal.config.TextSettings;
import io.odradek.producer.internal.engine.EngineSettings;
import io.odradek.spi.plugin.PluginContext;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerConfigTest {
    private static EngineSettings read(String... keysAndValues) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("bootstrap.servers", "localhost:9092");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        ProducerConfig config = ProducerConfig.of(settings);
        PluginSelection plugins = new PluginSelection(config, config.plugins(), PluginContext.of(settings));
        return EngineSettingsReader.read(plugins.text(), plugins.ackTerms());
    }

    @Test
    void defaults_areTheBriefs() {
        EngineSettings settings = read();

        assertThat(settings.delivery().acks().code()).isEqualTo((short) 1);
        assertThat(settings.delivery().idempotent()).isFalse();
        assertThat(settings.delivery().retryCountMax()).isEqualTo(65_536);
        assertThat(settings.delivery().deliveryTimeoutNs()).isEqualTo(120_000_000_000L);
        assertThat(settings.client().retryBackoffNs()).isEqualTo(100_000_000L);
        assertThat(settings.batch().lingerNs()).isEqualTo(5_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"0,0,false", "1,1,false", "all,-1,true", "-1,-1,true"})
    void acks_everyValue_setsCodeAndIdempotence(String acks, short code, boolean idempotent) {
        EngineSettings settings = read("acks", acks);

        assertThat(settings.delivery().acks().code()).isEqualTo(code);
        assertThat(settings.delivery().idempotent()).isEqualTo(idempotent);
    }

    @Test
    void idempotence_withFewerAcks_namesBothKeys() {
        assertThatThrownBy(() -> read("enable.idempotence", "true", "acks", "1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("enable.idempotence")
                .hasMessageContaining("acks");
    }

    @Test
    void idempotence_withTooManyInFlight_namesBothKeys() {
        assertThatThrownBy(() ->
                        read("enable.idempotence", "true", "acks", "all", "max.in.flight.requests.per.connection", "6"))
                .hasMessageContaining("enable.idempotence")
                .hasMessageContaining("max.in.flight.requests.per.connection is 6");
    }

    @Test
    void ackPolicy_contradictsAcks_namesBothKeys() {
        assertThatThrownBy(() -> read("acks", "0", "ack.policy", "all"))
                .hasMessageContaining("acks is '0'")
                .hasMessageContaining("ack.policy is 'all'");
    }

    @Test
    void acks_unknownValue_saysWhatIsAllowed() {
        assertThatThrownBy(() -> read("acks", "2")).hasMessageContaining("acks is '2'").hasMessageContaining("0, 1, all");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "linger.ms,abc,linger.ms is 'abc'",
        "linger.ms,-1,linger.ms is -1",
        "batch.size,99999999999,batch.size is 99999999999",
        "enable.idempotence,maybe,enable.idempotence is 'maybe'",
        "message.format.version,v1,message.format.version is 'v1'",
        "bootstrap.servers,localhost,'localhost' is not of the form host:port",
        "bootstrap.servers,localhost:0,port 0"
    })
    void value_malformed_namesKeyAndValue(String key, String value, String expected) {
        assertThatThrownBy(() -> read(key, value)).isInstanceOf(ConfigException.class).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transactional.id", "sasl.mechanism", "ssl.truststore.location", "partitioner.class", "interceptor.classes"})
    void key_thatMayNotBeIgnored_isRefused(String key) {
        assertThatThrownBy(() -> read(key, "x")).isInstanceOf(ConfigException.class).hasMessageContaining(key);
    }

    @Test
    void securityProtocol_other_isRefused() {
        assertThatThrownBy(() -> read("security.protocol", "SASL_SSL")).hasMessageContaining("security.protocol is 'SASL_SSL'");
    }

    @ParameterizedTest
    @CsvSource({"linger.m,linger.ms", "bootstrap.server,bootstrap.servers", "Batch.Size,batch.size", "ack,acks"})
    void hint_misspelt_namesTheKey(String misspelt, String key) {
        assertThat(KeyTable.hint(misspelt)).isEqualTo("; did you mean " + key + "?");
    }

    @Test
    void hint_likeNoKey_isEmpty() {
        assertThat(KeyTable.hint("consumer.group.instance")).isEmpty();
    }

    @Test
    void deliveryTimeout_shorterThanRequests_lowersWhatWasNotSet() {
        assertThat(read("delivery.timeout.ms", "2000").client().requestTimeoutNs()).isEqualTo(1_995_000_000L);
        assertThatThrownBy(() -> read("delivery.timeout.ms", "2000", "request.timeout.ms", "3000"))
                .hasMessageContaining("delivery.timeout.ms is 2000")
                .hasMessageContaining("request.timeout.ms (3000)");
    }

    @Test
    void create_unknownPartitioner_saysSoAndLeavesNothingBehind() {
        ProducerConfig config = ProducerConfig.builder().bootstrapServers("localhost:1").partitioner("murmur3").build();

        assertThatThrownBy(() -> OdradekProducer.create(config, Serializer.utf8(), Serializer.utf8()))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("murmur3");
    }

    @Test
    void integer_atTheEdge_isTaken() {
        assertThat(new TextSettings(Map.of("retries", " 0 ")).integer("retries", 1, 0)).isZero();
    }
}
