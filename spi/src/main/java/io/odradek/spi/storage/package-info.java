/**
 * The contract that keeps bytes: folders of append-only segments and small files.
 *
 * <p>It knows no records: offsets, indexes and recovery are written once, over this contract. Nothing enters here that reads a batch.
 */
package io.odradek.spi.storage;
