/**
 * Creating, describing and deleting topics, and describing the cluster.
 *
 * <p>Nothing enters here that sends or reads records.
 */
package io.odradek.client.admin;
