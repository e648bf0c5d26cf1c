package io.odradek.quorum.ratis;

/** What to do about a member whose files cannot be used. */
final class Advice {
    static final String FRESH_MEMBER = "If all other members of the quorum run and agree, stop this one, delete its folder 'quorum' and start it"
            + " again: it takes everything from them. If it is the only member, restore the folder from a backup";

    private Advice() {}
}
