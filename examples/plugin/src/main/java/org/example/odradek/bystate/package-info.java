/**
 * The partitioner {@code by-state}, which spreads wildlife strikes evenly although a few states have most of them.
 *
 * <p>Nothing enters here but the partitioner and its provider.
 */
package org.example.odradek.bystate;
