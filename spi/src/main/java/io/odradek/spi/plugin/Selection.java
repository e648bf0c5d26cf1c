package io.odradek.spi.plugin;

import java.util.Map;

/**
 * Which plug-in of a contract a configuration selects, and why.
 *
 * <p>Immutable.
 *
 * @param name the plug-in's name
 * @param reason why it is this one, for people: {@code partitioner=murmur2}, or that it is the default
 */
public record Selection(String name, String reason) {
    private static final String ACKS = "acks";
    private static final Map<String, String> POLICY_BY_ACKS = Map.of("0", "none", "1", "leader", "all", "all", "-1", "all");

    /** What {@code settings} select for a contract; its default where they say nothing. */
    public static Selection of(Contract<?> contract, Map<String, String> settings) {
        String named = settings.get(contract.settingKey());
        if (named != null) {
            return new Selection(named, contract.settingKey() + "=" + named);
        }
        String acks = settings.get(ACKS);
        if (contract.equals(Contract.ACK_POLICY) && acks != null && POLICY_BY_ACKS.containsKey(acks)) {
            return new Selection(POLICY_BY_ACKS.get(acks), ACKS + "=" + acks);
        }
        return new Selection(contract.unset(), "the default: " + contract.settingKey() + " is not set");
    }
}
