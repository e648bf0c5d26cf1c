package io.odradek.log;

import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.runtime.EventLoop;

/**
 * What a log lives on.
 *
 * <p>Immutable.
 *
 * @param loop the log's event loop, which is its folder's
 * @param codecs to look into compressed batches for timestamps
 * @param positions keeps the log's position
 * @param listener hears how the log moves on
 */
public record LogEnvironment(EventLoop loop, CodecLookup codecs, LogPositions positions, LogListener listener) {}
