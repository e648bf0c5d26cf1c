/**
 * Reads partitions: where they begin and end, and their records from an offset on.
 *
 * <p>No groups, no positions that are kept anywhere: whoever reads keeps the offset. Nothing enters here that writes.
 */
package io.odradek.client.reader;
