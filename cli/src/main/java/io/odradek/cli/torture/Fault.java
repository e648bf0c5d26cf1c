package io.odradek.cli.torture;

import java.time.Duration;

/**
 * A fault to come.
 *
 * <p>Immutable.
 *
 * @param kind what is done
 * @param onLeader whether to the broker that leads the quorum then, if somebody does
 * @param broker to which otherwise, from 0
 * @param held for how long
 * @param calm how long nothing is done afterwards
 */
public record Fault(FaultKind kind, boolean onLeader, int broker, Duration held, Duration calm) {}
