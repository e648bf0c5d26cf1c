package io.odradek.benchmarks.race.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    private static JsonNode report() throws Exception {
        return new ObjectMapper().readTree(new JsonReport(Races.results()).text());
    }

    @Test
    void text_roundAtFullSpeed_hasItsFields() throws Exception {
        JsonNode first = report().get(0);

        assertThat(first.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "producer", "broker", "record_bytes", "acks", "compression", "keys", "settings", "round", "records", "records_per_s",
                        "client_cpu_us_per_record", "broker_cpu_us_per_record", "client_peak_mb", "broker_peak_mb");
        assertThat(first.get("producer").textValue()).isEqualTo("odradek");
        assertThat(first.get("broker").textValue()).isEqualTo("odradek");
        assertThat(first.get("record_bytes").intValue()).isEqualTo(100);
        assertThat(first.get("acks").textValue()).isEqualTo("1");
        assertThat(first.get("compression").textValue()).isEqualTo("none");
        assertThat(first.get("keys").isBoolean()).isTrue();
        assertThat(first.get("settings").textValue()).isEqualTo("default");
        assertThat(first.get("round").intValue()).isEqualTo(1);
        assertThat(first.get("records").longValue()).isEqualTo(3_000_000);
        assertThat(first.get("records_per_s").doubleValue()).isEqualTo(3_000_000);
        assertThat(first.get("client_cpu_us_per_record").doubleValue()).isEqualTo(1.0 / 3);
        assertThat(first.get("client_peak_mb").doubleValue()).isEqualTo(200);
        assertThat(first.get("broker_peak_mb").doubleValue()).isEqualTo(300);
    }

    @Test
    void text_roundAtARate_hasRateAndLatencyToo() throws Exception {
        JsonNode paced = report().get(6);

        assertThat(paced.get("rate").intValue()).isEqualTo(1_000);
        assertThat(paced.get("latency_us").fieldNames()).toIterable().containsExactly("p50", "p99", "p999", "max");
        assertThat(paced.get("latency_us").get("p999").longValue()).isEqualTo(12_000);
    }

    @Test
    void text_voidRound_hasItsReasonAndNoFigures() throws Exception {
        JsonNode report = report();

        assertThat(report).hasSize(9);
        assertThat(report.get(3).get("void").textValue()).isEqualTo("10 records were acknowledged, the broker has 9");
        assertThat(report.get(3).has("records_per_s")).isFalse();
        assertThat(report.get(2).has("void")).isFalse();
    }
}
