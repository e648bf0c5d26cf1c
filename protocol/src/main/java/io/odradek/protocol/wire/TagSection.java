package io.odradek.protocol.wire;

/** The tagged fields at the end of a struct, taken by ascending tag; those that nobody asks for are skipped. */
final class TagSection {

    private static final int UNREAD = -1;
    private static final int NO_TAG = -1;

    private final FrameSource source;
    private int tagsLeft = UNREAD;
    private int nextTag = NO_TAG;
    private int previousTag = NO_TAG;
    private int sizeBytes;

    TagSection(FrameSource source) {
        this.source = source;
    }

    /** Moves to the value of this tag if it is there. */
    boolean take(int tag) {
        skipBelow(tag);
        if (nextTag != tag) {
            return false;
        }
        nextTag = NO_TAG;
        return true;
    }

    /** The size of the value that was taken last. */
    int sizeBytes() {
        return sizeBytes;
    }

    /** Skips what is left. */
    void end() {
        skipBelow(Integer.MAX_VALUE);
        if (nextTag != NO_TAG) {
            source.skip(sizeBytes);
            if (tagsLeft > 0) {
                // Nothing can follow the greatest tag; reading on says so.
                readTag();
            }
        }
    }

    private void skipBelow(int tag) {
        if (tagsLeft == UNREAD) {
            tagsLeft = source.unsignedVarint(null);
        }
        while (nextTag < tag) {
            if (nextTag != NO_TAG) {
                source.skip(sizeBytes);
                nextTag = NO_TAG;
            }
            if (tagsLeft == 0) {
                return;
            }
            readTag();
        }
    }

    private void readTag() {
        tagsLeft--;
        nextTag = source.unsignedVarint(null);
        if (nextTag <= previousTag) {
            throw source.malformed(null, "tagged fields are not in ascending order: " + nextTag + " after " + previousTag);
        }
        previousTag = nextTag;
        sizeBytes = source.unsignedVarint(null);
        source.require(null, sizeBytes);
    }
}
