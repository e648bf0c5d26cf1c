package io.odradek.spi.tck.transport;

/** What may be wrong with a transport: each breaks one rule. */
enum Flaw {
    NONE(""),
    LOSES_EMPTY_FRAMES("T1"),
    SWAPS_FRAMES("T1"),
    REUSES_MEMORY("T2"),
    LETS_RELEASE_TWICE("T2"),
    REPORTS_INSIDE_SEND("T3"),
    REPORTS_TWICE("T3"),
    FORGETS_RANGES("T3"),
    FORGETS_REPORTS_AT_THE_END("T3"),
    REPORTS_BACKWARDS_AT_THE_END("T4"),
    TELLS_CLOSED_TWICE("T5"),
    TELLS_CLOSED_BEFORE_REPORTS("T5"),
    TELLS_CLOSED_INSIDE_CLOSE("T5"),
    TAKES_FRAMES_OF_ANY_SIZE("T6"),
    IS_ALWAYS_WRITABLE("T7"),
    TELLS_NO_WRITABILITY("T7"),
    IGNORES_PAUSE("T8"),
    LOSES_FRAMES_AT_PAUSE("T8"),
    HIDES_THE_ADDRESS("T9"),
    TELLS_HANDLER_OF_FAILURE("T9"),
    SHARES_PORTS("T10"),
    KEEPS_CONNECTIONS_AT_CLOSE("T11"),
    LEAVES_THREADS("T11"),
    SURVIVES_A_THROWING_HANDLER("T12"),
    HANDS_OVER_THE_SENDERS_MEMORY("T13");

    private final String rule;

    Flaw(String rule) {
        this.rule = rule;
    }

    /** The rule that it breaks. */
    String rule() {
        return rule;
    }
}
