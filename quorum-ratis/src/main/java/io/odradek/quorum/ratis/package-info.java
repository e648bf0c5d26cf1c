/**
 * The {@code ratis} quorum: one Raft group of Apache Ratis, whose members are those of the cluster.
 *
 * <p>This module has no module-info: the jars of Ratis share packages ({@code org.apache.ratis.server} is in two of them), which the module
 * path refuses. It works from the class path, also beside Odradek's modules on the module path.
 *
 * <p>Ratis speaks through its Netty transport here, because its appender there waits for each answer; the one for gRPC sends ahead, and can come
 * to send for ever what a restarted member cannot take. Members trust each other, and whoever reaches their ports: these belong on a network of
 * their own.
 *
 * <p>Nothing enters here that knows what commands mean. Types of Ratis do not leave.
 */
@org.jspecify.annotations.NullMarked
package io.odradek.quorum.ratis;
