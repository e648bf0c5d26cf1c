/**
 * Record batches of format V2 (magic 2): written once, straight into memory; read and checked in place.
 *
 * <p>The layout is that of Kafka's "Record Batch" (KIP-98), varints zigzag, CRC-32C over attributes to end. What a log or a producer does
 * with a batch may not enter here; codecs come in through their contract.
 */
package io.odradek.protocol.record;
