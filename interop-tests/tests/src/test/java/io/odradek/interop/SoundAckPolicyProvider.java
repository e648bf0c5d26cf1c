package io.odradek.interop;

import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import io.odradek.spi.plugin.PluginContext;

/** {@code sound}: an acknowledgement policy that is not Kafka's, with a code of its own. */
final class SoundAckPolicyProvider implements AckPolicyProvider {
    static final String FEATURE = "odradek.acks.sound.40";

    @Override
    public String name() {
        return "sound";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public AckPolicy create(PluginContext context) {
        return new AckPolicy() {
            @Override
            public short acks() {
                return 40;
            }

            @Override
            public boolean answerAwaited() {
                return true;
            }

            @Override
            public Admission admit(PartitionState partition) {
                return Admission.admitted();
            }

            @Override
            public Requirement require(PartitionState partition) {
                return new Requirement.HighWatermark();
            }
        };
    }
}
