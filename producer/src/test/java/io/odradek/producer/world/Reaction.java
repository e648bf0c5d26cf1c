package io.odradek.producer.world;

import io.odradek.api.ErrorCode;

/** What a fake broker does with the next batch of a partition. */
public record Reaction(boolean appends, boolean answers, boolean cuts, ErrorCode error, int badRecord) {
    public static final int NO_RECORD = -1;

    /** Takes it as a broker should. */
    public static Reaction take() {
        return new Reaction(true, true, false, ErrorCode.NONE, NO_RECORD);
    }

    /** Refuses it. */
    public static Reaction refuse(ErrorCode error) {
        return new Reaction(false, true, false, error, NO_RECORD);
    }

    /** Refuses it for one of its records. */
    public static Reaction refuseFor(int badRecord) {
        return new Reaction(false, true, false, ErrorCode.INVALID_RECORD, badRecord);
    }

    /** Appends it, and answers with an error all the same. */
    public static Reaction takeButSay(ErrorCode error) {
        return new Reaction(true, true, false, error, NO_RECORD);
    }

    /** Appends it and says nothing. */
    public static Reaction takeInSilence() {
        return new Reaction(true, false, false, ErrorCode.NONE, NO_RECORD);
    }

    /** Neither appends nor answers. */
    public static Reaction ignore() {
        return new Reaction(false, false, false, ErrorCode.NONE, NO_RECORD);
    }

    /** Appends it and cuts the connection. */
    public static Reaction takeAndCut() {
        return new Reaction(true, false, true, ErrorCode.NONE, NO_RECORD);
    }

    /** Cuts the connection. */
    public static Reaction cut() {
        return new Reaction(false, false, true, ErrorCode.NONE, NO_RECORD);
    }
}
