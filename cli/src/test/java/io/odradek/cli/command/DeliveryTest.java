package io.odradek.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.console.Interruption;
import io.odradek.cli.input.CsvInput;
import io.odradek.cli.input.TextInput;
import io.odradek.cli.output.Progress;
import io.odradek.spi.runtime.Clock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final Interruption interruption = new Interruption();

    @Test
    void run_everyRecordAcknowledged_countsPartitionsAndOffsets() {
        ManualProducer producer = new ManualProducer(false);

        Delivery.Outcome outcome = run(producer, new ByteArrayInputStream("a\nb\nc\nd\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.inputFailure()).isNull();
        assertThat(outcome.interrupted()).isFalse();
        assertThat(outcome.summary().recordCount()).isEqualTo(4);
        assertThat(outcome.summary().sizeBytes()).isEqualTo(40);
        assertThat(outcome.summary().partitions()).hasSize(2);
        assertThat(outcome.summary().partitions().get(1).firstOffset()).isEqualTo(OptionalLong.of(0));
        assertThat(outcome.summary().partitions().get(1).lastOffset()).isEqualTo(OptionalLong.of(1));
        assertThat(producer.isClosed()).isTrue();
    }

    @Test
    void run_someRecordsFail_tellsHowManyAndWhy() {
        Delivery.Outcome outcome =
                run(new ManualProducer(false).failEvery(2), new ByteArrayInputStream("a\nb\nc\nd\ne\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(outcome.summary().recordCount()).isEqualTo(3);
        assertThat(outcome.summary().failedCount()).isEqualTo(2);
        assertThat(outcome.failures()).containsExactly("2 records were not delivered: the record is too large");
    }

    @Test
    void run_raggedRow_deliversWhatStandsBeforeIt() throws IOException {
        ManualProducer producer = new ManualProducer(false);
        CsvInput input = new CsvInput(
                new ByteArrayInputStream("a,b\n1,2\n3,4\n5\n6,7\n".getBytes(StandardCharsets.UTF_8)), "birds.csv", null);

        Delivery.Outcome outcome = new Delivery(producer, input, "t", Clock.system(), silent()).run(interruption);

        assertThat(outcome.summary().recordCount()).isEqualTo(2);
        assertThat(outcome.inputFailure()).hasMessage("birds.csv, line 4: the row has 1 field where the header has 2");
        assertThat(outcome.inputFailure().exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void run_inputThatBreaks_deliversWhatCameBefore() {
        InputStream broken = new java.io.SequenceInputStream(
                new ByteArrayInputStream("a\n".getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("device gone");
                    }
                });

        Delivery.Outcome outcome = run(new ManualProducer(false), broken);

        assertThat(outcome.summary().recordCount()).isEqualTo(1);
        assertThat(outcome.inputFailure()).hasMessage("the input cannot be read any further: device gone");
    }

    @Test
    void run_interruptedWhileInputIsSilent_deliversWhatCameBefore() throws IOException {
        ManualProducer producer = new ManualProducer(false);
        PipedOutputStream writer = new PipedOutputStream();
        PipedInputStream silent = new PipedInputStream(writer);
        writer.write("a\nb\n".getBytes(StandardCharsets.UTF_8));
        writer.flush();
        producer.firstSend().thenRun(interruption::request);

        Delivery.Outcome outcome = run(producer, silent);

        assertThat(outcome.interrupted()).isTrue();
        assertThat(outcome.summary().recordCount()).isBetween(1L, 2L);
        assertThat(producer.isClosed()).isTrue();
        writer.close();
    }

    private Delivery.Outcome run(ManualProducer producer, InputStream input) {
        return new Delivery(producer, new TextInput(input, "lines.txt", null), "t", Clock.system(), silent()).run(interruption);
    }

    private Progress silent() {
        PrintStream nowhere = new PrintStream(java.io.OutputStream.nullOutputStream());
        return Progress.ofBytes(new Console(InputStream.nullInputStream(), nowhere, nowhere, false, false, interruption), "t", OptionalLong.empty());
    }
}
