package io.odradek.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class path of a foreign program, as the build of its runtime module wrote it. */
enum RuntimeClassPath {
    KAFKA_BROKER("kafka-broker"),
    CLIENTS_CURRENT("clients-current"),
    CLIENTS_3_9("clients-3-9"),
    CLIENTS_2_8("clients-2-8");

    private final String module;

    RuntimeClassPath(String module) {
        this.module = module;
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
