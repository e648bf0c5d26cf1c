package io.odradek.cli.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrikeFeedTest {
    @TempDir
    Path folder;

    @Test
    void next_behindTheLastRow_isTheFirst() throws IOException {
        StrikeFeed feed = StrikeFeed.of(file("Bird,State\nowl,Texas\ngull,Ohio\n"), "State");

        assertThat(value(feed)).isEqualTo("owl,Texas");
        assertThat(value(feed)).isEqualTo("gull,Ohio");
        assertThat(value(feed)).isEqualTo("owl,Texas");
    }

    @Test
    void of_headerAlone_isRefused() throws IOException {
        String file = file("Bird,State\n");

        assertThatThrownBy(() -> StrikeFeed.of(file, "State")).isInstanceOf(CommandFailure.class).hasMessageContaining("has no rows");
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("birds.csv"), text).toString();
    }

    private static String value(StrikeFeed feed) {
        return new String(feed.next().value(), StandardCharsets.UTF_8);
    }
}
