package io.odradek.spi.tck.partitioner;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.tck.plugin.Rejection;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartitionerContractTest {
    private static final String RULES = "provider_followsTheRulesOfProviders";

    @Test
    void contract_goodPartitioner_isAccepted() {
        assertThat(Rejection.failedRulesOf(Good.class)).isEmpty();
    }

    @Test
    void contract_negativePartition_isRejectedByP1() {
        assertThat(Rejection.failedRulesOf(Negative.class)).contains("P1_anyRecordAndTopic_answerIsInRange");
    }

    @Test
    void contract_partitionTooLarge_isRejectedByP1() {
        assertThat(Rejection.failedRulesOf(TooLarge.class)).contains("P1_anyRecordAndTopic_answerIsInRange");
    }

    @Test
    void contract_keyFollowsLeaders_isRejectedByP2() {
        assertThat(Rejection.failedRulesOf(FollowsLeaders.class)).containsExactly("P2_sameKey_samePartitionWhateverElseChanges");
    }

    @Test
    void contract_nullKeyThrows_isRejectedByP3() {
        assertThat(Rejection.failedRulesOf(NullThrows.class)).contains("P3_nullAndEmpty_areAnswered");
    }

    @Test
    void contract_keyIsChanged_isRejectedByP4() {
        assertThat(Rejection.failedRulesOf(ChangesKey.class)).contains("P4_arrays_areNotChanged");
    }

    @Test
    void contract_keyIsKept_isRejectedByP4() {
        assertThat(Rejection.failedRulesOf(KeepsKey.class)).contains("P4_arrays_areNotKept");
    }

    @Test
    void contract_waits_isRejectedByP5() {
        assertThat(Rejection.failedRulesOf(Waits.class)).contains("P5_itDoesNotBlock");
    }

    @Test
    void contract_countIsRemembered_isRejectedByP6() {
        assertThat(Rejection.failedRulesOf(RemembersLastPartition.class)).contains("P6_topicGrows_answersStayInRange");
    }

    @Test
    void contract_chanceOfItsOwn_isRejectedByP7() {
        assertThat(Rejection.failedRulesOf(OwnChance.class)).containsExactly("P7_sameChanceAndCalls_sameAnswers");
    }

    @Test
    void contract_claimsNotToPlaceKeysButDoes_isRejectedByP2() {
        assertThat(Rejection.failedRulesOf(ClaimsFreedom.class)).containsExactly("P2_sameKey_samePartitionWhateverElseChanges");
    }

    @Test
    void contract_nameWithSpaceAndOldLevel_isRejected() {
        assertThat(Rejection.failedRulesOf(BadName.class)).containsExactly(RULES);
        assertThat(Rejection.failedRulesOf(OldLevel.class)).containsExactly(RULES);
        assertThat(Rejection.failedRulesOf(HiddenProvider.class)).containsExactly(RULES);
    }

    private static int place(byte @Nullable [] key, int partitionCount) {
        return key == null ? 0 : Math.floorMod(Arrays.hashCode(key), partitionCount);
    }

    /** A contract test of a partitioner that is written as a lambda. */
    abstract static class Tested extends PartitionerContract {
        abstract Partitioner partitioner(PluginContext context);

        @Override
        protected PartitionerProvider provider() {
            return new Provider(this);
        }
    }

    /** A proper provider of any partitioner. */
    public static final class Provider implements PartitionerProvider {
        private final @Nullable Tested tested;

        /** As every provider has it. */
        public Provider() {
            this(null);
        }

        Provider(@Nullable Tested tested) {
            this.tested = tested;
        }

        @Override
        public String name() {
            return "tested";
        }

        @Override
        public int contractLevel() {
            return LEVEL;
        }

        @Override
        public Partitioner create(PluginContext context) {
            return tested == null ? (key, value, topic) -> 0 : tested.partitioner(context);
        }
    }

    static class Good extends Tested {
        @Override
        Partitioner partitioner(PluginContext context) {
            return (key, value, topic) -> key == null ? context.random().nextInt(topic.partitionCount()) : place(key, topic.partitionCount());
        }
    }

    static class Negative extends Tested {
        @Override
        Partitioner partitioner(PluginContext context) {
            return (key, value, topic) -> key == null ? 0 : Arrays.hashCode(key) % topic.partitionCount();
        }
    }

    static class TooLarge extends Tested {
        @Override
        Partitioner partitioner(PluginContext context) {
            return (key, value, topic) -> context.random().nextInt(topic.partitionCount() + 1);
        }
    }

    static class FollowsLeaders extends Tested {
        @Override
        Partitioner partitioner(PluginContext context) {
            return (key, value, topic) -> {
                int partition = place(key, topic.partitionCount());
                return topic.hasLeader(partition) ? partition : (partition + 1) % topic.partitionCount();
            };
        }
    }

    static class NullThrows extends Tested {
        @Override
        Partitioner partitioner(PluginContext context) {
            return (key, value, topic) -> place(java.util.Objects.requireNonNull(key), topic.partitionCount());
        }
    }

    static class ChangesKey extends Tested {
        @Override
        Partitioner partitioner(PluginContext context) {
            return (key, value, topic) -> {
                int partition = place(key, topic.partitionCount());
                if (key != null) {
                    Arrays.sort(key);
                }
                return partition;
            };
        }
    }

    static class KeepsKey extends Tested {
        @Override
        Partitioner partitioner(PluginContext context) {
            Map<byte[], Integer> places = new IdentityHashMap<>();
            return (key, value, topic) -> {
                synchronized (places) {
                    return key == null ? 0 : places.computeIfAbsent(key, seen -> place(seen, topic.partitionCount())) % topic.partitionCount();
                }
            };
        }
    }

    static class Waits extends Tested {
        @Override
        Partitioner partitioner(PluginContext context) {
            return (key, value, topic) -> {
                if (Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(1);
                    Thread.interrupted();
                }
                return place(key, topic.partitionCount());
            };
        }
    }

    static class RemembersLastPartition extends Tested {
        @Override
        Partitioner partitioner(PluginContext context) {
            AtomicInteger last = new AtomicInteger();
            return (key, value, topic) -> key == null ? last.get() : last.updateAndGet(before -> place(key, topic.partitionCount()));
        }
    }

    static class OwnChance extends Tested {
        @Override
        Partitioner partitioner(PluginContext context) {
            return (key, value, topic) -> key == null
                    ? ThreadLocalRandom.current().nextInt(topic.partitionCount())
                    : place(key, topic.partitionCount());
        }
    }

    static class ClaimsFreedom extends Good {
        @Override
        protected boolean placesKeysByTheirBytes() {
            return false;
        }
    }

    static class BadName extends PartitionerContract {
        @Override
        protected PartitionerProvider provider() {
            return new BadNameProvider();
        }
    }

    /** Its name is not a name. */
    public static final class BadNameProvider implements PartitionerProvider {
        /** As every provider has it. */
        public BadNameProvider() {}

        @Override
        public String name() {
            return "My Partitioner";
        }

        @Override
        public int contractLevel() {
            return LEVEL;
        }

        @Override
        public Partitioner create(PluginContext context) {
            return (key, value, topic) -> place(key, topic.partitionCount());
        }
    }

    static class OldLevel extends PartitionerContract {
        @Override
        protected PartitionerProvider provider() {
            return new OldLevelProvider();
        }
    }

    /** Made for another level. */
    public static final class OldLevelProvider implements PartitionerProvider {
        /** As every provider has it. */
        public OldLevelProvider() {}

        @Override
        public String name() {
            return "old";
        }

        @Override
        public int contractLevel() {
            return LEVEL - 1;
        }

        @Override
        public Partitioner create(PluginContext context) {
            return (key, value, topic) -> place(key, topic.partitionCount());
        }
    }

    static class HiddenProvider extends PartitionerContract {
        @Override
        protected PartitionerProvider provider() {
            return new NotPublic();
        }
    }

    /** No loader could create it. */
    private static final class NotPublic implements PartitionerProvider {
        @Override
        public String name() {
            return "hidden";
        }

        @Override
        public int contractLevel() {
            return LEVEL;
        }

        @Override
        public Partitioner create(PluginContext context) {
            return (key, value, topic) -> place(key, topic.partitionCount());
        }
    }
}
