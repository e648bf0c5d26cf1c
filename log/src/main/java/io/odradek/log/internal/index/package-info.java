/**
 * The indexes of one segment, in memory and as Kafka's files.
 *
 * <p>Caches of what the segment says: nothing enters here that reads or writes a file.
 */
package io.odradek.log.internal.index;
