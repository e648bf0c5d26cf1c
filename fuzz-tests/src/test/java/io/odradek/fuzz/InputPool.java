package io.odradek.fuzz;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Gives others the inputs of the corpus, and changes to bytes of theirs. Thread-safe. */
public final class InputPool {
    private static final List<byte[]> RECORDS = List.copyOf(RecordSeeds.records().byName().values());
    private static final int BOMB_SIZE_BYTES = 32 << 20;
    private static final List<ByteBuffer> BOMBS = Codecs.ALL.stream()
            .filter(codec -> codec.id() == 1 || codec.id() == 4)
            .map(codec -> Samples.bomb(BOMB_SIZE_BYTES, codec))
            .toList();

    private InputPool() {}

    /** The bytes of a partition: sound, lying, changed, or a bomb. */
    public static ByteBuffer records(Random random) {
        if (random.nextInt(40) == 0) {
            return BOMBS.get(random.nextInt(BOMBS.size())).duplicate();
        }
        byte[] input = RECORDS.get(random.nextInt(RECORDS.size()));
        ByteBuffer records = ByteBuffer.wrap(input, 1, input.length - 1).slice();
        return random.nextInt(3) == 0 ? ByteBuffer.wrap(changed(records, random)) : records;
    }

    /** A changed copy. */
    public static byte[] changed(ByteBuffer bytes, Random random) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Mutation.of(copy, random);
    }
}
