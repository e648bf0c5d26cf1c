/**
 * The {@code mmap} storage: segments that are appended to through memory mappings and read through file channels.
 *
 * <p>One writer owns a mapping, and never stores where the file has a hole. Nothing enters here that reads a record, and no reader of a
 * mapping.
 */
package io.odradek.storage.mmap;
