/** How a running broker's replicas stand, for those who hold brokers against their promises. */
package io.odradek.broker.view;
