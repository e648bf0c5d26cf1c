package org.example.odradek.forced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import io.odradek.spi.plugin.PluginRegistry;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Producer and broker were never told of the policy's classes; their configurations name it, and the jar is on the path. */
class ProduceForcedTest {
    @TempDir
    private Path folder;

    private static OdradekProducer<String, String> producer(Broker broker, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("bootstrap.servers", broker.bootstrapServers());
        all.put("ack.policy", "forced");
        return OdradekProducer.create(ProducerConfig.of(all), Serializer.utf8(), Serializer.utf8());
    }

    private BrokerConfig.Builder broker() {
        return BrokerConfig.builder().set("log.dirs", folder.toString());
    }

    private static OdradekException refusal(CompletableFuture<RecordMetadata> sent) {
        Throwable[] why = new Throwable[1];
        assertThatThrownBy(() -> sent.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .satisfies(thrown -> why[0] = thrown.getCause());
        return (OdradekException) why[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"leader", "all"})
    void producer_policyOnTheBrokersPath_isAcknowledged(String replicas) throws Exception {
        try (Broker broker = Broker.start(broker().set("forced.replicas", replicas).build());
                OdradekProducer<String, String> producer = producer(broker, Map.of("forced.replicas", replicas))) {
            List<CompletableFuture<RecordMetadata>> sent = IntStream.range(0, 100)
                    .mapToObj(i -> producer.send(ProducerRecord.of("strikes", "Texas", "bird " + i)))
                    .toList();

            for (int i = 0; i < sent.size(); i++) {
                assertThat(sent.get(i).get(30, TimeUnit.SECONDS).offset()).isEqualTo(i);
            }
        }
    }

    @Test
    void producer_policyNotOnTheBrokersPath_everySendFailsAndSaysWhatToDo() throws Exception {
        try (Broker broker = Broker.start(broker().plugins(PluginRegistry.of(new WithoutThisPlugIn())).build());
                OdradekProducer<String, String> producer = producer(broker, Map.of())) {
            for (int i = 0; i < 2; i++) {
                OdradekException refusal = refusal(producer.send(ProducerRecord.of("strikes", "Texas", "a bird")));

                assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUIRED_ACKS);
                assertThat(refusal).hasMessageContainingAll("'forced'", broker.bootstrapServers(), "jar", "acks=all");
            }
        }
    }

    @Test
    void producer_otherFormThanTheBrokers_everySendFailsAndNamesBoth() throws Exception {
        try (Broker broker = Broker.start(broker().build());
                OdradekProducer<String, String> producer = producer(broker, Map.of("forced.replicas", "all"))) {
            OdradekException refusal = refusal(producer.send(ProducerRecord.of("strikes", "Texas", "a bird")));

            assertThat(refusal).hasMessageContainingAll("'forced' (acks code 21)", "serves 'forced' (acks code 20)", "same settings");
        }
    }

    /** The same class path, as if this plug-in's jar were not on it. */
    private static final class WithoutThisPlugIn extends ClassLoader {
        WithoutThisPlugIn() {
            super(ProduceForcedTest.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            String own = ForcedAckPolicyProvider.class.getProtectionDomain().getCodeSource().getLocation().toString();
            return Collections.enumeration(Collections.list(super.getResources(name)).stream()
                    .filter(url -> !url.toString().contains(own))
                    .toList());
        }
    }
}
