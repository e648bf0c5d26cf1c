package io.odradek.partitioners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vectors from librdkafka's own tests (rdmurmur2.c, rdfnv1a.c) and, for CRC-32, the check value of IEEE 802.3. */
class KeyHashTest {
    @Test
    void murmur2_knownVectors_agree() {
        assertThat(hashes(KeyHash.MURMUR2, "kafka", "giberish123456789", "1234", "234", "34", "4", ""))
                .containsExactly(0xd067cf64, 0x8f552b0c, 0x9fc97b14, 0xe7c009ca, 0x873930da, 0x5a4b5ca1, 0x106e08d9);
    }

    @Test
    void fnv1a_knownVectors_agree() {
        assertThat(hashes(KeyHash.FNV1A, "kafka", "1234", "")).containsExactly(0x0d33c4e1, 0x023bdd03, 0x7ee3623b);
    }

    @Test
    void crc32_checkValue_agrees() {
        assertThat(hashes(KeyHash.CRC32, "123456789", "")).containsExactly(0xcbf43926, 0);
    }

    @Test
    void partition_hashWithTopBitSet_isTakenAsEachClientTakesIt() {
        byte[] key = "kafka".getBytes(StandardCharsets.US_ASCII);
        assertThat(KeyHash.MURMUR2.partition(key, 1000)).isEqualTo((0xd067cf64 & 0x7fffffff) % 1000);
        byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(KeyHash.CRC32.partition(check, 1000)).isEqualTo((int) (0xcbf43926L % 1000));
        assertThat(KeyHash.FNV1A.partition(new byte[0], 1000)).isEqualTo(0x7ee3623b % 1000);
    }

    @Test
    void partition_everyCount_staysInRange() {
        Map<KeyHash, Integer> seen = new LinkedHashMap<>();
        for (KeyHash hash : KeyHash.values()) {
            for (int count = 1; count < 200; count++) {
                for (int key = 0; key < 50; key++) {
                    byte[] bytes = Integer.toString(key * 7919).getBytes(StandardCharsets.US_ASCII);
                    assertThat(hash.partition(bytes, count)).isBetween(0, count - 1);
                    seen.merge(hash, 1, Integer::sum);
                }
            }
        }
        assertThat(seen).hasSize(3);
    }

    private static int[] hashes(KeyHash hash, String... keys) {
        int[] hashes = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            hashes[i] = hash.hash(keys[i].getBytes(StandardCharsets.US_ASCII));
        }
        return hashes;
    }
}
