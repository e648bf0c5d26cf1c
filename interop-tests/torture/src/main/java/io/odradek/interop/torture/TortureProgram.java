package io.odradek.interop.torture;

import io.odradek.cli.Main;
import java.util.List;

/**
 * The program {@code odradek} with kafka-clients on its class path, which the launcher starts for {@code odradek torture}.
 *
 * <p>Confined to one thread.
 */
public final class TortureProgram {
    private TortureProgram() {}

    /** Runs the command and ends the process. */
    public static void main(String[] args) {
        Main.run(List.of(new KafkaClients()), args);
    }
}
