/**
 * One segment of a log: its file, its batches, and how they are found and checked.
 *
 * <p>Nothing enters here that knows more than one segment.
 */
package io.odradek.log.internal.segment;
