package dev.shmfit.log;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What one message of NCCL's says. Exactly one of the kinds below; the wording of 2.3 to 2.30 is read. */
public sealed interface Message {
    /** {@code NCCL version 2.21.5+cuda12.4}; {@code cuda} is empty where the line does not say. */
    record Version(NcclVersion nccl, String cuda) implements Message {}

    /** {@code RCCL version : 2.22.3-HEAD:abc}: AMD's library, which prints NCCL's messages. */
    record Rccl(String version) implements Message {}

    /** {@code cudaDriverVersion 12060}, as the driver counts. */
    record CudaDriver(int version) implements Message {}

    /**
     * {@code comm 0x… rank 0 nranks 4 cudaDev 0 nvmlDev 0 busId 3b000 commId 0x… - Init COMPLETE}: a rank starts or has
     * finished to make a communicator.
     *
     * @param complete finished
     * @param pointer the address of the communicator in its process
     * @param nvmlDev NVML's index, where the version prints it
     * @param busId as NCCL packs it, see {@link BusId}
     * @param commId equal in all ranks of a communicator; empty where not printed
     * @param parent the communicator split, where it was
     */
    record Init(
            boolean complete,
            String pointer,
            int rank,
            int ranks,
            int cudaDev,
            OptionalInt nvmlDev,
            Optional<BusId> busId,
            String commId,
            Optional<Split> parent)
            implements Message {
        /** Whether it is the same rank of the same communicator in the same process. */
        boolean sameRank(Init other) {
            return pointer.equals(other.pointer)
                    && rank == other.rank
                    && ranks == other.ranks
                    && commId.equals(other.commId);
        }
    }

    /** The communicator that was split: its address, how many splits before, and the part. */
    record Split(String parent, int count, int color) {}

    /** {@code comm 0x… rank 0 nRanks 8 nNodes 1 localRanks 8 localRank 0 MNNVL 0}. */
    record Shape(String pointer, int rank, int ranks, int nodes, int localRanks) implements Message {}

    /**
     * {@code Channel 00/02 :    0   1   2   3}: a ring, from rank 0's log.
     *
     * @param channels how many; empty before 2.5
     * @param ranks in the order of the ring
     * @param whole false where NCCL's own line was too short for all ranks
     */
    record Ring(int channel, OptionalInt channels, List<Integer> ranks, boolean whole) implements Message {
        public Ring {
            ranks = List.copyOf(ranks);
        }
    }

    /** {@code Ring 00 : 3 -> 0 -> 1}: a rank's neighbours in a ring. */
    record RingEdge(int channel, int previous, int rank, int next) implements Message {}

    /**
     * {@code Trees [0] 1/-1/-1->0->-1 …}: a rank's place in the tree of each channel.
     *
     * @param whole false where NCCL's own line was too short for all channels
     */
    record Trees(List<Place> places, boolean whole) implements Message {
        public Trees {
            places = List.copyOf(places);
        }

        /**
         * A rank's place in one tree.
         *
         * @param up the parent; -1 at the root
         * @param down the children
         * @param second whether it is the second, reversed tree of 2.5 to 2.7
         */
        public record Place(int channel, int rank, int up, List<Integer> down, boolean second) {
            public Place {
                down = List.copyOf(down);
            }
        }
    }

    /**
     * {@code Channel 00/0 : 0[0] -> 1[1] via P2P/IPC}: how a pair is connected on a channel.
     *
     * @param channel empty where an excerpt lacks it
     * @param connection index of the connection: 0 for collectives, 1 for send and receive; empty where not printed
     * @param fromDevice what stands in brackets behind the rank; empty where nothing does
     * @param direction which side wrote it
     * @param early in the wording before 2.7, when nothing was connected after the initialisation
     */
    record Connection(
            OptionalInt channel,
            OptionalInt connection,
            int from,
            String fromDevice,
            int to,
            String toDevice,
            Direction direction,
            Via via,
            boolean early)
            implements Message {}

    /** Which side of a connection wrote the line. */
    enum Direction {
        /** Not said; P2P and SHM: the sender. */
        UNSAID,
        SEND,
        RECEIVE
    }

    /** {@code 2 coll channels, 0 collnet channels, 0 nvls channels, 2 p2p channels, 2 p2p channels per peer}. */
    record Counts(int collective, OptionalInt nvls, int p2p, int p2pPerPeer) implements Message {}

    /** {@code NCCL_P2P_LEVEL set by environment to SYS}. */
    record EnvSetting(String name, String value) implements Message {}

    /** {@code Allocated 9637892 bytes of shared memory in /dev/shm/nccl-abcdef}: a file made in /dev/shm. */
    record Segment(ByteCount bytes, String path) implements Message {}

    /** {@code MMAP allocated shareable host buffer …}: the same once more, seen by the SHM transport. */
    record HostBuffer(boolean cuMem, boolean imported, ByteCount bytes) implements Message {}

    /** {@code P2P is disabled between connected GPUs 0 and 3}: what NVML says; fatal between GPUs joined by NVLink. */
    record P2pDisabled(int first, int second, boolean fatal) implements Message {}

    /** {@code Could not enable P2P between dev 1(=81000) and dev 0(=41000)}: what CUDA says. */
    record P2pRefused(Optional<BusId> first, Optional<BusId> second) implements Message {}

    /** {@code cuMem host allocations do not appear to be working; falling back …}. */
    record CuMemHostRefused() implements Message {}

    /** {@code Connected all rings}, or trees: the rank has set up all of them. */
    record Connected(boolean rings) implements Message {}

    /** {@code comm 0x… rank … - Destroy COMPLETE}. */
    record Ended(String pointer) implements Message {}

    /** {@code transport/shm.cc:107 -> 2}: the way by which an error went up. */
    record Returned(String place, int code) implements Message {}

    /** A warning in words that have no kind of their own. */
    record Warning(String text) implements Message {}

    /** Known, and without a fact that is used here. */
    record PassedOver() implements Message {
        static final PassedOver INSTANCE = new PassedOver();
    }

    /** Not known, or known and not readable to its end; {@code cut} where the line breaks off. */
    record Unrecognised(String text, boolean cut) implements Message {}

    /** Reads what a line says. */
    static Message of(LogLine line) {
        return MessageReader.read(line);
    }
}
