package dev.shmfit.explain.read;

import java.util.Arrays;

/** Whether NCCL's lines, {@code host:pid:tid [device] NCCL …}, come from more than one process of a host. */
public final class Processes {
    private byte[] host = {};
    private byte[] pid = {};

    /**
     * Takes what stands before NCCL's mark in a line.
     *
     * @return whether it is of another process than the first line, on the same host
     */
    public boolean another(byte[] line, int from, int to) {
        int first = colon(line, from, to);
        int second = first < 0 ? -1 : colon(line, first + 1, to);
        if (second < 0 || second == first + 1 || !digits(line, first + 1, second)) {
            return false;
        }
        if (pid.length == 0) {
            host = Arrays.copyOfRange(line, from, first);
            pid = Arrays.copyOfRange(line, first + 1, second);
            return false;
        }
        return Arrays.equals(line, from, first, host, 0, host.length)
                && !Arrays.equals(line, first + 1, second, pid, 0, pid.length);
    }

    private static int colon(byte[] line, int from, int to) {
        for (int at = from; at < to; at++) {
            if (line[at] == ':') {
                return at;
            }
        }
        return -1;
    }

    private static boolean digits(byte[] line, int from, int to) {
        for (int at = from; at < to; at++) {
            if (line[at] < '0' || line[at] > '9') {
                return false;
            }
        }
        return true;
    }
}
