package io.odradek.controller.command;

/**
 * One change of a cluster.
 *
 * <p>Immutable. What it does depends on the state it meets, and it bears to be committed twice, or later than its author believes: each
 * names what it was decided on (an epoch, an identity, a count), and changes nothing when that is no longer so.
 */
public sealed interface Command
        permits FormCluster,
                RegisterBroker,
                BrokerHeartbeat,
                FenceBroker,
                CreateTopic,
                DeleteTopic,
                AlterPartition,
                ResignLeader,
                OfferReplica,
                ElectLeaders,
                AllocateProducerIds {}
