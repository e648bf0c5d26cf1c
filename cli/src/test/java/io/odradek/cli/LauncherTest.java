package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a tree of its own, with a Maven and a Java that only tell that they were called. */
@Timeout(60)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../odradek");
    private static final String BUILDING = "odradek: building, because this is the first run or the sources have changed ...";

    @TempDir
    Path folder;

    private Path home;
    private Path source;

    @BeforeEach
    void plantTree() throws IOException {
        home = Files.createDirectory(folder.resolve("a tree"));
        Files.copy(LAUNCHER, home.resolve("odradek"));
        Files.createFile(home.resolve("pom.xml"));
        source = Files.createDirectories(home.resolve("cli/src/main/java")).resolve("Main.java");
        Files.createFile(source);
        maven("mkdir -p cli/target/lib && touch cli/target/odradek-cli-1.jar");
        script("jdk/bin/java", "for argument; do echo \"$argument\"; done");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    @Test
    void launcher_treeNotBuilt_buildsItOnceAndSaysSo() throws Exception {
        Outcome first = launch("topics", "a b");
        assertThat(first.lines).startsWith(BUILDING).endsWith("io.odradek.cli.Main", "topics", "a b");
        assertThat(first.exitCode).isZero();

        assertThat(launch("topics").lines).doesNotContain(BUILDING).contains("io.odradek.cli.Main");
    }

    @Test
    void launcher_sourceChangedSinceTheBuild_buildsAgain() throws Exception {
        launch("topics");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(launch("topics").lines).startsWith(BUILDING);
    }

    @Test
    void launcher_buildThatFails_endsWith1AndStartsNothing() throws Exception {
        maven("echo '[ERROR] no such thing'; exit 1");

        Outcome failed = launch("topics");

        assertThat(failed.lines).containsExactly(BUILDING, "[ERROR] no such thing", "odradek: the build failed");
        assertThat(failed.exitCode).isEqualTo(1);
    }

    @Test
    void launcher_javaTooOld_isToldBeforeAnythingIsBuilt() throws Exception {
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");

        Outcome refused = launch("topics");

        assertThat(refused.lines).containsExactly("odradek: " + folder.resolve("jdk/bin/java") + " is version 11; JDK 17 or newer is needed");
        assertThat(refused.exitCode).isEqualTo(1);
    }

    @Test
    void launcher_newerJava_mayLoadNativeLibraries() throws Exception {
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");

        assertThat(launch("topics").lines).contains("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void launcher_bench_buildsAndRunsTheRacesOnAClassPathOfTheirOwn() throws Exception {
        maven("echo \"$@\" > told; mkdir -p benchmarks/target && echo races.jar > benchmarks/target/class-path");

        Outcome bench = launch("bench", "--rounds", "1");

        assertThat(bench.lines).startsWith(BUILDING).endsWith("io.odradek.benchmarks.race.Bench", "--rounds", "1");
        assertThat(bench.lines).contains(home + "/benchmarks/target/classes:races.jar", "-Dodradek.home=" + home);
        assertThat(Files.readString(home.resolve("told"))).contains("-pl benchmarks,interop-tests/runtimes/kafka-broker");
        assertThat(launch("bench").lines).doesNotContain(BUILDING);
    }

    @Test
    void launcher_torture_runsWithKafkasClientAndItsBrokersWithout() throws Exception {
        maven("echo \"$@\" > told; mkdir -p cli/target/lib interop-tests/torture/target && touch cli/target/odradek-cli-1.jar"
                + " && echo cli.jar:kafka-clients.jar > interop-tests/torture/target/class-path");

        Outcome torture = launch("torture", "--minutes", "1");

        assertThat(torture.lines).startsWith(BUILDING).endsWith("io.odradek.interop.torture.TortureProgram", "torture", "--minutes", "1");
        assertThat(torture.lines).contains(
                home + "/interop-tests/torture/target/classes:cli.jar:kafka-clients.jar",
                "-Dodradek.class.path=" + home + "/cli/target/odradek-cli-1.jar:" + home + "/cli/target/lib/*");
        assertThat(Files.readString(home.resolve("told"))).contains("-pl interop-tests/torture");
        assertThat(launch("torture").lines).doesNotContain(BUILDING);
    }

    @Test
    void launcher_anyOtherCommand_hasNothingOfKafkaOnItsClassPath() throws Exception {
        assertThat(launch("topics").lines)
                .noneMatch(line -> line.contains("benchmarks") || line.contains("kafka") || line.contains("interop-tests"));
    }

    private record Outcome(int exitCode, List<String> lines) {}

    /** From another directory, as a link. */
    private Outcome launch(String... arguments) throws IOException, InterruptedException {
        Path link = folder.resolve("link");
        if (Files.notExists(link)) {
            Files.createSymbolicLink(link, Path.of("a tree/odradek"));
        }
        List<String> command = new ArrayList<>(List.of("bash", link.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().remove("ODRADEK_JAVA_OPTS");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out.lines().toList());
    }

    private void maven(String body) throws IOException {
        script("bin/mvn", body);
    }

    private void script(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
