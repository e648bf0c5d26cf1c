package io.odradek.fuzz;

import io.odradek.quorum.local.LocalQuorumProvider;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.Endpoint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The file of a quorum of one, under a machine that takes anything. An input is a byte of flags and the file; flag 1 repairs the CRC.
 *
 * <p>The quorum starts or says what is wrong. Where it started, indexes grow, it takes another command unless they are used up, and after a
 * restart everything is as it was.
 */
final class QuorumFileTarget implements FuzzTarget {
    static final int REPAIR_CRC = 1;
    private static final QuorumSettings SETTINGS =
            new QuorumSettings(7, List.of(new QuorumMember(7, new Endpoint("nowhere", 1))), 1_000_000_000L, 1_000_000_000L);
    /** Behind it there is no command. */
    private static final long INDEX_MAX = Long.MAX_VALUE / 2;

    private static final long ALLOCATED_BYTES_MIN = 16L << 20;
    private static final long ALLOCATED_BYTES_PER_BYTE_MAX = 400;

    /** An input of this file. */
    static byte[] input(int flags, byte[] file) {
        return new InputWriter().int8(flags).bytes(file).toBytes();
    }

    @Override
    public void read(byte[] input) {
        InputReader reader = new InputReader(input);
        boolean repair = (reader.int8() & REPAIR_CRC) != 0;
        byte[] content = new byte[input.length == 0 ? 0 : input.length - 1];
        reader.rest().get(content);
        byte[] file = repair ? HostileFiles.repaired(DataDirectoryTarget.COMMANDS, content) : content;
        Cost.within(ALLOCATED_BYTES_MIN + ALLOCATED_BYTES_PER_BYTE_MAX * input.length, () -> run(file));
    }

    /** Starts a quorum on the file, and once more when that went well; true when it did. */
    static boolean run(byte[] file) {
        VirtualFolder world = new VirtualFolder();
        world.putAll(Map.of(DataDirectoryTarget.COMMANDS, file));
        Optional<Chain> first = life(world);
        world.nextProcess();
        Optional<Chain> second = first.isPresent() ? life(world) : Optional.empty();
        if (first.isPresent() && (second.isEmpty() || !second.get().found.equals(first.get().last))) {
            throw new AssertionError("it left " + first.get().last + ", and found " + second.map(chain -> chain.found));
        }
        return first.isPresent();
    }

    /** Starts, takes a command and stops; empty when it did not start. */
    private static Optional<Chain> life(VirtualFolder world) {
        LogStorage storage = world.storage();
        world.await(() -> storage.open(world.loop)).orElse(null);
        MetadataQuorum quorum = new LocalQuorumProvider().create(
                PluginContext.of(Map.of()),
                SETTINGS,
                new QuorumHost(world.loop, world.process.workers(), storage, VirtualFolder.DIRECTORY));
        Chain chain = new Chain();
        boolean started = world.await(() -> quorum.start(chain).thenApply(done -> true)).isPresent();
        if (started) {
            chain.found = chain.last;
            Optional<Long> index = world.await(() -> quorum.submit(ByteBuffer.wrap(new byte[] {1, 2, 3})));
            if (index.isEmpty() ? chain.found.index != INDEX_MAX : index.get() != chain.last.index) {
                throw new AssertionError("command " + index + " was applied at " + chain.last.index);
            }
        }
        world.await(() -> quorum.close().thenApply(done -> true)).orElseThrow();
        world.await(() -> storage.close(world.loop).thenApply(done -> true)).orElseThrow();
        return started ? Optional.of(chain) : Optional.empty();
    }

    /** Where a machine is: at an index, with a checksum over everything up to it. */
    private record Link(long index, int sum) {}

    /** A machine whose state is a checksum over what it was given. */
    private static final class Chain implements QuorumMachine {
        private Link last = new Link(0, 0);
        private Link found = last;

        @Override
        public void apply(long index, ByteBuffer command) {
            if (index <= last.index) {
                throw new AssertionError("command " + index + " comes behind " + last.index);
            }
            CRC32C sum = new CRC32C();
            sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, last.sum));
            sum.update(command);
            last = new Link(index, (int) sum.getValue());
        }

        @Override
        public void restore(long index, ByteBuffer snapshot) {
            last = new Link(index, snapshot.remaining() < Integer.BYTES ? 0 : snapshot.getInt(0));
        }

        @Override
        public ByteBuffer snapshot() {
            return ByteBuffer.allocate(Integer.BYTES).putInt(0, last.sum);
        }

        @Override
        public void led(Leadership leadership) {}
    }
}
