/**
 * One partition's log over a storage folder: offsets, indexes, recovery, producer state, retention.
 *
 * <p>Written once, over {@code LogStorage}; nothing enters here that knows requests, replicas or how bytes are kept.
 */
package io.odradek.log;
