/**
 * The codecs gzip, snappy, lz4 and zstd, in the framings that Kafka's clients and brokers use.
 *
 * <p>Nothing enters here that knows record batches. The libraries behind the codecs appear here and nowhere else; snappy-java and
 * zstd-jni may be absent, so that no provider and no field of a provider may mention them.
 */
package io.odradek.compression;
