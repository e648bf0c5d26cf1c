package io.odradek.benchmarks.race.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedRecordsTest {
    @TempDir
    Path folder;

    @Test
    void cut_aFile_leavesItsFirstLineAndWhatIsLeftOver() throws IOException {
        // Given
        Path csv = Files.writeString(folder.resolve("a.csv"), "head\nab,cd\nx,yz");

        // When
        PreparedRecords records = PreparedRecords.cut(csv, 3);

        // Then
        assertThat(records.values()).isDeepEqualTo(new byte[][] {bytes("ab,"), bytes("cd\n"), bytes("x,y")});
        assertThat(records.keys()).isDeepEqualTo(new byte[][] {bytes("ab"), bytes("x"), bytes("ab")});
    }

    @Test
    void cut_fileShorterThanARecord_isRefused() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "head\nab");

        assertThatThrownBy(() -> PreparedRecords.cut(csv, 3)).isInstanceOf(IOException.class).hasMessageContaining("has no 3 bytes behind its first line");
    }

    @Test
    void read_ofWhatWasWritten_givesTheSame() throws IOException {
        // Given
        PreparedRecords records = new PreparedRecords(new byte[][] {bytes("k"), {}}, new byte[][] {bytes("v"), bytes("w")});
        Path file = folder.resolve("records");

        // When
        records.write(file);

        // Then
        PreparedRecords read = PreparedRecords.read(file);
        assertThat(read.keys()).isDeepEqualTo(records.keys());
        assertThat(read.values()).isDeepEqualTo(records.values());
    }

    @Test
    void cut_birdStrikes_neverRepeatsARecord() throws IOException {
        PreparedRecords records = PreparedRecords.cut(Path.of("../examples/data/birdstrikes.csv"), 100);

        Set<String> different = new HashSet<>();
        Arrays.stream(records.values()).forEach(value -> different.add(new String(value, StandardCharsets.ISO_8859_1)));
        assertThat(different).hasSize(records.count()).hasSizeGreaterThan(10_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
