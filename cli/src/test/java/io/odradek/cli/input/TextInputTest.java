package io.odradek.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextInputTest {
    @Test
    void next_lines_areValues() throws IOException {
        assertThat(records("one\ntwo\r\n\nfour", null)).containsExactly("null=one", "null=two", "null=", "null=four");
    }

    @Test
    void next_lineFeedAtTheEnd_addsNoRecord() throws IOException {
        assertThat(records("one\n", null)).containsExactly("null=one");
    }

    @Test
    void next_emptyInput_givesNoRecord() throws IOException {
        assertThat(records("", null)).isEmpty();
    }

    @Test
    void next_carriageReturnInsideLine_isContent() throws IOException {
        assertThat(records("a\rb\n", null)).containsExactly("null=a\rb");
    }

    @Test
    void next_keySeparator_splitsAtItsFirstOccurrence() throws IOException {
        assertThat(records("k:v:w\n:v\nk:\n", ":")).containsExactly("k=v:w", "=v", "k=");
    }

    @Test
    void next_longKeySeparator_isMatchedWhole() throws IOException {
        assertThat(records("a=b=>c\n", "=>")).containsExactly("a=b=c");
    }

    @Test
    void next_lineWithoutKeySeparator_namesLine() throws IOException {
        RecordInput input = open("a:b\nplain\n".getBytes(StandardCharsets.UTF_8), ":");
        input.next();

        assertThatThrownBy(input::next).hasMessage("lines.txt, line 2: no key separator ':' in the line");
    }

    @Test
    void next_bytesThatAreNotUtf8_areCarriedUnchanged() throws IOException {
        InputRecord record = open(new byte[] {(byte) 0xC3, (byte) 0x28, 0, (byte) 0xFF, '\n'}, null).next();

        assertThat(record).isNotNull();
        assertThat(record.value()).containsExactly(0xC3, 0x28, 0, 0xFF);
    }

    @Test
    void bytesRead_atTheEnd_isTheSize() throws IOException {
        RecordInput input = open("one\ntwo\n".getBytes(StandardCharsets.UTF_8), null);
        while (input.next() != null) {
            assertThat(input.bytesRead()).isPositive();
        }

        assertThat(input.bytesRead()).isEqualTo(8);
    }

    private static List<String> records(String file, @Nullable String separator) throws IOException {
        List<String> records = new ArrayList<>();
        RecordInput input = open(file.getBytes(StandardCharsets.UTF_8), separator);
        for (InputRecord record = input.next(); record != null; record = input.next()) {
            String key = record.key() == null ? "null" : new String(record.key(), StandardCharsets.UTF_8);
            records.add(key + "=" + new String(record.value(), StandardCharsets.UTF_8));
        }
        return records;
    }

    private static RecordInput open(byte[] file, @Nullable String separator) {
        return new TextInput(new ByteArrayInputStream(file), "lines.txt", separator);
    }
}
