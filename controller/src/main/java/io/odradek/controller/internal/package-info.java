/** How commands change the cluster's state: brokers, topics, partitions, elections. Depends on nothing but state and command. */
package io.odradek.controller.internal;
