package io.odradek.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.api.Header;
import io.odradek.api.TopicPartition;
import io.odradek.client.reader.ReadRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordPrinterTest {
    private static final byte[] NOT_TEXT = {(byte) 0xFF, (byte) 0xFE};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void print_plain_isTheValuesBytes() {
        new RecordPrinter(out, false, false).print(record(text("k"), NOT_TEXT));

        assertThat(bytes.toByteArray()).containsExactly(0xFF, 0xFE, '\n');
    }

    @Test
    void print_withKey_putsATabBetween() {
        RecordPrinter printer = new RecordPrinter(out, false, true);
        printer.print(record(text("k"), text("v")));
        printer.print(record(null, null));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("k\tv\nnull\tnull\n");
    }

    @Test
    void print_json_hasExactlyThePromisedFields() throws IOException {
        new RecordPrinter(out, true, false).print(record(text("k"), text("two\n\"lines\" ü")));

        String line = bytes.toString(StandardCharsets.UTF_8);
        JsonNode json = new ObjectMapper().readTree(line);
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("partition", "offset", "timestamp", "key", "headers", "value");
        assertThat(line.lines()).hasSize(1);
        assertThat(json.get("value").asText()).isEqualTo("two\n\"lines\" ü");
        assertThat(json.get("headers").toString()).isEqualTo("[{\"key\":\"h\",\"value\":\"1\"},{\"key\":\"n\",\"value\":null}]");
        assertThat(json.get("offset").asLong()).isEqualTo(42);
    }

    @Test
    void print_jsonOfBytesThatAreNotText_carriesThemInBase64() throws IOException {
        new RecordPrinter(out, true, false).print(record(NOT_TEXT, null));

        JsonNode json = new ObjectMapper().readTree(bytes.toString(StandardCharsets.UTF_8));
        assertThat(json.get("key").isNull()).isTrue();
        assertThat(json.get("key_base64").asText()).isEqualTo("//4=");
        assertThat(json.get("value").isNull()).isTrue();
        assertThat(json.has("value_base64")).isFalse();
    }

    private static ReadRecord record(byte @Nullable [] key, byte @Nullable [] value) {
        return new ReadRecord(
                new TopicPartition("t", 3), 42, 1700000000000L, key, value, List.of(new Header("h", text("1")), new Header("n", null)));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
