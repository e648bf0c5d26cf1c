/**
 * Kafka's own clients as load of a torture, beside ours: what the cluster promises, it promises to them too.
 *
 * <p>Nothing enters here that is not about kafka-clients; the torture itself and its judge are the command's.
 */
@NullMarked
package io.odradek.interop.torture;

import org.jspecify.annotations.NullMarked;
