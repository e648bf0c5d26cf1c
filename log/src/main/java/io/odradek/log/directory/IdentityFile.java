package io.odradek.log.directory;

import io.odradek.api.CorruptDataException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.log.checkpoint.Checkpoint;
import io.odradek.log.checkpoint.CheckpointFile;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.StorageFolder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The file {@code meta.properties}: whose directory it is, and in which format.
 *
 * <p>Confined to the directory's event loop; futures complete there.
 */
final class IdentityFile {
    private static final String NAME = "meta.properties";
    private static final String KIND = "data directory";
    private static final int FORMAT_VERSION = 1;
    private static final String CLUSTER_ID = "cluster.id=";
    private static final String NODE_ID = "node.id=";
    private static final String DIRECTORY_ID = "directory.id=";

    private final CheckpointFile file;

    IdentityFile(StorageFolder root) {
        this.file = new CheckpointFile(root, NAME, KIND, FORMAT_VERSION);
    }

    /** The identity of this directory, which is written when it has none; fails when it is another than wanted. */
    CompletableFuture<DirectoryIdentity> take(ClusterChoice choice, int nodeId, RandomSource random) {
        return file.read().thenCompose(found -> {
            Optional<DirectoryIdentity> known = found.map(IdentityFile::parse);
            known.ifPresent(identity -> requireNode(identity, nodeId));
            return choice.clusterId(known.map(DirectoryIdentity::clusterId), KafkaUuids.next(random)).thenCompose(clusterId -> {
                known.ifPresent(identity -> requireCluster(identity, clusterId));
                return known.isPresent()
                        ? CompletableFuture.completedFuture(known.get())
                        : write(new DirectoryIdentity(clusterId, nodeId, KafkaUuids.next(random)));
            });
        });
    }

    private CompletableFuture<DirectoryIdentity> write(DirectoryIdentity fresh) {
        return file.write(file.of(List.of(
                        CLUSTER_ID + fresh.clusterId(), NODE_ID + fresh.nodeId(), DIRECTORY_ID + fresh.directoryId())))
                .thenApply(written -> fresh);
    }

    private static DirectoryIdentity parse(Checkpoint checkpoint) {
        String nodeId = value(checkpoint, NODE_ID);
        try {
            return new DirectoryIdentity(
                    value(checkpoint, CLUSTER_ID), Integer.parseInt(nodeId), value(checkpoint, DIRECTORY_ID));
        } catch (NumberFormatException notNumber) {
            throw new CorruptDataException("The file " + NAME + " has a node.id that is no number: " + nodeId, notNumber);
        }
    }

    private static String value(Checkpoint checkpoint, String key) {
        return checkpoint.lines().stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> line.substring(key.length()))
                .orElseThrow(() -> new CorruptDataException("The file " + NAME + " has no " + key));
    }

    private static void requireCluster(DirectoryIdentity known, String clusterId) {
        if (!clusterId.equals(known.clusterId())) {
            throw new OdradekException(
                    ErrorCode.INCONSISTENT_CLUSTER_ID,
                    "The data directory belongs to the cluster " + known.clusterId() + ", this broker to " + clusterId
                            + ": give the broker another data directory, or the cluster.id of this one");
        }
    }

    private static void requireNode(DirectoryIdentity known, int nodeId) {
        if (nodeId != known.nodeId()) {
            throw new OdradekException(
                    ErrorCode.INVALID_SETTING,
                    "The data directory belongs to node " + known.nodeId() + " of its cluster, this broker is node " + nodeId
                            + ": give the broker another data directory, or node.id=" + known.nodeId());
        }
    }
}
