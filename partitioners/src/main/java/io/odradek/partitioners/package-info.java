/**
 * The built-in partitioners: other clients' placements of keys, and ways to spread records without one.
 *
 * <p>Nothing enters here that knows batches or requests: a partitioner sees bytes and a view of its topic.
 */
package io.odradek.partitioners;
