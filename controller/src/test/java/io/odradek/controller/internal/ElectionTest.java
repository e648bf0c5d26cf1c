package io.odradek.controller.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.controller.image.PartitionRegistration;
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

    private static PartitionRegistration everybodyUnclean(boolean emptied) {
        PartitionRegistration partition = after(after(HEALTHY, 3));
        for (int broker : List.of(1, 2, 3)) {
            partition = new Election(partition, MIN, id -> false).withoutEligible(broker, emptied);
        }
        return partition;
    }

    private static PartitionRegistration offer(PartitionRegistration partition, int broker, int lastEpoch, long endOffset) {
        return new Election(partition, MIN, id -> true)
                .offered(new PartitionRegistration.Offer(broker, lastEpoch, endOffset));
    }

    @Test
    void offered_everybodyWasUnclean_theOneWithTheMostOfEnoughLeads() {
        PartitionRegistration unclean = everybodyUnclean(false);
        assertThat(unclean.eligible()).isEmpty();
        assertThat(unclean.lastEligible()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(after(unclean, 1, 2, 3).hasLeader()).isFalse();

        PartitionRegistration one = offer(unclean, 3, 1, 5);
        assertThat(one.hasLeader()).as("one alone may have lost records").isFalse();
        assertThat(one.asksFor(3)).isFalse();
        assertThat(one.asksFor(1)).isTrue();

        assertThat(offer(one, 1, 1, 9).leader()).isEqualTo(1);
        assertThat(offer(one, 1, 0, 9).leader()).as("an earlier epoch is less").isEqualTo(3);
    }

    @Test
    void withoutEligible_allDirectoriesAreOthers_nobodyLeadsUntilAPersonAsks() {
        PartitionRegistration back = after(everybodyUnclean(true), 1, 2, 3);
        assertThat(back.hasLeader()).isFalse();
        assertThat(back.lastEligible()).isEmpty();
        assertThat(new Election(back, MIN, id -> true).unclean().leader()).isEqualTo(1);
    }

    @Test
    void unclean_replicasHaveSaidWhatTheyHave_theLivingOneWithTheMostLeads() {
        PartitionRegistration back = after(everybodyUnclean(true), 1, 2, 3);
        assertThat(back.asksFor(2)).as("whoever is chosen later, it is known then what each has").isTrue();

        PartitionRegistration told = offer(offer(offer(back, 1, -1, 0), 2, 1, 5), 3, 1, 9);

        assertThat(told.hasLeader()).as("nobody leads before a person asks").isFalse();
        assertThat(new Election(told, MIN, id -> true).unclean().leader()).isEqualTo(3);
        assertThat(new Election(told, MIN, id -> id != 3).unclean().leader()).isEqualTo(2);
    }

    @Test
    void withoutEligible_onlyReplica_leadsAgainOnceItIsBack() {
        PartitionRegistration alone = PartitionRegistration.created(List.of(1), List.of(1), 1);
        PartitionRegistration gone = new Election(alone, MIN, id -> false).afterChangeOfBrokers();
        PartitionRegistration unclean = new Election(gone, MIN, id -> false).withoutEligible(1, false);
        assertThat(unclean.eligible()).isEmpty();

        assertThat(new Election(unclean, MIN, id -> true).afterChangeOfBrokers().leader()).isEqualTo(1);
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
