package io.odradek.cli.process;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a cluster, which one process at a time runs, with {@code cluster.json}: {@code
 * {"brokers":[{"id","address","pid"}]}}, where {@code pid} is null of a broker that does not run.
 *
 * <p>Confined to one thread.
 */
public final class ClusterDirectory implements AutoCloseable {
    private static final String FILE = "cluster.json";
    private static final String LOCK = "cluster.lock";

    private final Path directory;
    private final FileChannel lockFile;

    private ClusterDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Takes a directory, which is created when it does not exist.
     *
     * @throws CommandFailure when another process has it, or it holds something else
     */
    public static ClusterDirectory open(Path directory) {
        try {
            if (Files.exists(directory) && !Files.isDirectory(directory)) {
                throw CommandFailure.usage(directory + " is a file, not a directory for a cluster");
            }
            if (Files.isDirectory(directory) && !Files.exists(directory.resolve(FILE)) && holdsOther(directory)) {
                throw CommandFailure.usage("the directory " + directory + " is not empty and has no " + FILE
                        + ", so it is no cluster's: name another with --data-dir");
            }
            Files.createDirectories(directory);
            FileChannel lockFile =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(lockFile) == null) {
                lockFile.close();
                throw CommandFailure.failed("the cluster in " + directory + " is run by another process already");
            }
            return new ClusterDirectory(directory, lockFile);
        } catch (IOException failed) {
            throw CommandFailure.failed("the directory " + directory + " cannot be used: " + failed, failed);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException mine) {
            return null;
        }
    }

    private static boolean holdsOther(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().equals(LOCK)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The ids of the brokers that it was used for; empty when it is new. */
    public List<Integer> knownIds() {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Integer> ids = new ArrayList<>();
            JsonNode root = new ObjectMapper().readTree(file.toFile());
            root.path("brokers").forEach(broker -> ids.add(broker.path("id").asInt()));
            if (ids.isEmpty()) {
                throw CommandFailure.failed(file + " names no brokers: delete it if it is not a cluster's");
            }
            return ids;
        } catch (IOException malformed) {
            throw CommandFailure.failed(file + " cannot be read: " + malformed.getMessage(), malformed);
        }
    }

    /**
     * Finds whether the plan is for the cluster that is here, and whether its ports are free.
     *
     * @throws CommandFailure when not
     */
    public void check(ClusterPlan plan) {
        List<Integer> known = knownIds();
        List<Integer> planned = plan.brokers().stream().map(BrokerSite::id).toList();
        if (!known.isEmpty() && !known.equals(planned)) {
            throw CommandFailure.usage("the directory " + directory + " holds a cluster of " + known.size() + " brokers, " + known
                    + ", whose number cannot be changed: start it with --brokers " + known.size() + ", or name another directory");
        }
        SortedSet<Integer> taken = new TreeSet<>();
        for (BrokerSite site : plan.brokers()) {
            for (int port : new int[] {site.listen().port(), site.quorum().port()}) {
                if (!FreePorts.isFree(port)) {
                    taken.add(port);
                }
            }
        }
        if (!taken.isEmpty()) {
            throw CommandFailure.failed("something listens already on " + (taken.size() == 1 ? "port " + taken.first() : "the ports " + taken)
                    + "; choose other ports with --base-port");
        }
    }

    /** Writes {@code cluster.json} as the brokers are now. */
    public void write(BrokerFleet fleet) {
        Path file = directory.resolve(FILE);
        Path fresh = directory.resolve(FILE + ".new");
        try {
            try (JsonGenerator json = new ObjectMapper().createGenerator(Files.newOutputStream(fresh))) {
                json.writeStartObject();
                json.writeArrayFieldStart("brokers");
                for (BrokerProcess process : fleet.all()) {
                    json.writeStartObject();
                    json.writeNumberField("id", process.site().id());
                    json.writeStringField("address", process.site().advertised().toString());
                    if (process.pid().isPresent()) {
                        json.writeNumberField("pid", process.pid().getAsLong());
                    } else {
                        json.writeNullField("pid");
                    }
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw CommandFailure.failed(file + " cannot be written: " + failed.getMessage(), failed);
        }
    }

    /** Lets go of the directory. Idempotent. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException failed) {
            throw CommandFailure.failed("the lock of " + directory + " cannot be given back: " + failed.getMessage(), failed);
        }
    }
}
