package io.odradek.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.api.RecordMetadata;
import io.odradek.api.TopicPartition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final long MS = 1_000_000;

    private final DeliveryTally tally = new DeliveryTally("strikes");

    @Test
    void print_text_showsTotalsAndATableOfPartitions() {
        for (int i = 0; i < 3; i++) {
            tally.acknowledged(metadata(0, i), 2 * MS);
        }
        tally.acknowledged(metadata(2, 7), 2 * MS);

        String text = printed(out -> SummaryText.print(tally.summary(2_000 * MS), out));

        assertThat(text.lines().toList())
                .containsExactly(
                        "topic                   strikes",
                        "records                 4",
                        "bytes                   4,800 (4.7 KiB)",
                        "elapsed                 2.00 s",
                        "records/s               2",
                        "acknowledgement p50     2.0 ms",
                        "acknowledgement p99     2.0 ms",
                        "",
                        "partition  records  bytes  share  first offset  last offset",
                        "        0        3  3,600  75.0%             0            2",
                        "        2        1  1,200  25.0%             7            7");
    }

    @Test
    void print_json_hasExactlyThePromisedFields() throws IOException {
        tally.acknowledged(metadata(1, 5), 3 * MS);

        JsonNode json = json(out -> SummaryJson.print(tally.summary(500 * MS), out));

        assertThat(names(json)).containsExactly("topic", "records", "failed", "bytes", "elapsed_ms", "records_per_s", "ack_ms", "partitions");
        assertThat(names(json.get("ack_ms"))).containsExactly("p50", "p99");
        assertThat(names(json.get("partitions").get(0)))
                .containsExactly("partition", "records", "bytes", "first_offset", "last_offset");
        assertThat(json.get("elapsed_ms").asDouble()).isEqualTo(500);
        assertThat(json.get("records_per_s").asLong()).isEqualTo(2);
        assertThat(json.get("partitions").get(0).get("first_offset").asLong()).isEqualTo(5);
    }

    @Test
    void print_offsetsThatNobodyTold_areDashAndNull() throws IOException {
        tally.acknowledged(metadata(0, RecordMetadata.UNKNOWN_OFFSET), MS);

        assertThat(printed(out -> SummaryText.print(tally.summary(MS), out))).contains("100.0%             -            -");
        JsonNode share = json(out -> SummaryJson.print(tally.summary(MS), out)).get("partitions").get(0);
        assertThat(share.get("first_offset").isNull()).isTrue();
        assertThat(share.get("last_offset").isNull()).isTrue();
    }

    @Test
    void print_nothingSent_isComplete() throws IOException {
        assertThat(printed(out -> SummaryText.print(tally.summary(0), out))).contains("records                 0");
        assertThat(json(out -> SummaryJson.print(tally.summary(0), out)).get("partitions").size()).isZero();
    }

    @Test
    void failureSentences_tellOneOfAKindAndWhatMayBeWritten() {
        tally.failed(new DeliveryException(ErrorCode.DELIVERY_TIMED_OUT, Persistence.POSSIBLY_PERSISTED, "first late", null));
        tally.failed(new DeliveryException(ErrorCode.DELIVERY_TIMED_OUT, Persistence.NOT_PERSISTED, "second late", null));
        tally.failed(new DeliveryException(ErrorCode.MESSAGE_TOO_LARGE, Persistence.NOT_PERSISTED, "too large", null));

        assertThat(tally.failureSentences())
                .containsExactly(
                        "2 records were not delivered, of which 1 may be in the log all the same; the first of them: first late",
                        "1 record was not delivered: too large");
        assertThat(tally.settledCount()).isEqualTo(3);
    }

    private static RecordMetadata metadata(int partition, long offset) {
        return new RecordMetadata(new TopicPartition("strikes", partition), offset, 0, 1200);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode json(Consumer<PrintStream> printing) throws IOException {
        return new ObjectMapper().readTree(printed(printing));
    }

    private static String printed(Consumer<PrintStream> printing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        printing.accept(out);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
