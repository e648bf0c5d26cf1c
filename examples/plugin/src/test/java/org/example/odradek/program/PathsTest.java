package org.example.odradek.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.PluginException;
import io.odradek.spi.plugin.PluginRegistry;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.example.odradek.bystate.ByStatePartitionerProvider;
import org.junit.jupiter.api.Test;

/** The same program finds the plug-in on the class path and on the module path, each in a JVM of its own. */
class PathsTest {
    private static final String MODULE = ByStatePartitionerProvider.class.getPackageName();

    @Test
    void classPath_plugin_isFoundByItsServiceFile() throws Exception {
        String classPath = join(placeOf(PathsTest.class), api(), spi(), plugin());
        assertThat(run("-cp", classPath)).containsExactly("by-state false", "Texas 0", "California 1", "Michigan 1");
    }

    @Test
    void modulePath_plugin_isFoundByItsDeclaration() throws Exception {
        String modulePath = join(api(), spi(), plugin());
        assertThat(run("--module-path", modulePath, "--add-modules", MODULE, "-cp", placeOf(PathsTest.class).toString()))
                .containsExactly("by-state true", "Texas 0", "California 1", "Michigan 1");
    }

    @Test
    void classPath_withoutThePlugin_errorSaysWhatToDo() throws Exception {
        String classPath = join(placeOf(PathsTest.class), api(), spi());
        assertThat(run("-cp", classPath))
                .anyMatch(line -> line.contains(PluginException.class.getName()) && line.contains("'by-state'") && line.contains("Add io.odradek"));
    }

    private static List<String> run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.add(AskForByState.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the program ended").isTrue();
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path api() throws URISyntaxException {
        return placeOf(PluginException.class);
    }

    private static Path spi() throws URISyntaxException {
        return placeOf(PluginRegistry.class);
    }

    private static Path plugin() throws URISyntaxException {
        return placeOf(ByStatePartitionerProvider.class);
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String join(Path... paths) {
        List<String> texts = new ArrayList<>();
        for (Path path : paths) {
            texts.add(path.toString());
        }
        return String.join(File.pathSeparator, texts);
    }
}
