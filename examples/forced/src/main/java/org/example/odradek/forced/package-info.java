/**
 * The acknowledgement policy {@code forced}, whose acknowledgements survive a loss of power.
 *
 * <p>Nothing enters here but the policy and its provider.
 */
package org.example.odradek.forced;
