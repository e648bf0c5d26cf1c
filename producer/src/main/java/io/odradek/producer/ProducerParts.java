package io.odradek.producer;

import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import java.util.concurrent.Executor;

/**
 * The world a producer lives in, for whoever makes it by hand: real threads or virtual time.
 *
 * <p>Immutable. The producer closes none of it.
 *
 * @param transport event loops and connections; everything happens on its loops
 * @param workers do what would stall a loop
 * @param clock the time of the transport's loops
 * @param random chance for plug-ins
 * @param callbacks runs callbacks and completes futures
 */
public record ProducerParts(Transport transport, Workers workers, Clock clock, RandomSource random, Executor callbacks) {}
