/**
 * The {@code memory} storage: disks in memory that can lose power, fill up and fail.
 *
 * <p>It keeps the contract of storages and takes from it what the contract does not promise: after a loss of power, what was not forced
 * is there in part, in any order. Nothing enters here that draws chance or time from anywhere but what it is given.
 */
package io.odradek.inmemory.storage;
