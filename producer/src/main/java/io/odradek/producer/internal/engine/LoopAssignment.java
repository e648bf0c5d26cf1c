package io.odradek.producer.internal.engine;

import io.odradek.producer.internal.send.SendLoop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which broker is spoken to on which loop: in turn, as brokers appear. Confined to the first event loop. */
final class LoopAssignment {
    private final List<SendLoop> loops;
    private final Map<Integer, SendLoop> byNode = new LinkedHashMap<>();

    LoopAssignment(List<SendLoop> loops) {
        this.loops = List.copyOf(loops);
    }

    SendLoop loopOf(int nodeId) {
        return byNode.computeIfAbsent(nodeId, id -> loops.get(byNode.size() % loops.size()));
    }
}
