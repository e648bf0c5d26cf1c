/**
 * The cluster as everybody reads it: brokers, topics, partitions, and what became of commands.
 *
 * <p>Nothing enters here that changes anything.
 */
package io.odradek.controller.image;
