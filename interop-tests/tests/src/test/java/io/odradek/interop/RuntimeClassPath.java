package io.odradek.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The class path of a foreign program, as the build of its runtime module wrote it. */
enum RuntimeClassPath {
    KAFKA_BROKER("kafka-broker", "kafka_2.13"),
    CLIENTS_CURRENT("clients-current", "kafka-clients"),
    CLIENTS_3_9("clients-3-9", "kafka-clients"),
    CLIENTS_2_8("clients-2-8", "kafka-clients");

    private final String module;
    private final String artifact;

    RuntimeClassPath(String module, String artifact) {
        this.module = module;
        this.artifact = artifact;
    }

    /** The version of what it is there for, as the name of its jar has it. */
    String version() {
        Matcher jar = Pattern.compile(Pattern.quote(artifact) + "-([0-9.]+)\\.jar").matcher(text());
        if (!jar.find()) {
            throw new IllegalStateException("the class path of " + module + " has no " + artifact);
        }
        return jar.group(1);
    }

    String text() {
        Path file = Path.of("..", "runtimes", module, "target", "class-path").toAbsolutePath().normalize();
        try {
            return Files.readString(file).trim();
        } catch (IOException absent) {
            throw new UncheckedIOException("build the module interop-tests/runtimes/" + module + " first: it writes " + file, absent);
        }
    }
}
