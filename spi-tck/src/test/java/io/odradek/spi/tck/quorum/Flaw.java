package io.odradek.spi.tck.quorum;

/** What may be wrong with a quorum: each breaks one rule. */
enum Flaw {
    NONE(""),
    ONE_MEMBER_REPEATS_COMMANDS("Q1"),
    MEMBERS_NUMBER_BY_THEMSELVES("Q1"),
    CHANGES_A_BYTE("Q1"),
    APPLIES_BEFORE_IT_COMMITS("Q2"),
    STARTS_EARLY("Q3"),
    REPLAYS_THE_END_ONLY("Q3"),
    ANSWERS_EARLY("Q4"),
    ANSWERS_ANYWHERE("Q4"),
    NEVER_TIMES_OUT("Q6"),
    TIMES_OUT_WITH_ANOTHER_CODE("Q6"),
    SWAPS_WHAT_FOLLOWS("Q7"),
    FORGETS_AT_DEATH("Q8"),
    KEEPS_ITS_TERM("Q9"),
    IS_NOT_LED_AGAIN("Q9"),
    COMMITS_ALONE("Q10"),
    STAYS_DOWN("Q10"),
    STARTS_ALONE("Q10"),
    SNAPSHOTS_ANYWHERE("Q11"),
    LEAVES_THE_SNAPSHOT_AS_IT_WAS("Q11"),
    CALLS_AFTER_THE_END("Q12"),
    LEAVES_WHAT_IS_NOT_DONE("Q12"),
    LEAVES_WHO_WAITS("Q12");

    private final String rule;

    Flaw(String rule) {
        this.rule = rule;
    }

    /** The rule that it breaks. */
    String rule() {
        return rule;
    }
}
