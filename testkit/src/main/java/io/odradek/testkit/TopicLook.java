package io.odradek.testkit;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.client.ClientSettings;
import io.odradek.client.ClusterClient;
import io.odradek.client.TopicMetadata;
import io.odradek.client.admin.Admin;
import io.odradek.client.reader.OffsetPoint;
import io.odradek.client.reader.PartitionReader;
import io.odradek.client.reader.PartitionSlice;
import io.odradek.client.reader.ReadRecord;
import io.odradek.client.reader.ReadSettings;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a whole topic once, over a connection of its own. Confined to the thread that calls it. */
final class TopicLook {
    private static final String NAME = "odradek-test-look";
    private static final int TIMEOUT_MS = 30_000;

    private final PluginRegistry plugins;
    private final String transport;
    private final Endpoint broker;
    private final PluginContext context = PluginContext.of(Map.of());

    TopicLook(PluginRegistry plugins, String transport, String bootstrapServers) {
        this.plugins = plugins;
        this.transport = transport;
        this.broker = Endpoint.parse(bootstrapServers);
    }

    List<ReadRecord> records(String topic) {
        try (Workers workers = Workers.threads(NAME, 1);
                Transport connections = plugins.create(
                        Contract.TRANSPORT,
                        transport,
                        provider -> provider.create(context, new TransportSettings(NAME, 1), workers));
                ClusterClient cluster = new ClusterClient(
                        connections, connections.eventLoops().get(0), ClientSettings.of(NAME), List.of(broker), false)) {
            return await(new Admin(cluster, TIMEOUT_MS).listTopics()).stream()
                    .filter(found -> found.name().equals(topic))
                    .findFirst()
                    .map(found -> read(cluster, found))
                    .orElse(List.of());
        }
    }

    private List<ReadRecord> read(ClusterClient cluster, TopicMetadata topic) {
        PartitionReader reader = new PartitionReader(cluster, CodecLookup.of(codecs()), ReadSettings.standard());
        List<TopicPartition> partitions = topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.index()))
                .toList();
        Map<TopicPartition, Long> positions = new TreeMap<>(await(reader.offsets(partitions, OffsetPoint.START)));
        Map<TopicPartition, Long> ends = await(reader.offsets(partitions, OffsetPoint.END));
        Map<TopicPartition, List<ReadRecord>> found = new TreeMap<>();
        positions.entrySet().removeIf(entry -> entry.getValue() >= ends.getOrDefault(entry.getKey(), 0L));
        while (!positions.isEmpty()) {
            for (PartitionSlice slice : await(reader.read(positions)).values()) {
                found.computeIfAbsent(slice.partition(), absent -> new ArrayList<>()).addAll(slice.records());
                positions.put(slice.partition(), slice.nextOffset());
            }
            positions.entrySet().removeIf(entry -> entry.getValue() >= ends.getOrDefault(entry.getKey(), 0L));
        }
        return found.values().stream().flatMap(List::stream).toList();
    }

    private List<CompressionCodec> codecs() {
        return plugins.found(Contract.COMPRESSION_CODEC).stream()
                .filter(codec -> codec.provider().unavailable().isEmpty())
                .map(codec -> PluginRegistry.create(codec, provider -> provider.create(context)))
                .toList();
    }

    private <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OdradekException known) {
                throw known;
            }
            throw new OdradekException(ErrorCode.UNKNOWN_SERVER_ERROR, "the test broker at " + broker + " cannot be read", failed.getCause());
        } catch (TimeoutException late) {
            throw new OdradekException(
                    ErrorCode.REQUEST_TIMED_OUT, "the test broker at " + broker + " did not answer within " + TIMEOUT_MS + " ms", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OdradekException(ErrorCode.CLOSED, "the wait for the test broker at " + broker + " was interrupted", interrupted);
        }
    }
}
