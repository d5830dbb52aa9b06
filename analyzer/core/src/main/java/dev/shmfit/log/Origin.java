package dev.shmfit.log;

/**
 * Who wrote a line: what NCCL puts before each, {@code host:pid:tid [dev]} (src/debug.cc ncclDebugLog).
 *
 * @param host empty where the prefix was stripped
 * @param pid process; -1 where unknown
 * @param tid thread; -1 where unknown
 * @param cudaDev the thread's CUDA device; -1 where unknown
 */
public record Origin(String host, int pid, int tid, int cudaDev) {
    /** The prefix was stripped, or is damaged. */
    public static final Origin UNKNOWN = new Origin("", -1, -1, -1);

    public boolean isKnown() {
        return pid >= 0;
    }
}
