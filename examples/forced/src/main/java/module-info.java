/** An acknowledgement policy as somebody outside writes it: it knows the contract and nothing else of Odradek. */
@org.jspecify.annotations.NullMarked
module org.example.odradek.forced {
    requires io.odradek.spi;
    requires static org.jspecify;

    provides io.odradek.spi.ack.AckPolicyProvider with
            org.example.odradek.forced.ForcedAckPolicyProvider;
}
