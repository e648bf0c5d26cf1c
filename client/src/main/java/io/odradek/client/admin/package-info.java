/**
 * Describing the cluster, creating, describing and deleting topics, and having leaders elected.
 *
 * <p>Nothing enters here that sends or reads records.
 */
package io.odradek.client.admin;
