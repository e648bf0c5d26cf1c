package io.odradek.quorum.ratis;

import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.transport.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.netty.NettyConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/**
 * How Ratis is set up here: small, because metadata is small and a broker has better uses for its heap.
 *
 * <p>Ratis' own defaults assume data: 200 MB of cached log, buffers of 64 MB.
 */
final class RaftDefaults {
    /** The longest command; what Ratis wraps around it is much less than {@link #WRAPPING_BYTES}. */
    static final int COMMAND_BYTES_MAX = 2 << 20;

    /** How many entries the log may hold that are written and not forced. */
    static final int UNFORCED_ENTRY_COUNT_MAX = 64;

    /** How many bytes of commands may be applied before the state is written, be they few commands or many. */
    static final int SNAPSHOT_BYTES = 8 << 20;

    private static final int WRAPPING_BYTES = 64 << 10;
    private static final int ENTRY_BYTES_MAX = COMMAND_BYTES_MAX + WRAPPING_BYTES;
    private static final int PREALLOCATED_BYTES = 128 << 10;
    private static final int SNAPSHOT_CHUNK_BYTES = 1 << 20;
    private static final int SNAPSHOT_FILE_COUNT = 2;
    /** The log behind the newest snapshot is small, see {@link #SNAPSHOT_BYTES}, and stays in memory as a whole. */
    private static final int CACHED_SEGMENT_COUNT = Integer.MAX_VALUE;

    private static final long CACHED_BYTES = 1L << 40;
    private static final int QUEUED_BYTES = 8 << 20;
    private static final int QUEUED_ENTRY_COUNT = 1024;
    /** How much election timeouts vary, so that members do not all stand for election at once. */
    private static final double SPREAD = 0.25;

    private static final TimeDuration REQUEST_TIMEOUT_MIN = TimeDuration.valueOf(1, TimeUnit.SECONDS);
    private static final TimeDuration RETRY_CACHE_MIN = TimeDuration.valueOf(10, TimeUnit.SECONDS);
    /** Ratis ends itself after a pause as long as this, unless it is told to bear any. */
    private static final TimeDuration NEVER = TimeDuration.valueOf(36_500, TimeUnit.DAYS);
    /** How often a leader tries to reach a member that is away. */
    private static final TimeDuration APPEND_RETRY = TimeDuration.valueOf(100, TimeUnit.MILLISECONDS);

    private RaftDefaults() {}

    static RaftProperties of(RatisSettings settings, QuorumSettings quorum, Endpoint address, Path folder) {
        RaftProperties properties = new RaftProperties();
        RaftConfigKeys.Rpc.setType(properties, new NewsRpc());
        RaftServerConfigKeys.setStorageDir(properties, List.of(folder.toFile()));
        setTimes(properties, quorum);
        NettyConfigKeys.Server.setHost(properties, address.host());
        NettyConfigKeys.Server.setPort(properties, address.port());
        setLog(properties, settings);
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, settings.snapshotCommandCount());
        RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, SNAPSHOT_FILE_COUNT);
        return properties;
    }

    private static void setTimes(RaftProperties properties, QuorumSettings quorum) {
        TimeDuration election = TimeDuration.valueOf(quorum.electionTimeoutNs(), TimeUnit.NANOSECONDS);
        TimeDuration min = milliseconds(election.multiply(1 - SPREAD));
        TimeDuration max = milliseconds(election.multiply(1 + SPREAD));
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, min);
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, max);
        // Nobody is disturbed by a member that starts: it asks for votes only after it was told that it could win them.
        boolean alone = quorum.members().size() == 1;
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, alone ? TimeDuration.ONE_MILLISECOND : milliseconds(min.multiply(SPREAD)));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, alone ? TimeDuration.ONE_MILLISECOND : min);
        TimeDuration request = TimeDuration.max(REQUEST_TIMEOUT_MIN, milliseconds(election.multiply(2)));
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, request);
        RaftClientConfigKeys.Rpc.setRequestTimeout(properties, request);
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, milliseconds(election));
        RaftServerConfigKeys.setCloseThreshold(properties, NEVER);
        RaftServerConfigKeys.Rpc.setSleepTime(properties, APPEND_RETRY);
        TimeDuration submit = TimeDuration.valueOf(quorum.submitTimeoutNs(), TimeUnit.NANOSECONDS);
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, TimeDuration.max(RETRY_CACHE_MIN, milliseconds(submit.multiply(2))));
    }

    private static TimeDuration milliseconds(TimeDuration duration) {
        return TimeDuration.valueOf(Math.max(1, duration.toLong(TimeUnit.MILLISECONDS)), TimeUnit.MILLISECONDS);
    }

    private static void setLog(RaftProperties properties, RatisSettings settings) {
        SizeInBytes entry = SizeInBytes.valueOf(ENTRY_BYTES_MAX);
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(settings.segmentBytes()));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf(Math.min(PREALLOCATED_BYTES, settings.segmentBytes())));
        // Nothing is ever evicted: Ratis waits for its evicting thread under the lock that this thread needs, and would never close.
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, CACHED_SEGMENT_COUNT);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf(CACHED_BYTES));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf(ENTRY_BYTES_MAX + WRAPPING_BYTES));
        RaftServerConfigKeys.Log.setQueueByteLimit(properties, SizeInBytes.valueOf(QUEUED_BYTES));
        RaftServerConfigKeys.Log.setQueueElementLimit(properties, QUEUED_ENTRY_COUNT);
        // CommitNews tells what is committed; to write that into the log would double the log and its forces.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        RaftServerConfigKeys.Log.setForceSyncNum(properties, UNFORCED_ENTRY_COUNT_MAX);
        // A torn tail is cut; LogTail has seen before that it is no more than that.
        RaftServerConfigKeys.Log.setCorruptionPolicy(properties, RaftServerConfigKeys.Log.CorruptionPolicy.WARN_AND_RETURN);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, entry);
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(properties, SizeInBytes.valueOf(SNAPSHOT_CHUNK_BYTES));
        RaftServerConfigKeys.Write.setByteLimit(properties, SizeInBytes.valueOf(QUEUED_BYTES));
    }
}
