package io.odradek.controller.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.controller.PartitionRegistration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ElectionTest {
    private static final int MIN = 2;
    private static final PartitionRegistration HEALTHY =
            PartitionRegistration.created(List.of(1, 2, 3), List.of(1, 2, 3), 1);

    private static PartitionRegistration after(PartitionRegistration before, Integer... usable) {
        return new Election(before, MIN, Set.of(usable)::contains).afterChangeOfBrokers();
    }

    @Test
    void afterChangeOfBrokers_nobodyLeft_changesNothing() {
        assertThat(after(HEALTHY, 1, 2, 3)).isSameAs(HEALTHY);
    }

    @Test
    void afterChangeOfBrokers_followerGone_keepsTheLeaderAndItsEpoch() {
        PartitionRegistration after = after(HEALTHY, 1, 2);

        assertThat(after.leader()).isEqualTo(1);
        assertThat(after.inSync()).containsExactly(1, 2);
        assertThat(after.leaderEpoch()).isEqualTo(HEALTHY.leaderEpoch());
        assertThat(after.partitionEpoch()).isEqualTo(HEALTHY.partitionEpoch() + 1);
        assertThat(after.eligible()).as("enough are in sync").isEmpty();
    }

    @Test
    void afterChangeOfBrokers_leaderGone_electsTheNextInSyncInANewEpoch() {
        PartitionRegistration after = after(HEALTHY, 2, 3);

        assertThat(after.leader()).isEqualTo(2);
        assertThat(after.leaderEpoch()).isEqualTo(HEALTHY.leaderEpoch() + 1);
    }

    @Test
    void afterChangeOfBrokers_tooFewLeft_remembersWhoIsEligible() {
        PartitionRegistration after = after(HEALTHY, 3);

        assertThat(after.leader()).isEqualTo(3);
        assertThat(after.inSync()).containsExactly(3);
        assertThat(after.eligible()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void afterChangeOfBrokers_allGone_nobodyLeadsAndTheFirstEligibleToComeBackDoes() {
        PartitionRegistration nobody = after(after(HEALTHY, 3));
        assertThat(nobody.hasLeader()).isFalse();
        assertThat(nobody.inSync()).isEmpty();
        assertThat(nobody.eligible()).containsExactlyInAnyOrder(1, 2, 3);

        PartitionRegistration back = after(nobody, 2);

        assertThat(back.leader()).isEqualTo(2);
        assertThat(back.inSync()).containsExactly(2);
        assertThat(back.eligible()).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void afterChangeOfBrokers_replicaOutOfSyncAlone_doesNotLead() {
        PartitionRegistration withoutThree = after(HEALTHY, 1, 2);

        PartitionRegistration after = after(withoutThree, 3);

        assertThat(after.hasLeader()).as("3 may miss records").isFalse();
    }

    @Test
    void withoutEligible_everybodyWasUnclean_onlyTheLastLeaderLeads() {
        PartitionRegistration nobody = after(after(HEALTHY, 3));
        PartitionRegistration excluded = nobody;
        for (int broker : List.of(1, 2, 3)) {
            excluded = new Election(excluded, MIN, id -> false).withoutEligible(broker, false);
        }
        assertThat(excluded.eligible()).isEmpty();

        assertThat(after(excluded, 1, 2).hasLeader()).isFalse();
        assertThat(after(excluded, 1, 2, 3).leader()).isEqualTo(3);
    }

    @Test
    void withoutEligible_lastLeaderLostItsDirectory_nobodyLeadsUntilAPersonAsks() {
        PartitionRegistration nobody = after(after(HEALTHY, 3));
        PartitionRegistration excluded = nobody;
        for (int broker : List.of(1, 2, 3)) {
            excluded = new Election(excluded, MIN, id -> false).withoutEligible(broker, true);
        }

        PartitionRegistration back = after(excluded, 1, 2, 3);
        assertThat(back.hasLeader()).isFalse();
        assertThat(new Election(back, MIN, id -> true).unclean().leader()).isEqualTo(1);
    }

    @Test
    void withInSync_enoughAgain_forgetsWhoIsEligible() {
        PartitionRegistration alone = after(HEALTHY, 3);

        PartitionRegistration grown = new Election(alone, MIN, id -> true).withInSync(List.of(3, 2));

        assertThat(grown.inSync()).containsExactly(2, 3);
        assertThat(grown.eligible()).isEmpty();
        assertThat(grown.leader()).isEqualTo(3);
    }

    @Test
    void preferred_preferredReplicaInSync_leads() {
        PartitionRegistration moved = after(HEALTHY, 2, 3);
        PartitionRegistration grown = new Election(moved, MIN, id -> true).withInSync(List.of(1, 2, 3));

        assertThat(new Election(grown, MIN, id -> true).preferred().leader()).isEqualTo(1);
        assertThat(new Election(moved, MIN, id -> true).preferred()).as("1 is not in sync").isSameAs(moved);
    }
}
