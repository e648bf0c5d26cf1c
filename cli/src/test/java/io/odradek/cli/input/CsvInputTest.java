package io.odradek.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvInputTest {
    @Test
    void next_rowOfPlainFields_isValueWithoutLineEnd() throws IOException {
        assertThat(values("a,b\r\n1,2\r\n3,4\n5,6")).containsExactly("1,2", "3,4", "5,6");
    }

    @Test
    void next_keyField_isItsContentWithoutQuotes() throws IOException {
        assertThat(keys("name,state\n1,Texas\n2,\"New \"\"Old\"\" Mexico\"\n3,\n4,\"\"\n", "state"))
                .containsExactly("Texas", "New \"Old\" Mexico", "", "");
    }

    @Test
    void next_keyFieldFirst_isFound() throws IOException {
        assertThat(keys("state,n\nTexas,1\n\"Ohio\",2\n", "state")).containsExactly("Texas", "Ohio");
    }

    @Test
    void next_lineBreakInQuotes_staysInValue() throws IOException {
        assertThat(values("a,b\r\n1,\"two\r\nlines\"\r\n3,4\r\n")).containsExactly("1,\"two\r\nlines\"", "3,4");
    }

    @Test
    void next_commaInQuotes_separatesNothing() throws IOException {
        assertThat(values("a,b\n\"1,5\",2\n")).containsExactly("\"1,5\",2");
    }

    @Test
    void next_bytesThatAreNotUtf8_areCarriedUnchanged() throws IOException {
        byte[] file = "k,v\nx,?\n".getBytes(StandardCharsets.ISO_8859_1);
        file[4] = (byte) 0xE9;
        file[6] = (byte) 0xFF;

        InputRecord record = open(file, "k").next();

        assertThat(record).isNotNull();
        assertThat(record.key()).containsExactly(0xE9);
        assertThat(record.value()).containsExactly(0xE9, ',', 0xFF);
    }

    @Test
    void next_byteOrderMark_isNoPartOfTheFirstName() throws IOException {
        assertThat(keys("\uFEFFstate,n\nTexas,1\n", "state")).containsExactly("Texas");
    }

    @Test
    void next_loneCarriageReturn_isContent() throws IOException {
        assertThat(values("a,b\n1\r,2\n")).containsExactly("1\r,2");
    }

    @Test
    void next_quoteInsidePlainField_isContent() throws IOException {
        assertThat(keys("a,b\n5\" pipe,2\n", "a")).containsExactly("5\" pipe");
    }

    @Test
    void next_emptyLines_arePassedOver() throws IOException {
        assertThat(values("a,b\n\n1,2\n\r\n3,4\n\n")).containsExactly("1,2", "3,4");
    }

    @Test
    void next_emptyLineOfOneField_isRecord() throws IOException {
        assertThat(values("a\n\nx\n")).containsExactly("", "x");
    }

    @Test
    void next_headerAlone_givesNoRecord() throws IOException {
        assertThat(values("a,b\n")).isEmpty();
    }

    @Test
    void next_raggedRow_namesLineAndBothCounts() throws IOException {
        RecordInput input = open(bytes("a,b,c\n1,\"x\ny\",3\n1,2\n"), null);
        input.next();

        assertThatThrownBy(input::next)
                .hasMessage("birds.csv, line 4: the row has 2 fields where the header has 3")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(CommandFailure.class))
                .extracting(CommandFailure::exitCode)
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void next_quoteThatNeverCloses_namesLineWhereItBegan() throws IOException {
        RecordInput input = open(bytes("a,b\n1,2\n3,\"open\n5,6\n7,8\n"), null);
        input.next();

        assertThatThrownBy(input::next).hasMessageStartingWith("birds.csv, line 3: the quote that opens here is never closed");
    }

    @Test
    void next_textBehindClosingQuote_isRefused() throws IOException {
        RecordInput input = open(bytes("a,b\n\"1\"x,2\n"), null);

        assertThatThrownBy(input::next).hasMessageStartingWith("birds.csv, line 2: text follows the quote that closes a field");
    }

    @Test
    void next_loneCarriageReturnBehindClosingQuote_isRefused() throws IOException {
        RecordInput input = open(bytes("a,b\n\"1\"\rx,2\n"), null);

        assertThatThrownBy(input::next).hasMessageStartingWith("birds.csv, line 2: text follows the quote that closes a field");
    }

    @Test
    void open_emptyFile_isRefused() {
        assertThatThrownBy(() -> open(new byte[0], null)).hasMessageStartingWith("birds.csv is empty: a CSV file begins with a header line");
    }

    @Test
    void open_missingKeyField_listsFieldsAndNearest() {
        assertThatThrownBy(() -> open(bytes("Airport,Origin State,Cost\n"), "origin stat"))
                .hasMessage("--key-field: birds.csv has no field 'origin stat'; did you mean 'Origin State'? its fields are "
                        + "Airport, Origin State, Cost")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(CommandFailure.class))
                .extracting(CommandFailure::exitCode)
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void open_keyFieldTwice_isRefused() {
        assertThatThrownBy(() -> open(bytes("a,a\n"), "a")).hasMessage("--key-field: birds.csv has more than one field 'a'");
    }

    @Test
    void next_recordWithoutEnd_isRefusedAtTheLimit() throws IOException {
        java.io.InputStream endless = new java.io.SequenceInputStream(
                new ByteArrayInputStream(bytes("a,b\n1,\"")), new RepeatedByte('x', ByteCollector.RECORD_SIZE_BYTES_MAX + 1L));
        RecordInput input = new CsvInput(endless, "birds.csv", null);

        assertThatThrownBy(input::next)
                .hasMessageStartingWith("birds.csv, line 2: the record that begins here is longer than 67108864 bytes");
    }

    @Test
    void next_randomTables_agreeWithCommonsCsv() throws IOException {
        long seed = Long.getLong("test.seed", 20260911);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            String file = randomTable(random);
            List<String> expected = new ArrayList<>();
            for (CSVRecord record : CSVFormat.RFC4180.parse(new StringReader(file))) {
                expected.add(record.get(1));
            }
            expected.remove(0);
            assertThat(keys(file, "key")).as("seed %d, round %d, file %s", seed, round, file).isEqualTo(expected);
        }
    }

    private static String randomTable(Random random) {
        String alphabet = "ab ,\"\r\n";
        StringBuilder file = new StringBuilder("first,key,last\r\n");
        int rowCount = random.nextInt(5);
        for (int row = 0; row < rowCount; row++) {
            for (int field = 0; field < 3; field++) {
                StringBuilder content = new StringBuilder();
                int length = random.nextInt(6);
                for (int i = 0; i < length; i++) {
                    content.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                boolean plain = content.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
                file.append(field == 0 ? "" : ",");
                file.append(plain && random.nextBoolean() ? content : "\"" + content.toString().replace("\"", "\"\"") + "\"");
            }
            file.append("\r\n");
        }
        return file.toString();
    }

    private static List<String> values(String file) throws IOException {
        List<String> values = new ArrayList<>();
        RecordInput input = open(bytes(file), null);
        for (InputRecord record = input.next(); record != null; record = input.next()) {
            assertThat(record.key()).isNull();
            values.add(new String(record.value(), StandardCharsets.UTF_8));
        }
        return values;
    }

    private static List<String> keys(String file, String keyField) throws IOException {
        List<String> keys = new ArrayList<>();
        RecordInput input = open(bytes(file), keyField);
        for (InputRecord record = input.next(); record != null; record = input.next()) {
            keys.add(new String(record.key(), StandardCharsets.UTF_8));
        }
        return keys;
    }

    private static RecordInput open(byte[] file, @Nullable String keyField) throws IOException {
        return new CsvInput(new ByteArrayInputStream(file), "birds.csv", keyField);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
