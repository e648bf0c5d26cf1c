/**
 * The rules of {@link io.odradek.spi.storage.LogStorage} as tests.
 *
 * <p>Nothing enters here that knows an implementation: what only an implementation can do, such as to lose power, it lends as a model.
 */
package io.odradek.spi.tck.storage;
