package io.odradek.log.directory;

import io.odradek.log.LogListener;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.runtime.EventLoop;

/**
 * What a log of a data directory lives on.
 *
 * <p>Immutable.
 *
 * @param loop the log's event loop
 * @param codecs to look into compressed batches for timestamps
 * @param listener hears how the log moves on
 */
public record LogHost(EventLoop loop, CodecLookup codecs, LogListener listener) {}
