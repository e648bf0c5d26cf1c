package io.odradek.spi.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.storage.LogStorageProvider;
import io.odradek.spi.tck.plugin.Rejection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract accepts a storage that keeps the rules, and rejects each one that breaks a rule, by that rule. */
class LogStorageContractTest {
    @Test
    void contract_goodStorage_isAccepted() {
        assertThat(Rejection.failedRulesOf(Good.class)).isEmpty();
    }

    @Test
    void contract_opensTwice_isRejectedByS1() {
        assertRejected(OpensTwice.class, "S1_");
    }

    @Test
    void contract_appendsReadLate_isRejectedByS2() {
        assertRejected(AppendsAreReadLate.class, "S2_");
    }

    @Test
    void contract_appendsDieWithTheProcess_isRejectedByS3() {
        assertRejected(AppendsDieWithTheProcess.class, "S3_");
    }

    @Test
    void contract_forceDoesNothingOrTooMuch_isRejectedByS4() {
        assertRejected(ForceDoesNothing.class, "S4_forcedBytes");
        assertRejected(ForceClaimsTooMuch.class, "S4_force_covers");
    }

    @Test
    void contract_appendsBeyondThePreparedRange_isRejectedByS5() {
        assertRejected(AppendsGrowTheFile.class, "S5_");
        assertRejected(RefusedAppendsStoreAPart.class, "S5_");
    }

    @Test
    void contract_promisesSpace_isRejectedByS6() {
        assertRejected(PromisesSpace.class, "S6_");
    }

    @Test
    void contract_forgetsFaults_isRejectedByS7() {
        assertRejected(ForgetsFailedForce.class, "S7_afterAFailedForce");
        assertRejected(ForgetsStoreFault.class, "S7_afterAFaultWhileStoring");
    }

    @Test
    void contract_cutsCarelessly_isRejectedByS8() {
        assertRejected(CutMovesTheEndOnly.class, "S8_cutTail_leaves");
        assertRejected(CutIsNotForced.class, "S8_cutTail_isForced");
    }

    @Test
    void contract_sealsCarelessly_isRejectedByS9() {
        assertRejected(SealedKeepsItsTail.class, "S9_");
        assertRejected(SealedTakesAppends.class, "S9_sealedSegment_isAsLong");
        assertRejected(SealIsNotForced.class, "S9_sealedSegment_survives");
    }

    @Test
    void contract_renameDeletesFirst_isRejectedByS10() {
        assertRejected(RenameDeletesFirst.class, "S10_afterAnyCrash");
    }

    @Test
    void contract_folderForceDoesNothing_isRejectedByS11() {
        assertRejected(FolderForceDoesNothing.class, "S11_forcedNames");
    }

    @Test
    void contract_deleteEndsRanges_isRejectedByS12() {
        assertRejected(DeleteEndsRanges.class, "S12_range_readsTheSame");
    }

    @Test
    void contract_closeLeavesSegmentsOpen_isRejectedByS13() {
        assertRejected(CloseLeavesSegmentsOpen.class, "S13_afterClose_nothingIsOpen");
    }

    @Test
    void contract_namesNotChecked_isRejectedByS14() {
        assertRejected(NamesAreNotChecked.class, "S14_");
    }

    @Test
    void contract_futuresCompleteOnWorkers_isRejected() {
        assertThat(Rejection.failedRulesOf(FuturesCompleteOnWorkers.class)).isNotEmpty();
    }

    private static void assertRejected(Class<? extends Sample> broken, String ruleName) {
        List<String> failed = Rejection.failedRulesOf(broken);
        assertThat(failed).as("rules that caught %s", broken.getSimpleName()).anyMatch(name -> name.startsWith(ruleName));
    }

    /** The contract on a sample storage with one defect. */
    abstract static class Sample extends LogStorageContract {
        private final SampleStorageProvider provider;

        Sample(Defect defect) {
            this.provider = new SampleStorageProvider(defect);
        }

        @Override
        protected LogStorageProvider provider() {
            return provider;
        }

        @Override
        protected Path freshDirectory() {
            return Path.of("sample");
        }

        @Override
        protected Optional<CrashModel> crashes(Path directory) {
            return Optional.of(provider.disk(directory));
        }

