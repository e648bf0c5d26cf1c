package io.odradek.producer.world;

import io.odradek.api.ErrorCode;
import java.util.List;
import java.util.OptionalInt;

/** What a fake broker does with the next batch of a partition. */
public record Reaction(
        boolean appends, boolean answers, boolean cuts, ErrorCode error, List<Integer> badRecords, OptionalInt nextLeader) {
    private Reaction(boolean appends, boolean answers, boolean cuts, ErrorCode error, List<Integer> badRecords) {
        this(appends, answers, cuts, error, badRecords, OptionalInt.empty());
    }

    /** The same, after which another broker leads. */
    public Reaction thenLeads(int node) {
        return new Reaction(appends, answers, cuts, error, badRecords, OptionalInt.of(node));
    }

    /** Takes it as a broker should. */
    public static Reaction take() {
        return new Reaction(true, true, false, ErrorCode.NONE, List.of());
    }

    /** Refuses it. */
    public static Reaction refuse(ErrorCode error) {
        return new Reaction(false, true, false, error, List.of());
    }

    /** Refuses it for some of its records. */
    public static Reaction refuseFor(Integer... badRecords) {
        return new Reaction(false, true, false, ErrorCode.INVALID_RECORD, List.of(badRecords));
    }

    /** Appends it, and answers with an error all the same. */
    public static Reaction takeButSay(ErrorCode error) {
        return new Reaction(true, true, false, error, List.of());
    }

    /** Appends it and says nothing. */
    public static Reaction takeInSilence() {
        return new Reaction(true, false, false, ErrorCode.NONE, List.of());
    }

    /** Neither appends nor answers. */
    public static Reaction ignore() {
        return new Reaction(false, false, false, ErrorCode.NONE, List.of());
    }

    /** Appends it and cuts the connection. */
    public static Reaction takeAndCut() {
        return new Reaction(true, false, true, ErrorCode.NONE, List.of());
    }

    /** Cuts the connection. */
    public static Reaction cut() {
        return new Reaction(false, false, true, ErrorCode.NONE, List.of());
    }
}
