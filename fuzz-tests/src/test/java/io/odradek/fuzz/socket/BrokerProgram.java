package io.odradek.fuzz.socket;

import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A broker that is told by its standard input what to do: {@code memory} prints the bytes in use, the end of input stops it. */
public final class BrokerProgram {
    static final String READY = "ready ";
    static final String MEMORY = "memory";
    /** What a frame may have; far less than by default, so that a small heap suffices. */
    static final int FRAME_SIZE_BYTES_MAX = 4 << 20;

    private BrokerProgram() {}

    /** Runs it on the folder that the first argument names. */
    public static void main(String[] arguments) throws IOException {
        BrokerConfig config = BrokerConfig.builder()
                .dataDirectory(Path.of(arguments[0]))
                .listen("127.0.0.1:0")
                .autoCreateTopics(false)
                .eventLoops(2)
                .set("socket.request.max.bytes", String.valueOf(FRAME_SIZE_BYTES_MAX))
                .build();
        try (Broker broker = Broker.start(config);
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(READY + broker.bootstrapServers());
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                if (command.equals(MEMORY)) {
                    System.out.println(usedBytes());
                }
            }
        }
    }

    private static long usedBytes() {
        System.gc();
        long usedBytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            usedBytes += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        return usedBytes;
    }
}