        @Override
        protected Optional<FaultModel> faults(Path directory) {
            return Optional.of(provider.disk(directory));
        }

        @Override
        protected List<String> openFiles(Path directory) {
            SampleDisk disk = provider.disk(directory);
            synchronized (disk) {
                return disk.openCount == 0 ? List.of() : List.of(disk.openCount + " segments and ranges");
            }
        }
    }

    static final class Good extends Sample {
        Good() {
            super(Defect.NONE);
        }
    }

    static final class OpensTwice extends Sample {
        OpensTwice() {
            super(Defect.S1_OPENS_TWICE);
        }
    }

    static final class AppendsAreReadLate extends Sample {
        AppendsAreReadLate() {
            super(Defect.S2_APPENDS_ARE_READ_LATE);
        }
    }

    static final class AppendsDieWithTheProcess extends Sample {
        AppendsDieWithTheProcess() {
            super(Defect.S3_APPENDS_DIE_WITH_THE_PROCESS);
        }
    }

    static final class ForceDoesNothing extends Sample {
        ForceDoesNothing() {
            super(Defect.S4_FORCE_DOES_NOTHING);
        }
    }

    static final class ForceClaimsTooMuch extends Sample {
        ForceClaimsTooMuch() {
            super(Defect.S4_FORCE_CLAIMS_TOO_MUCH);
        }
    }

    static final class AppendsGrowTheFile extends Sample {
        AppendsGrowTheFile() {
            super(Defect.S5_APPENDS_GROW_THE_FILE);
        }
    }

    static final class RefusedAppendsStoreAPart extends Sample {
        RefusedAppendsStoreAPart() {
            super(Defect.S5_REFUSED_APPENDS_STORE_A_PART);
        }
    }

    static final class PromisesSpace extends Sample {
        PromisesSpace() {
            super(Defect.S6_PREPARE_PROMISES_SPACE_THERE_IS_NOT);
        }
    }

    static final class ForgetsFailedForce extends Sample {
        ForgetsFailedForce() {
            super(Defect.S7_FAILED_FORCE_IS_FORGOTTEN);
        }
    }

    static final class ForgetsStoreFault extends Sample {
        ForgetsStoreFault() {
            super(Defect.S7_STORE_FAULT_IS_FORGOTTEN);
        }
    }

    static final class CutMovesTheEndOnly extends Sample {
        CutMovesTheEndOnly() {
            super(Defect.S8_CUT_MOVES_THE_END_ONLY);
        }
    }

    static final class CutIsNotForced extends Sample {
        CutIsNotForced() {
            super(Defect.S8_CUT_IS_NOT_FORCED);
        }
    }

    static final class SealedKeepsItsTail extends Sample {
        SealedKeepsItsTail() {
            super(Defect.S9_SEALED_KEEPS_ITS_TAIL);
        }
    }

    static final class SealedTakesAppends extends Sample {
        SealedTakesAppends() {
            super(Defect.S9_SEALED_TAKES_APPENDS);
        }
    }

    static final class SealIsNotForced extends Sample {
        SealIsNotForced() {
            super(Defect.S9_SEAL_IS_NOT_FORCED);
        }
    }

    static final class RenameDeletesFirst extends Sample {
        RenameDeletesFirst() {
            super(Defect.S10_RENAME_DELETES_FIRST);
        }
    }

    static final class FolderForceDoesNothing extends Sample {
        FolderForceDoesNothing() {
            super(Defect.S11_FOLDER_FORCE_DOES_NOTHING);
        }
    }

    static final class DeleteEndsRanges extends Sample {
        DeleteEndsRanges() {
            super(Defect.S12_DELETE_ENDS_RANGES);
        }
    }

    static final class CloseLeavesSegmentsOpen extends Sample {
        CloseLeavesSegmentsOpen() {
            super(Defect.S13_CLOSE_LEAVES_SEGMENTS_OPEN);
        }
    }

    static final class NamesAreNotChecked extends Sample {
        NamesAreNotChecked() {
            super(Defect.S14_NAMES_ARE_NOT_CHECKED);
        }
    }

    static final class FuturesCompleteOnWorkers extends Sample {
        FuturesCompleteOnWorkers() {
            super(Defect.FUTURES_COMPLETE_ON_WORKERS);
        }
    }
}
