package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a module, with all of its parts as modules. */
@Timeout(120)
class ModulePathTest {
    private static final List<String> TEST_PATHS = List.of(
            "test-classes", "/org/junit/", "/org/opentest4j/", "/org/apiguardian/", "/org/assertj/", "/net/bytebuddy/", "commons-csv");
    /** For the class path alone: Ratis' jars share packages, which no module path takes. */
    private static final String CLASS_PATH_ONLY = "ratis";
    /** Nobody requires them, so that nobody must have them. */
    private static final String OPTIONAL_LIBRARIES = "com.github.luben.zstd_jni,org.xerial.snappy";

    private static final int END_SECONDS_MAX = 60;

    @TempDir
    Path folder;

    @Test
    void plugins_onTheModulePath_areThoseOfTheClassPath() throws Exception {
        Process process = launch("plugins");
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(out).isEqualTo(Run.of("plugins")
                .out()
                .lines()
                .filter(line -> !line.contains(CLASS_PATH_ONLY))
                .map(line -> line + "\n")
                .collect(Collectors.joining()));
    }

    @Test
    void broker_onTheModulePath_getsReady() throws Exception {
        Process process = launch("broker", "--data-dir", folder.toString(), "--listen", "127.0.0.1:0");
        try {
            assertThat(process.inputReader().readLine()).startsWith("odradek broker is ready at 127.0.0.1:");
        } finally {
            process.destroy();
            assertThat(process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Process launch(String... arguments) throws IOException {
        String modulePath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> TEST_PATHS.stream().noneMatch(place.replace('\\', '/')::contains))
                .filter(place -> !place.contains(CLASS_PATH_ONLY))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--module-path",
                modulePath,
                "--add-modules",
                OPTIONAL_LIBRARIES,
                "--module",
                "io.odradek.cli/io.odradek.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
