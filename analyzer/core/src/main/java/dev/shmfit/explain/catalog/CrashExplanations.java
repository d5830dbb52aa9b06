package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.HUGE;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.NO_WORKERS;
import static dev.shmfit.explain.catalog.WrongFix.SHM_DISABLE;

import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** What ends processes, stands in the way of a segment, or passes for a lack of shared memory. */
final class CrashExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.of("bus-error", Nature.UNDECIDED, Owner.JOB, "A bus error: a mapped page could not be had")
                    .because(
                            "The kernel could not give a page of a mapped file: /dev/shm is full, a mapped file lies on a"
                                    + " full or failing disk or was truncated, or a library was cut short. The text does not say"
                                    + " which file it was.")
                    .fix(
                            "df -h and df -h /dev/shm right after the failure, dmesg for I/O errors, and a stack (gdb's bt on"
                                    + " the core, python -X faulthandler): the innermost frames name the user of the page.")
                    .not(HUGE)
                    .from("signal(7), mmap(2)"),
            Explanation.other("library-truncated", Owner.IMAGE, "A shared library on disk is cut short")
                    .because(
                            "The dynamic loader died while it mapped a library: the file is shorter than its headers say,"
                                    + " as after a download, a copy or an image layer that ran out of disk.")
                    .fix(
                            "Install the library again with room on the disk; compare its size or checksum with the package's.")
                    .not(MORE_SHM, NO_WORKERS)
                    .from("glibc elf/dl-load.c, dl-map-segments.h"),
            Explanation.other("memory-hardware", Owner.NODE, "The machine's memory is faulty")
                    .because(
                            "An uncorrectable error was found in a page of memory: the kernel takes the page away and sends"
                                    + " SIGBUS to whoever has it mapped. A full /dev/shm ends in the same signal.")
                    .fix(
                            "Take the node out of service and test or replace the module: dmesg, edac-util, rasdaemon name it.")
                    .not(MORE_SHM)
                    .from("linux mm/memory-failure.c"),
            Explanation.other("mapped-file-disk-full", Owner.NODE, "A mapped file lies on a full disk")
                    .because(
                            "A program that writes through a mapping gets a bus error, not an error message, when the file"
                                    + " system under the file has no block left for the page.")
                    .fix("Free that file system, or put the file elsewhere; then run again.")
                    .not(MORE_SHM)
                    .from("mmap(2)"),
            Explanation.of("process-crashed", Nature.UNDECIDED, Owner.JOB, "A process crashed by a fault of its own")
                    .because(
                            "The signal tells of a wrong access, a failed check or an instruction that the machine does not"
                                    + " have. A full /dev/shm ends in a bus error or an error message, not in this signal.")
                    .fix("The first error above it, or a stack: gdb's bt on the core, python -X faulthandler.")
                    .not(MORE_SHM)
                    .from("signal(7)"),
            Explanation.other("segment-left-behind", Owner.JOB, "A segment of an earlier run is in the way")
                    .because(
                            "The program makes its segment under a fixed name and refuses one that exists. A run that was"
                                    + " killed left it; or another run of the same program is alive.")
                    .fix(UserInput.STALE_FILES + " shows whose file it is; when no process has it open, remove it: "
                            + UserInput.REMOVE_STALE_FILES + ", or rm of that one file.")
                    .not(MORE_SHM)
                    .not("rm -rf /dev/shm/*", "while another job runs takes its segments away")
                    .from("shm_open(3)", "mosaicml/streaming#717"),
            Explanation.space("shm-full-or-leftovers", "No room in /dev/shm, or leftovers of dead processes fill it")
                    .because("The program could not make its segment and does not say why. Files of killed runs stay in"
                            + " /dev/shm and take the room of the next one.")
                    .fix("ls -l /dev/shm and df -h /dev/shm. Remove what no process has open (" + UserInput.STALE_FILES
                            + ", " + UserInput.REMOVE_STALE_FILES + "). Only if it is full of live files, enlarge it.")
                    .not(HUGE, SHM_DISABLE)
                    .not("rm -rf /dev/shm/*", "while another job runs takes its segments away")
                    .from("psm2 ptl_am/am_reqrep_shmem.c"),
            Explanation.space("shm-tenant", "A live program keeps its data in /dev/shm")
                    .because(
                            "Expert load balancers, object stores, caches of keys and values and streaming data sets keep"
                                    + " weights or data there for as long as they run. It is no leak and no leftover: the room has to"
                                    + " be there for it and for the job.")
                    .fix("Add the program's size to the need (" + UserInput.OTHER_TENANT
                            + "), or give it a smaller limit of its own.")
                    .not(HUGE)
                    .not("rm of its files", "the program that maps them dies with a bus error or reads nothing")
                    .from("NVIDIA/TensorRT-LLM, ray-project/ray, mosaicml/streaming"),
            Explanation.other("semaphores-missing", Owner.NODE, "The system has no POSIX semaphores")
                    .because(
                            "sem_open is not there, or is not allowed: a sandbox, a serverless function or a libc without"
                                    + " it. Python's multiprocessing locks then cannot be made.")
                    .fix("Run where /dev/shm is mounted and sem_open works; else threads in place of processes"
                            + " (multiprocessing.dummy, num_workers=0).")
                    .not(MORE_SHM)
                    .from("sem_open(3)", "python/cpython: Modules/_multiprocessing/semaphore.c"),
            Explanation.other("segment-size-wrong", Owner.JOB, "The size of a segment is wrong")
                    .because(
                            "The call was refused for its arguments: a size of 0, negative or not whole pages, a file that is"
                                    + " sealed or shorter than what is to be mapped.")
                    .fix("Find the size that the program computed; a shape of 0 or an overflow is the usual reason.")
                    .not(MORE_SHM)
                    .from("ftruncate(2), mmap(2), fcntl(2) F_ADD_SEALS"),
            Explanation.other("threads-limit", Owner.JOB, "The limit of threads or processes is reached")
                    .because(
                            "A thread or process could not be started. The limit is that of the container's cgroup (pids.max),"
                                    + " of the user (ulimit -u), or of the kernel (threads-max); memory for stacks is the rarer"
                                    + " reason.")
                    .fix("docker run --pids-limit=-1, podPidsLimit at the kubelet, TasksMax for systemd; fewer threads:"
                            + " OMP_NUM_THREADS, fewer workers.")
                    .not(MORE_SHM)
                    .from("pthread_create(3), pids.max of cgroups(7)"),
            Explanation.other("threads-forbidden", Owner.JOB, "Threads may not be started")
                    .because("A new thread is refused for lack of rights, not of room: the container runtime's seccomp"
                            + " profile is older than the image and does not know the call clone3.")
                    .fix(
                            "Update Docker (20.10.10 and later), containerd and libseccomp on the host; to prove it, docker"
                                    + " run --security-opt seccomp=unconfined.")
                    .not(MORE_SHM)
                    .from("moby#42680", "pthread_create(3)"),
            Explanation.other("cuda-failed-first", Owner.NODE, "A CUDA call failed first")
                    .because(
                            "NCCL reports the segment only because the CUDA call for it failed: registering or allocating"
                                    + " host memory, not making the file.")
                    .fix(
                            "Look up the CUDA error above the message; NCCL_CUMEM_HOST_ENABLE=0 tells whether host memory through"
                                    + " the driver is at fault.")
                    .not(MORE_SHM)
                    .from("src/misc/shmutils.cc, src/transport/shm.cc"),
            Explanation.other("nvls-slots-used-up", Owner.NODE, "The NVSwitch has no multicast slot left")
                    .because(
                            "NVLink SHARP takes a multicast group from NVSwitch for each communicator, and there are few. A"
                                    + " process that died, or many communicators, used them up.")
                    .fix(
                            "NCCL_NVLS_ENABLE=0 for the groups that do not need it; end other jobs on the node; restart the"
                                    + " fabric manager.")
                    .not(MORE_SHM)
                    .from("src/transport/nvls.cc"),
            Explanation.note("custom-all-reduce-off", "The engine's own all-reduce is switched off")
                    .because(
                            "It needs P2P between all GPUs and is left out where there is none; NCCL does the work, through"
                                    + " shared memory. It is no failure.")
                    .fix("Nothing; --disable-custom-all-reduce silences the message.")
                    .not(MORE_SHM)
                    .from("vllm/distributed/device_communicators/custom_all_reduce.py"),
            Explanation.other("cuda-error", Owner.NODE, "CUDA or the GPU failed")
                    .because(
                            "999 (unknown error) mostly means that the driver and its modules do not agree or a device file is"
                                    + " missing; 719 that a kernel of the program crashed on the GPU; 700 and 717 a wrong address.")
                    .fix("dmesg for Xid messages; nvidia-smi; CUDA_LAUNCH_BLOCKING=1 names the kernel.")
                    .not(MORE_SHM)
                    .from("CUDA Runtime API, cudaError_t"),
            Explanation.of("loader-timeout", Nature.UNDECIDED, Owner.JOB, "A DataLoader worker did not deliver in time")
                    .because(
                            "timeout= is set, and no batch came: the data is slow, or a worker hangs. With torch 2.10 and"
                                    + " later a worker whose /dev/shm is full hangs while it sends numbers and lists one by one.")
                    .fix(
                            "df -h /dev/shm while it hangs, py-spy dump of a worker. Full: size it (shmfit analyze). Else faster"
                                    + " reading, or a longer timeout.")
                    .not(HUGE)
                    .from("torch/utils/data/dataloader.py"),
            Explanation.other("confidential-guest", Owner.HYPERVISOR, "A confidential guest has no P2P")
                    .because(
                            "In a confidential virtual machine (TDX, SEV-SNP) the GPU runs in protected mode: links and memory"
                                    + " of the host are encrypted, P2P and some host mappings are refused.")
                    .fix("Plan with " + UserInput.FACT
                            + " p2p=none; NCCL_CUMEM_ENABLE=0 or a driver that supports the mode.")
                    .not(MORE_SHM)
                    .from("nvidia-smi conf-compute -f"));

    private CrashExplanations() {}
}
