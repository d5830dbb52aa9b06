# Explanations: findings, causes that a log shows, rules of NCCL's. Ids are not translated.

shm-too-small = /dev/shm is too small for the job
    .because = A container has 64 MiB of /dev/shm unless somebody said otherwise. NCCL's connections and pools, and DataLoader batches on their way from workers, are files there; when the tmpfs is full, a write ends in a bus error, and an allocation in "No space left on device".
    .fix = Give the job the /dev/shm that it needs: shmfit analyze computes it from the node and the workload. A running container keeps its size and has to be recreated.
ray-store-exceeds-shm = Ray's object store does not fit into /dev/shm
    .because = Ray wants about 30 % of the machine's memory for its object store and puts it into /dev/shm. Where that is smaller, Ray takes a disk under /tmp instead, shrinks the store, or refuses; and what Ray takes is missing for NCCL and the DataLoader.
    .fix = Make /dev/shm as large as the store and the rest of the job together, or give the store a size of its own with --object-store-memory.
vllm-ring-exceeds-shm = vLLM's ring buffers do not fit into /dev/shm
    .because = With tensor parallelism vLLM makes ring buffers of up to 240 MiB each in /dev/shm. Their pages are taken only as they are used, so that a server may start and die later under load; since 2026 it checks the room first.
    .fix = Make /dev/shm larger by the rings (one for the workers, one for each worker's answers), or make the rings smaller with VLLM_MQ_MAX_CHUNK_BYTES_MB.
triton-stub-exceeds-shm = Triton's Python back end does not fit into /dev/shm
    .because = Every instance of a Python model takes a region in /dev/shm when it starts (1 MiB, formerly 64 MiB) and makes it larger while it works.
    .fix = Multiply the region by the number of instances, add what requests need, and set that as the size of /dev/shm; --backend-config=python,shm-default-byte-size makes the first region smaller.
mpi-segment-exceeds-shm = MPI's shared memory does not fit into /dev/shm
    .because = Open MPI makes a file of about 4 MiB for every process of a node (vader_segment, sm_segment) in /dev/shm, UCX likewise for its posix transport.
    .fix = Make /dev/shm larger by 4 MiB and more for each process of the node. Old vader_segment files of killed jobs can be removed.
shm-filling-up = /dev/shm fills up while the job runs
    .because = What grows from epoch to epoch is left behind: tensors shared as named files (sharing strategy file_system), a list that keeps shared tensors alive, or a dataset that is cached in shared memory on purpose.
    .fix = Look at whose files they are with ls -l /dev/shm (or shmfit watch). Drop the file_system strategy and raise ulimit -n instead; copy what is kept out of shared memory.
shm-leftovers = Files of dead processes take room in /dev/shm
    .because = A process that is killed leaves its segments. On a host, or in a pod whose container restarts, they stay and are missing for the next run.
    .fix = Remove them when no job runs: in the entry point, or in Slurm's epilog. fuser -v FILE, or lsof /dev/shm, shows whether a process still maps one.
emptydir-evicted = The pod was evicted: its memory volume went over its sizeLimit
    .because = Where the kubelet does not size the tmpfs by sizeLimit, it looks from time to time and evicts the pod that has gone over, in place of an error for the write.
    .fix = Set sizeLimit to what the job needs, and the container's memory limit to what its processes need plus that.
container-default-shm = /dev/shm has the container's default size, 64 MiB
    .because = Nobody set a size: docker, podman and containerd then mount a tmpfs of 64 MiB.
    .fix = Set one, as large as shmfit analyze says for the job.
no-space-unnamed = No space left on a device, and the message does not say on which
    .because = The error is the same for a full disk, a full /dev/shm, and a file system without inodes. In a container, from code that starts processes, it is /dev/shm in most cases.
    .fix = df -h /dev/shm /tmp . and df -i /dev/shm in the very container tell; then size what is full.
disk-full = A disk is full, not /dev/shm
    .because = The file that the message names is not in /dev/shm.
    .fix = Free that file system, or write elsewhere: TMPDIR, the cache's or the checkpoints' directory.
nofile-too-small = The limit of open files is reached
    .because = Every tensor that travels between processes holds a file descriptor, and so does every segment of NCCL's from {$version} on. At the limit (ulimit -n, often 1024) the next one cannot be opened; older programs say only that a shared memory object could not be opened.
    .fix = Raise the limit: ulimit -n 65536 (docker run --ulimit nofile=65536:65536). Do not keep tensors from a loader in a list without copying them.
memlock-too-small = The limit of locked memory is reached
    .because = Registering memory for RDMA, or for the GPU, locks it, and the limit (ulimit -l) is too small; in containers it is 64 KiB or 8 MiB unless raised.
    .fix = docker run --ulimit memlock=-1:-1. Kubernetes has no field for it: LimitMEMLOCK=infinity for containerd. On the host /etc/security/limits.conf, and a new login.
mappings-too-many = A process has too many mappings
    .because = Every shared tensor is a mapping, and a process may have 65530 of them (vm.max_map_count). The number at the end of the file's name counts what the process has made so far.
    .fix = sysctl vm.max_map_count=262144, or fewer shared tensors: pack small ones into one array.
killed-for-memory = The kernel killed a process for memory
    .because = The container's or the job's memory limit was reached. What is written to /dev/shm counts towards the limit of whoever writes it, so a larger /dev/shm alone makes this more likely.
    .fix = Raise the memory limit to what the processes need plus what the job puts into /dev/shm; or fewer workers, smaller prefetch, smaller batches.
memory-refused = The system refuses more memory, with room left in /dev/shm
    .because = Pages of /dev/shm are memory: a strict memory limit, or vm.overcommit_memory=2, refuses the mapping or the allocation before the tmpfs is full.
    .fix = Raise the memory limit; fewer workers or ranks on the node.
allocation-interrupted = A signal interrupted the allocation
    .because = The allocation gives up when a signal arrives, and NCCL before {$version} does not try again: a profiler or a timer that sends signals (SIGPROF, SIGALRM) is the usual sender.
    .fix = Run without the profiler or timer while communicators are made, or NCCL {$version} and later.
gpu-memory-full = The GPU's own memory is full
    .because = VRAM, the machine's memory and /dev/shm are three different things; this is the first.
    .fix = A smaller batch, a smaller model or precision, gradient checkpointing.
segments-deleted = Segments in /dev/shm are deleted while in use
    .because = systemd-logind with RemoveIPC=yes deletes the segments of a user, system accounts apart, when the user's last session ends, also while a job of that user runs. A cleaner script, or a container that shares /dev/shm and ends, does the same.
    .fix = RemoveIPC=no in /etc/systemd/logind.conf, or loginctl enable-linger USER.
shm-not-permitted = The process may not write to /dev/shm
    .because = /dev/shm is not a tmpfs with mode 1777, it is mounted read-only, or a security policy forbids it; a file of the same name may also belong to another user.
    .fix = mount -t tmpfs -o rw,nosuid,nodev,mode=1777 tmpfs /dev/shm; ls -ld /dev/shm must print drwxrwxrwt.
shm-attach-disagreement = Ranks disagree on where the segment is
    .because = One rank uses host memory through the driver and the other /dev/shm, and takes the driver's handle for the name of a file: hence a name of odd characters, or a size of 0 or without sense. It happens where the driver can allocate on some NUMA nodes and not on others.
    .fix = NCCL_CUMEM_HOST_ENABLE=0 on all ranks (then /dev/shm has to be large enough), or memory in every NUMA node.
shm-attach-failed = A segment that another rank made is not there
    .because = The rank that attaches does not find the file. Either the two ranks do not see the same /dev/shm (two containers), or the file was deleted in between (RemoveIPC, a cleaner), or the rank that made it has died.
    .fix = Look at the first error of the other ranks. One /dev/shm for all ranks of a node; RemoveIPC=no.
bus-error-not-shm = A bus error with room left in /dev/shm
    .because = A bus error means that a mapped page could not be had. With room in /dev/shm it is a mapped file elsewhere: a dataset on a failing or remote volume, or one that was truncated while mapped.
    .fix = dmesg shows I/O errors; read the dataset once in full, copy it to a local disk, rebuild its index.
mapped-file-fails = A mapped dataset or a disk cannot be read
    .because = The volume reports errors, or the mapped file is shorter than its index says. Reading such a page ends in a bus error as a full /dev/shm does.
    .fix = Check the volume (dmesg, the storage's own tools), copy the data to a healthy disk.
mpi-session-directory = MPI's session directory is full or not writable
    .because = Open MPI puts its backing files into the session directory (below TMPDIR, usually /tmp), not into /dev/shm, where it was told so or /dev/shm did not do.
    .fix = Room and rights in TMPDIR, or TMPDIR at another place; df -h and ls -ld of the directory that is named.
sysv-not-posix = A System V segment was refused, not /dev/shm
    .because = The program asked for a System V segment (shmget). Those have limits of their own (ipcs -lm: number of segments, kernel.shmmax, kernel.shmall), which say nothing about /dev/shm.
    .fix = sysctl kernel.shmmni and kernel.shmall; for UCX, UCX_TLS without sysv. Old segments: ipcs -m, ipcrm.
shm-size-malformed = The size for /dev/shm is written wrongly
    .because = Docker takes 64m or 2g (powers of 1024), Kubernetes 2Gi. A size without a unit is in bytes.
shm-size-and-ipc-host = --shm-size and --ipc=host were both given
    .because = With --ipc=host the container has the host's /dev/shm, which no option of the container can size; podman refuses, docker ignores the size.
    .fix = Give one of them.
bus-error = A bus error: a mapped page could not be had
    .because = The kernel could not give a page of a mapped file: /dev/shm is full, a mapped file lies on a full or failing disk or was truncated, or a library was cut short. The text does not say which file it was.
    .fix = df -h and df -h /dev/shm right after the failure, dmesg for I/O errors, and a stack (gdb's bt on the core, python -X faulthandler): the innermost frames name the user of the page.
library-truncated = A shared library on disk is cut short
    .because = The dynamic loader died while it mapped a library: the file is shorter than its headers say, as after a download, a copy or an image layer that ran out of disk.
    .fix = Install the library again with room on the disk; compare its size or checksum with the package's.
memory-hardware = The machine's memory is faulty
    .because = An uncorrectable error was found in a page of memory: the kernel takes the page away and sends SIGBUS to whoever has it mapped. A full /dev/shm ends in the same signal.
    .fix = Take the node out of service and test or replace the module: dmesg, edac-util, rasdaemon name it.
mapped-file-disk-full = A mapped file lies on a full disk
    .because = A program that writes through a mapping gets a bus error, not an error message, when the file system under the file has no block left for the page.
    .fix = Free that file system, or put the file elsewhere; then run again.
process-crashed = A process crashed by a fault of its own
    .because = The signal tells of a wrong access, a failed check or an instruction that the machine does not have. A full /dev/shm ends in a bus error or an error message, not in this signal.
    .fix = The first error above it, or a stack: gdb's bt on the core, python -X faulthandler.
segment-left-behind = A segment of an earlier run is in the way
    .because = The program makes its segment under a fixed name and refuses one that exists. A run that was killed left it; or another run of the same program is alive.
    .fix = {$stale-files} shows whose file it is; when no process has it open, remove it: {$remove-stale-files}, or rm of that one file.
shm-full-or-leftovers = No room in /dev/shm, or leftovers of dead processes fill it
    .because = The program could not make its segment and does not say why. Files of killed runs stay in /dev/shm and take the room of the next one.
    .fix = ls -l /dev/shm and df -h /dev/shm. Remove what no process has open ({$stale-files}, {$remove-stale-files}). Only if it is full of live files, enlarge it.
shm-tenant = A live program keeps its data in /dev/shm
    .because = Expert load balancers, object stores, caches of keys and values and streaming data sets keep weights or data there for as long as they run. It is no leak and no leftover: the room has to be there for it and for the job.
    .fix = Add the program's size to the need ({$other-tenant}), or give it a smaller limit of its own.
semaphores-missing = The system has no POSIX semaphores
    .because = sem_open is not there, or is not allowed: a sandbox, a serverless function or a libc without it. Python's multiprocessing locks then cannot be made.
    .fix = Run where /dev/shm is mounted and sem_open works; else threads in place of processes (multiprocessing.dummy, num_workers=0).
segment-size-wrong = The size of a segment is wrong
    .because = The call was refused for its arguments: a size of 0, negative or not whole pages, a file that is sealed or shorter than what is to be mapped.
    .fix = Find the size that the program computed; a shape of 0 or an overflow is the usual reason.
threads-limit = The limit of threads or processes is reached
    .because = A thread or process could not be started. The limit is that of the container's cgroup (pids.max), of the user (ulimit -u), or of the kernel (threads-max); memory for stacks is the rarer reason.
    .fix = docker run --pids-limit=-1, podPidsLimit at the kubelet, TasksMax for systemd; fewer threads: OMP_NUM_THREADS, fewer workers.
threads-forbidden = Threads may not be started
    .because = A new thread is refused for lack of rights, not of room: the container runtime's seccomp profile is older than the image and does not know the call clone3.
    .fix = Update Docker (20.10.10 and later), containerd and libseccomp on the host; to prove it, docker run --security-opt seccomp=unconfined.
cuda-failed-first = A CUDA call failed first
    .because = NCCL reports the segment only because the CUDA call for it failed: registering or allocating host memory, not making the file.
    .fix = Look up the CUDA error above the message; NCCL_CUMEM_HOST_ENABLE=0 tells whether host memory through the driver is at fault.
nvls-slots-used-up = The NVSwitch has no multicast slot left
    .because = NVLink SHARP takes a multicast group from NVSwitch for each communicator, and there are few. A process that died, or many communicators, used them up.
    .fix = NCCL_NVLS_ENABLE=0 for the groups that do not need it; end other jobs on the node; restart the fabric manager.
custom-all-reduce-off = The engine's own all-reduce is switched off
    .because = It needs P2P between all GPUs and is left out where there is none; NCCL does the work, through shared memory. It is no failure.
    .fix = Nothing; --disable-custom-all-reduce silences the message.
cuda-error = CUDA or the GPU failed
    .because = 999 (unknown error) mostly means that the driver and its modules do not agree or a device file is missing; 719 that a kernel of the program crashed on the GPU; 700 and 717 a wrong address.
    .fix = dmesg for Xid messages; nvidia-smi; CUDA_LAUNCH_BLOCKING=1 names the kernel.
loader-timeout = A DataLoader worker did not deliver in time
    .because = timeout= is set, and no batch came: the data is slow, or a worker hangs. With torch 2.10 and later a worker whose /dev/shm is full hangs while it sends numbers and lists one by one.
    .fix = df -h /dev/shm while it hangs, py-spy dump of a worker. Full: size it (shmfit analyze). Else faster reading, or a longer timeout.
confidential-guest = A confidential guest has no P2P
    .because = In a confidential virtual machine (TDX, SEV-SNP) the GPU runs in protected mode: links and memory of the host are encrypted, P2P and some host mappings are refused.
    .fix = Plan with {$fact} p2p=none; NCCL_CUMEM_ENABLE=0 or a driver that supports the mode.
nvlink-p2p-disabled = P2P is off between GPUs that NVLink connects
    .because = For such a pair NCCL does not fall back: a P2P status other than OK is an error. The link, the fabric manager or the driver is at fault.
    .fix = Take the node out of service; nvidia-smi nvlink -s, the fabric manager's log, a reset of the GPUs.
fabric-not-ready = NVSwitch's fabric manager is not running
    .because = CUDA reports that the system is not yet initialized (802) while the fabric manager is down, or has another version than the driver.
    .fix = systemctl status nvidia-fabricmanager; the same version as the driver; then start it.
mnnvl-not-working = The nodes share one NVLink domain, and IMEX does not let them share memory
    .because = NCCL takes the nodes of a domain for one, exports memory to the others and stops where IMEX refuses it.
    .fix = systemctl status nvidia-imex on each node, and a channel in /dev/nvidia-caps-imex-channels; NCCL_MNNVL_ENABLE=0 leaves the domain unused until then.
pxn-level-crashes = NCCL_P2P_PXN_LEVEL=1 crashes NCCL during init
    .because = From 2.21.5 on NCCL asks for the ranks that send for others without a place for the NIC, and the branch of level 1 reads it. Versions that connect at the first operation do not ask, unless NCCL_RUNTIME_CONNECT=0.
    .fix = Unset NCCL_P2P_PXN_LEVEL: its default is 2. NCCL_PXN_DISABLE=1 avoids the branch, too.
gpu-given-twice = Two ranks use the same GPU
    .because = NCCL refuses a communicator in which a GPU occurs twice: ranks without a device of their own, or more ranks than GPUs; MIG slices of one GPU count as one.
    .fix = torch.cuda.set_device(local_rank) before the first collective; as many ranks as GPUs.
cumem-host-refused = Host memory through the driver failed
    .because = From {$version} on NCCL shares host memory through the driver where it can. That needs NUMA calls (CAP_SYS_NICE) and, before driver 13.0, P2P between the GPUs.
    .fix = NCCL_CUMEM_HOST_ENABLE=0 on all ranks and a /dev/shm of sufficient size, or a newer driver.
cumem-host-fallback = NCCL falls back from the driver's host memory to /dev/shm
    .because = The container lacks CAP_SYS_NICE, or NUMA calls are blocked. Outside such a container the same job may need no /dev/shm at all; here it does.
    .fix = Size /dev/shm for it, or docker run --cap-add SYS_NICE.
nvml-p2p-disabled = NVML says that P2P between these GPUs is not OK
    .because = For PCIe cards of many models that is normal. NCCL connects such a pair through shared memory, which works and needs room in /dev/shm.
    .fix = Nothing to repair: size /dev/shm.
cuda-peer-access-no = CUDA says that these GPUs cannot reach each other
    .because = cudaDeviceCanAccessPeer is the last question before P2P; NCCL takes shared memory for the pair.
    .fix = Nothing to repair: size /dev/shm.
collective-timeout = A collective did not end in time
    .because = Either a rank died or is late, and its own messages come first; or GPUs wait for each other although P2P was said to work: then ACS or the IOMMU redirects it (GPUs at 100 %, first collective).
    .fix = Look at the first error of any rank. With none, run once with NCCL_P2P_DISABLE=1: if that works, boot with iommu=pt and disable ACS on the bridges.
peer-gone = Another rank or process has gone
    .because = The other end of a connection was closed: that process failed first, and its own messages name the cause.
    .fix = Find the first error among all ranks.
worker-gone = A worker process ended
    .because = The program that waits for the worker reports its end; why it ended is in the worker's own messages, or in the signal.
    .fix = Find the first error; dmesg shows whether the kernel killed it.
nccl-system-error = NCCL reports a system error without its cause
    .because = PyTorch passes on that a system call of NCCL's failed. Which one, NCCL says in its warnings: no room in /dev/shm, no descriptors, a network that cannot be reached.
    .fix = Run again with NCCL_DEBUG=WARN (or INFO) and explain that log.
leaked-at-exit = Segments were left to be cleaned up at exit
    .because = Python's resource tracker removes at exit what the program did not. It follows from a process that ended early.
    .fix = Look for what ended it; leftovers of killed trackers stay in /dev/shm.
vllm-waits = vLLM's processes wait for each other
    .because = No block of the ring was free or filled for a minute: a worker computes or compiles for long, hangs, or is dead. It is not about the size of /dev/shm.
    .fix = Wait while models compile; else find the first error of a worker.
shm-tight = /dev/shm suffices, with little to spare
    .because = The need is a bound that is not exceeded. What a killed run leaves behind, or a library that was not stated, is not in it.
    .fix = Give it the recommended size.
shm-fits = /dev/shm suffices
    .because = The bound on what NCCL, the loaders and other stated users take is below what is free. If a worker still dies of a bus error, the cause is a mapped file elsewhere.
shm-size-unknown = How large /dev/shm is, is not known
    .because = The capture does not say. A container has 64 MiB unless told otherwise, a plain host half of its memory.
    .fix = --shm-size states it; df -h /dev/shm in the very container shows it.
shm-size-unit-lost = The size of /dev/shm was probably written without a unit
    .because = --shm-size=2 means two bytes to docker, rounded up to a page.
    .fix = --shm-size=2g for docker, sizeLimit: 2Gi for Kubernetes.
shm-size-is-default = The size that was asked for did not reach this container
    .because = 64 MiB is what a container runtime gives when it is told nothing: shm_size under build:, Swarm, a chart without such a value, a container older than the flag, or another container got it.
    .fix = Set it where this very container is started, recreate the container, look with df -h /dev/shm inside.
shm-of-the-host = The container uses the host's /dev/shm
    .because = Its size is the host's: Docker ignores --shm-size beside --ipc=host, and podman refuses to start (exit code 125). All jobs of the host take from it.
    .fix = Exactly one of the two: the host's /dev/shm, sized on the host, or one of its own.
emptydir-not-sized = Kubernetes does not size the volume at /dev/shm
    .because = A memory emptyDir without the mount option size= is as large as half the node's memory for df; its sizeLimit is enforced by evicting the pod, its memory limit by the OOM killer.
    .fix = A sizeLimit of at least the need, and a memory limit of what the processes need plus that.
shm-in-use = Running processes hold a part of /dev/shm
    .because = Inference engines, Ray, flash checkpoints and other jobs keep segments there; some fill them only under load.
    .fix = {$other-tenant} counts such a tenant at its full size; shmfit watch shows who holds what.
communicators-add-up = Every process group costs its own segments
    .because = A communicator makes its own at its first use, so that a job dies late, when context, pipeline or expert groups come to use.
    .fix = State all groups with {$group}; ncclCommSplit with shared resources needs less.
memlock-limits-rdma = The limit of locked memory stops network cards
    .because = What NCCL registers with a card counts as locked; over ulimit -l registration fails with "Cannot allocate memory".
    .fix = --ulimit memlock=-1:-1 for Docker, LimitMEMLOCK=infinity at containerd for Kubernetes.
shm-inodes-too-few = /dev/shm may hold too few files
    .because = A tmpfs limits files as well as bytes. Without an inode left the error is "No space left on device" although df shows room; df -i shows it.
memory-limit-too-small = Shared memory alone exceeds the memory limit
    .because = Pages of a tmpfs are charged to the memory limit of whoever writes them first; over it the kernel kills a process, with room left in /dev/shm.
    .fix = A memory limit of what the processes need plus what the job puts into /dev/shm.
memory-limit-shared = Shared memory takes part of the memory limit
    .because = Pages of a tmpfs are charged to the memory limit of whoever writes them first.
    .fix = Count them when setting the limit.
shm-size-above-memory-limit = /dev/shm is larger than the memory limit
    .because = The limit is reached first, and the kernel kills a process where an error would have been reported.
    .fix = A /dev/shm below the limit by what the processes need, or a higher limit.
memory-left-when-shm-full = What the limit leaves when /dev/shm is full
    .because = Pages of a tmpfs are charged to the memory limit.
system-memory-too-small = Shared memory exceeds the machine's memory
    .because = A tmpfs lives in memory, whatever size it is mounted with.
    .fix = Fewer ranks or workers on this node, smaller batches, another machine.
shm-size-above-memory = /dev/shm is larger than the machine's memory
    .because = The size is a limit and costs nothing; above the memory it limits nothing.
    .fix = The size that the job needs.
file-system-sharing = A loader shares tensors as named files
    .because = Batches under way when a loop is left early stay in /dev/shm until the job ends; a killed job leaves them for good.
    .fix = The default, file_descriptor, and a higher ulimit -n.
nvlink-lost = A GPU has no NVLink while the others have
    .because = A fault of the board or of the fabric manager, or a reset that did not finish.
    .fix = nvidia-smi nvlink -s, the fabric manager's log; take the node out of service.
network-inside-node = GPUs of one node talk over the network
    .because = NCCL found neither P2P nor shared memory for them, or a faster network card. Containers with different names or a /dev/shm of their own are different nodes to NCCL.
    .fix = One container for all GPUs of a node, or the same NCCL_HOSTID and the same /dev/shm; unset NCCL_SHM_DISABLE.
transport-undetermined = The facts leave several transports open
    .because = The figures count the transport that needs most.
    .fix = {$fact} states the missing fact.
amd-p2p-default-changed = NCCL {$version} narrowed the reach of P2P on AMD CPUs
    .because = Before it, P2P reached everywhere; since then only where a communicator has at most two GPUs, else up to PCIe switches. An upgrade raises the need of /dev/shm.
    .fix = Size /dev/shm for it; NCCL_P2P_LEVEL=SYS restores the old reach, measure it.
env-disables-p2p = A setting turns P2P off for every pair
    .because = NCCL_P2P_DISABLE=1 or NCCL_P2P_LEVEL=LOC, often left behind in an image, a script or nccl.conf. All traffic goes through shared memory, NVLink unused.
    .fix = Unset it, unless P2P is known to be broken on this machine.
shm-disable-set = NCCL_SHM_DISABLE=1 is set
    .because = Pairs without P2P go over the network inside the node. The pool of proxy operations and NVLS segments are made in /dev/shm all the same.
    .fix = Unset it and give the job the room it needs.
cumem-host-without-sys-nice = The container lacks CAP_SYS_NICE
    .because = NCCL's host memory through the driver needs it. From {$version} on NCCL notices and falls back to /dev/shm; before, it fails.
    .fix = docker run --cap-add SYS_NICE, or NCCL_CUMEM_HOST_ENABLE=0; and size /dev/shm.
cumem-host-in-place-of-shm = NCCL uses the driver's host memory, not /dev/shm
    .because = That needs a recent driver and CAP_SYS_NICE. Without either, the same connections go to /dev/shm.
    .fix = {$fact} cap-sys-nice=no plans for a container without it.
proxy-pool-dominates = Most of the need is NCCL's pool of proxy operations
    .because = Each rank makes one for each communicator that connects eagerly or uses the network, whatever the links. It grew eightfold from NCCL {$from} to {$to}.
    .fix = Fewer top-level communicators: ncclCommSplit with shared resources.
loader-dominates = Most of the need is for DataLoader batches
    .because = Workers x prefetch batches wait, one or two more at a hand-over, in every rank.
    .fix = Fewer workers, a smaller prefetch, a smaller dtype.
loader-pipe-limited = A loader's result pipe is full before its batches are
    .because = Batches of many tensors take long announcements; while the pipe is full, further ones wait in the workers' own memory. The bound given holds.
    .fix = Fewer tensors a batch, by padding or packing.
advice-to-ignore = Advice that circulates and does not help
    .because = Each line below is passed around for this failure.
job-spans-nodes = The job spans several nodes, and the need is that of one
    .because = Each node has a /dev/shm of its own. Ranks that reach other nodes have pools and files that the other ranks lack, so the nodes differ; the one that needs most is told.
job-mixes-nodes = The job goes over nodes of several kinds
    .because = All ranks take the fewest channels that any node found, so each kind needs another size here than among its equals.
    .fix = Give each kind of node its own size of /dev/shm, or all of them the largest.
collnet-not-followed = CollNet is asked for: the figures are a range
    .because = NCCL uses it only where a network plugin offers it.
    .fix = Compare with one node's log: shmfit verify.
adapters-excluded = Settings keep NCCL from adapters of its topology
    .because = The topology was written in another run. Without those adapters NCCL uses the others, or sockets, which the topology does not show.
    .fix = Write the topology in a run with the same settings (NCCL_TOPO_DUMP_FILE) and give it with { $fact }.
host-id-set = NCCL_HOSTID is set in a job of several nodes
    .because = Nodes with one value are one host to NCCL. GPUs of equal bus id are then the same GPU to it, and init fails.
    .fix = Unset it, or give each node its own value.
net-devices-policy-not-compared = How many NICs a GPU may use is set
    .because = NCCL_NETDEVS_POLICY is followed as NCCL's source has it. No run with it was there to compare with.
    .fix = Compare with one node's log: shmfit verify.
nvlink-domain-not-compared = NVLink joins the nodes, as stated
    .because = NCCL then takes them for one node. This follows its source; no run was there to compare with.
    .fix = Compare with one node's log: shmfit verify.
nvlink-domain-not-followed = The nodes may share one NVLink domain
    .because = NCCL then takes them for one node, and connects them without the network.
    .fix = State nvlink-domain=NODES or NCCL_MNNVL_ENABLE=0, or compare with one node's log: shmfit verify.
loader-not-covered = The description of a loader leaves something open
    .because = A loader that describes itself sees some samples, no worker and nothing of the loop; what it could not see stands in the workload file as not-covered.
    .fix = State it in the workload file (extras, max-bytes, epochs), or watch one run: shmfit watch.
epochs-not-stated = The loaders may need more from the second epoch on
    .because = Where nobody says how often a loader is run through, one epoch is forecast. Workers that are forked again for the next one keep the batches that the process still has of the last.
    .fix = State epochs=2 or more for the loader, or set persistent_workers=True.
other-decides-at-run-time = How much another program takes of /dev/shm is a range
    .because = Some programs touch their segments only as far as they need them, or go to the temporary directory where /dev/shm is too small when they start. The upper end is planned with.
    .fix = State the size of /dev/shm and the program's own settings in the workload file.
engine-not-counted = A serving engine's own files are not counted
    .because = No formula of what this engine keeps in /dev/shm is known; NCCL's part is counted.
    .fix = Watch one run (shmfit watch), and state its peak with {$other-tenant}.
engine-version-assumed = vLLM's version is not stated; the newest known is counted
    .because = The size of its rings changed in 0.8.0, 0.9.1 and 0.11.1.
    .fix = Name the image with its tag, or the version in a workload file.
input-not-understood = Part of the input was not understood
    .because = What cannot be read is left undetermined and never guessed.
    .fix = Capture the node again, or send the file.
sources-disagree = Two sources say different things of one fact
    .because = Texts that were put together may come from a host and its container, from two machines, or from before and after a change. The finding names both lines, and which of them counts.
    .fix = Give the texts of the container in which the job runs, all from one time.
gpus-not-mapped = Which GPUs the job is given cannot be told
    .because = CUDA_VISIBLE_DEVICES or NVIDIA_VISIBLE_DEVICES names GPUs by UUID, and nothing handed over tells which GPU has which UUID.
    .fix = Add what nvidia-smi -L prints. {$gpus} states the GPUs.
gpus-not-in-table = NVIDIA_VISIBLE_DEVICES names GPUs that the table does not have
    .because = The table is of another place, or of a container that was given other GPUs. NVIDIA's runtime starts no container with a GPU that the node does not have.
    .fix = Give the table of the job's node, or what nvidia-smi prints in the job's container. {$gpus} states the GPUs.
pod-gpus-not-named = A pod asks for fewer GPUs than the table shows
    .because = Kubernetes counts GPUs; the device plugin chooses which ones a pod has, and only its environment names them.
    .fix = Take nvidia-smi topo -m inside of the pod, add NVIDIA_VISIBLE_DEVICES from there, or state the GPUs with { $gpus }.
slurm-gpus-not-named = A scheduler gives another number of GPUs than the table shows
    .because = A scheduler (Slurm, PBS, LSF) counts GPUs; it chooses which ones a job has, and only CUDA_VISIBLE_DEVICES in the job names them.
    .fix = Take nvidia-smi topo -m inside of the job, add CUDA_VISIBLE_DEVICES from there, or state the GPUs with { $gpus }.
ranks-not-on-node = A launcher or an environment counts other ranks than the answer
    .because = WORLD_SIZE counts the ranks of all nodes, LOCAL_WORLD_SIZE those of one; they do not go with the GPUs of the table and the nodes that are told.
    .fix = Give the table of the node on which the job runs, or state { $ranks } and { $nodes }.
runtime-gives-no-gpu = NVIDIA's container runtime is asked for no GPU
    .because = With NVIDIA_VISIBLE_DEVICES empty, none or void the runtime gives a container no GPU. CDI, which gives GPUs in another way, writes void itself.
    .fix = Run nvidia-smi -L in the container. If it lists no GPU, unset the variable or let it name the GPUs of the job.
visible-list-ends = The list of visible GPUs names one that is not there
    .because = CUDA shows the GPUs before the first entry that it does not know, and none behind it.
    .fix = List GPUs that are there.
mig-instance-visible = The job is given MIG instances
    .because = A process sees one MIG instance, and MIG instances cannot reach each other directly.
cuda-order-unknown = CUDA may count the GPUs in another order than nvidia-smi
    .because = CUDA counts the fastest first unless CUDA_DEVICE_ORDER=PCI_BUS_ID; nvidia-smi counts by bus id.
    .fix = Set CUDA_DEVICE_ORDER=PCI_BUS_ID in the job, or name GPUs by UUID.
job-found = A job runs beside the check
    .because = Command lines of torchrun, accelerate, deepspeed, vllm and sglang, and LOCAL_WORLD_SIZE in a rank's environment, show it. Its loaders cannot be seen from outside.
setting-not-taken = A setting is named and not taken
    .because = It stands in prose, in a comment or under a condition, or its value does not stand in the text. It changes no number.
    .fix = State it with {$setting}, if it holds for this job.
failure-in-text = The text tells of a failure
    .because = A failure in the text that holds the table is evidence. Where /dev/shm ran out and the forecast fits, the verdict is unknown: the forecast is of another job than the one that failed.
    .fix = Read the failure with shmfit explain, and state what the job that failed had: nodes, ranks, NCCL's version, settings, loaders.
log-in-text-differs = The log in the text shows other connections
    .because = A log of NCCL's beside a table is evidence. Where it shows shared memory and the forecast does not, the verdict is unknown: the forecast is of another job.
    .fix = shmfit verify holds log and forecast against each other and looks for the setting, the version or the fact that explains the difference.
mentioned-not-used = What the text names in prose is not used
    .because = Prose beside pasted output may speak of another machine, or of what was tried before. It is quoted where the answer depends on the fact, and changes nothing.
    .fix = State it with the option that is shown, if it holds for this job.
sections-not-used = Parts of a text were recognised and not used
    .because = A list of packages or the kernel's log decides nothing of what NCCL does.
nccl-newer-than-known = NCCL is newer than all whose rules are known
    .because = The rules of the newest known version stand in for those of the one at hand. Where a size, a bandwidth or a default changed since, the forecast is the older version's.
    .fix = Compare one run with shmfit verify, or take a newer shmfit.
nccl-setting-unknown = No version of NCCL reads this variable
    .fix = Correct the name, or leave it out; a plugin may read names of its own.
nccl-setting-of-others = A variable that begins with NCCL_ and is not NCCL's
    .because = PyTorch, plugins, images and build scripts use such names too.
nccl-setting-of-other-version = Another version of NCCL reads this variable
    .fix = Look for what replaced it, or leave it out.
nccl-setting-never-read = NCCL looks up the variables that it knows and never at the others, so a misspelt one, or one of another version, does nothing and nothing says so.
nccl-setting-value-ignored = NCCL does not take a value as it is written
    .because = Numbers are read by strtoll: "4M" is 4, "true" is 0, "010" is 8. Words and ranges that NCCL does not know are replaced by a default, at most with a line at NCCL_DEBUG=INFO.
    .fix = Write the number of bytes in full, 1 for yes, and words as NCCL's documentation spells them.
nccl-setting-value-refused = NCCL refuses a value and fails
    .because = From {$version} on, a word in NCCL_ALGO or NCCL_PROTO that NCCL does not know ends in ncclInvalidUsage, before it in silence.
    .fix = Use words that this version knows.
acs-redirects-p2p = ACS sends P2P through the root complex
    .because = With Access Control Services on a bridge, traffic between GPUs goes up to the IOMMU in place of across the switch: slow, or hanging, although every P2P status is OK.
    .fix = Disable ACS on the bridges above the GPUs (setpci, or the firmware's setting); not where virtual machines share the host.
iommu-translates = The IOMMU translates the GPUs' addresses
    .because = A translating IOMMU redirects P2P, which then is slow or hangs.
    .fix = iommu=pt on the kernel's command line.
logind-removes-ipc = systemd-logind deletes segments when a user logs out
    .because = With RemoveIPC=yes it deletes what a user has in /dev/shm, system accounts apart, when the user's last session ends, also while a job of that user runs.
    .fix = RemoveIPC=no in /etc/systemd/logind.conf, or loginctl enable-linger USER.
shm-call-failed = A call on /dev/shm failed, and not for room
    .because = The system names the error, and it is one that a full /dev/shm does not give: a name that is too long, a directory in the place of a file, an object that is in use, a lock whose owner died, an address of the program's that is none, or a file system that is no tmpfs.
    .fix = Look at the object that the message names: ls -la /dev/shm, fuser -v FILE, findmnt /dev/shm. A lock or a queue that a killed process left is to be removed.
shm-mode = /dev/shm has the wrong rights
    .because = Everybody must be able to write, and nobody to delete another's files: mode 1777.
shm-missing = There is no /dev/shm
    .because = shm_open knows no other place, so the first segment fails. Something was mounted over /dev, or an image was started without the usual mounts.
shm-read-only = /dev/shm is mounted read-only
    .because = shm_open fails with "Read-only file system": a container with a read-only root lacks a tmpfs of its own there, or the mount says ro.
shm-not-tmpfs = /dev/shm is not a tmpfs
    .because = On a disk, or missing, it is slow, and what fails is the disk's limit.
shm-left-behind = Files of dead processes take room in /dev/shm
    .because = A process that is killed leaves its segments; they are missing for the next run.
    .fix = Remove them when no job runs: in the entry point, or in Slurm's epilog.
container-differs-from-host = The container sees another machine than its host
    .because = A container has its own /dev/shm, limits and devices. What the host shows of these says nothing about the job inside.
    .fix = Capture inside the container, where the job runs; compare with {$host-capture}.
no-gpus = No GPU is visible
    .because = The forecast of transports needs GPUs; the loaders' part does not.
    .fix = Start the container with the GPUs that the job will have.
gpus-not-known = Which GPUs there are, is not known
    .because = Nothing that was captured tells.
    .fix = Capture with nvidia-smi in the path, or give what it prints elsewhere.
nvidia-smi-hangs = nvidia-smi does not answer
    .because = A GPU has fallen off the bus, or the driver is stuck; jobs on the node will hang as well.
    .fix = dmesg (Xid), then a reset or a reboot; take the node out of service.
mig-enabled = A GPU is cut into MIG instances
    .because = There is no P2P to or from a MIG instance, whatever links its GPU has; NCCL goes through shared memory or the network.
    .fix = nvidia-smi -mig 0 for a job over several GPUs; else plan with {$fact} p2p=none.
gpus-hidden = The container has not been given all GPUs of the machine
    .because = Ranks in another container are on another node for NCCL, which goes by host name, boot id and the device of /dev/shm: they talk over the network though they share the machine.
    .fix = One container with all GPUs of the job on the node; else the same host name or NCCL_HOSTID, the same /dev/shm and all GPUs visible in each.
numa-node-empty = A NUMA node has no memory, or a GPU's has no CPU
    .because = Host memory from the driver is taken on the NUMA node of each GPU; where that node has none, this rank falls back to /dev/shm and the others do not, and the two do not meet.
    .fix = NCCL_CUMEM_HOST_ENABLE=0 for all ranks; memory in the slots of every socket.
cumem-host-needs-p2p = Host memory from the driver needs P2P on this driver
    .because = NCCL from {$from} to before {$before} takes it from driver 12.6 on, and drivers before CUDA 13.0 cannot share it between GPUs without P2P: initialisation fails, with NCCL_P2P_DISABLE=1 too.
    .fix = NCCL_CUMEM_HOST_ENABLE=0 for all ranks, and a /dev/shm of the size that is then needed; or a newer driver or NCCL.
workers-worth = What workers of a loader are worth
    .because = Without workers a batch is made between two steps, with enough of them while the GPU computes; the shared memory is the price.
    .fix = As many workers as keep the GPU busy, and no more.
rules-of-thumb = What rules of thumb would have said
    .because = Tables of sizes that circulate know neither the batch nor the node.
    .fix = Take the computed figure.
matrix = A matrix of a healthy machine is symmetric, and its PCIe links form a tree. The pairs concerned are left undetermined, or the message says which fact was followed.
    .fix = Capture the node again (nvidia-smi topo -m, topo -p2p r, topo -p2p w); if the table stays so, report it to whoever runs the node.
cells-undetermined = Cells of the table could not be read
matrix-asymmetric = The table says different things of a pair in its two directions
p2p-asymmetric = The P2P table says different things of a pair in its two directions
matrix-self-contradiction = The table contradicts itself about a GPU and itself
matrix-not-a-tree = The links of the table form no tree
nvlinks-contradiction = The table's NVLinks contradict each other
affinity-contradiction = The table's affinities contradict its links
nvlinks-lost = A pair has fewer NVLinks than its like
gpus-missing = The table skips a GPU
    .because = A GPU fell off the bus, or the text was cut.
different-node = The two ranks are on different nodes
    .because = NCCL tells nodes apart by a hash of the host. Ranks of different nodes reach each other over the network; such a pair takes nothing of either node's /dev/shm.
p2p-level-exceeded = The GPUs are farther apart than P2P may reach
    .because = NCCL lets P2P reach up to PCIe switches (PXB) on most machines. Beyond a host bridge it takes shared memory, even where P2P would work.
    .fix = Usually leave it and size /dev/shm. NCCL_P2P_LEVEL=SYS tries P2P; measure before keeping it.
p2p-turned-off = A setting turns P2P off for every pair
    .because = NCCL_P2P_DISABLE=1 and NCCL_P2P_LEVEL=LOC let P2P reach no other GPU, not even over NVLink.
    .fix = Unset it unless it works around a fault. It is often left behind in an image or a script.
p2p-level-ok = The GPUs are near enough for P2P
    .because = Their path type is within NCCL's level.
nvml-p2p-ok = NVML says that P2P works for the pair
    .because = Both read and write are OK, as nvidia-smi topo -p2p r and w show them.
nvml-status-not-applied = NVML says no, and this NCCL goes on
    .because = Before {$version} NCCL only mentions a P2P status other than OK for pairs without NVLink.
p2p-ipc = P2P, memory shared by CUDA IPC
    .because = cudaDeviceCanAccessPeer says yes. Such a pair takes nothing of /dev/shm.
p2p-cumem = P2P, memory shared by the driver's allocator (cuMem)
    .because = cudaDeviceCanAccessPeer says yes. Such a pair takes nothing of /dev/shm.
p2p-indirect = P2P through a third GPU
    .because = The pair has no NVLink of its own and reaches each other through a GPU that both have one to.
p2p-mnnvl = P2P through an NVLink domain over the nodes
    .because = The nodes have one clusterUuid and one cliqueId, and IMEX shares memory. Such a pair takes nothing of /dev/shm.
cuda-peer-not-asked = CUDA is not asked whether the pair can do P2P
    .because = The other GPU is hidden from the process (CUDA_VISIBLE_DEVICES); NCCL then relies on the level and on NVML.
shm-same-host = Shared memory: same host, same /dev/shm
    .because = P2P was refused before, as the trace says.
    .fix = Nothing to repair: each direction and channel takes 9.2 MiB of /dev/shm by default.
shm-disabled = NCCL_SHM_DISABLE=1 forbids shared memory
    .because = The pair goes over the network inside the node.
    .fix = Unset it and give the job the room it needs.
net-faster = The network is faster than the way between the GPUs
    .because = Both GPUs reach a network card with more bandwidth than they reach each other with.
    .fix = NCCL_NET_DISABLE_INTRA=1 keeps such a pair inside.
net-last = The network, because nothing else is left
    .because = P2P and shared memory were refused, as the trace says.
net-disabled-intra = NCCL_NET_DISABLE_INTRA=1 forbids the network inside the node
    .because = The setting is read where a pair of one node would use the network.
no-transport-found = No transport accepts the pair
    .because = P2P, shared memory and the network all refuse: NCCL stops with "No transport found". Two containers without a common /dev/shm and without a network, or settings that forbid all.
    .fix = Allow one: unset NCCL_SHM_DISABLE, or give the ranks a common /dev/shm or a network.
gpu-outside-domain = The other GPU is in another part of the node
    .because = NCCL splits a node whose GPUs cannot reach each other into parts and treats them as different nodes.
different-host = The containers are different hosts to NCCL
    .because = Hostname and boot id, or NCCL_HOSTID in their place, differ: neither P2P nor shared memory, whatever the GPUs could do. One container for all ranks, or a common NCCL_HOSTID with one /dev/shm, changes that.
different-shm = The containers are one host to NCCL, but have a /dev/shm each
    .because = NCCL compares the mounts of /dev/shm: for shared memory always, for P2P since {$version}. A volume or --ipc that the containers share changes that.
domains-decide = NCCL takes parts of the node for different nodes
    .because = GPUs that reach each other neither by P2P nor by shared memory are trimmed out of each other's view.
facts-missing = The answer depends on a fact not captured
    .because = The candidates say which transport follows from which value.
    .fix = {$fact} states it.
candidate = One of the transports that the facts leave open
    .because = It holds where the missing fact has the value named.
operation-fails = The first operation fails
    .because = The communicator is made, and connecting for the operation does not succeed; the summary says for which pair.
    .fix = Change the setting that the summary names; where it names a pair, its trace tells why.
algorithm-list-invalid = NCCL_ALGO or NCCL_PROTO cannot be read
    .because = Newer versions refuse a list that names an unknown algorithm or collective.
    .fix = Correct or unset it.
no-algorithm = No algorithm and protocol is left for a collective
    .because = NCCL_ALGO and NCCL_PROTO together exclude all that the version has for it.
    .fix = Unset them.
p2p-refused = nvidia-smi topo -p2p says {$status}
    .because = NCCL goes through host memory for such a pair.
    .fix = Size /dev/shm; no setting of NCCL changes what the driver says.
    .cns = The driver does not allow P2P across this chipset; in a virtual machine it sees the emulated one.
    .cns-fix = In a virtual machine: a P2P clique or a virtual PCIe switch in the hypervisor. Else size /dev/shm.
    .gns = These GPUs do not support P2P; for many PCIe cards that is normal.
    .ns = These GPUs do not support P2P; for many PCIe cards that is normal.
    .tns = The driver does not allow P2P on this path.
    .dr = A registry key of the driver disables P2P.
    .u = The driver does not know.

# Advice that circulates and does not help, and why.
wrong-shm-disable = the connections then go through the network stack and are slower; the pool of proxy operations and NVLS segments stay in /dev/shm
wrong-p2p-disable = puts every pair of GPUs on shared memory, so more of /dev/shm is needed, not less
wrong-huge = --shm-size=1000g and the like
    .why = the size is a limit; one above the memory limit only moves the failure to the OOM killer
wrong-chmod = loses the sticky bit, so that any user may delete any segment
wrong-ulimit = limits processes; the size of /dev/shm is that of its mount
wrong-shmmax = govern System V segments; /dev/shm is a tmpfs and has its own size
wrong-no-workers = num_workers=0 for good
    .why = hides the shortage and makes the GPU wait for data; right only while nobody can change the size
wrong-file-system = leaves segments behind in /dev/shm when processes die, so that it fills from run to run
wrong-more-shm = a larger --shm-size
    .why = there was room; the failure has another cause
wrong-ipc-host-and-size = --ipc=host together with --shm-size
    .why = docker then takes the host's /dev/shm and ignores the size; podman refuses to start
wrong-slow-storage = silences the message; the store stays on a disk and is slow
wrong-backend-config = there is no such setting: the size of /dev/shm is set where the container is started
wrong-btl = the processes then talk through the network stack of the machine; slower, and NCCL and the DataLoader still need the room
wrong-remove-all = while another job runs takes its segments away
wrong-no-size-limit = leaving sizeLimit out
    .why = the volume may then take half of the node's memory
wrong-oom-kill-disable = the job then hangs in place of ending
wrong-remove-files = rm of its files
    .why = the program that maps them dies with a bus error or reads nothing
wrong-ignore-links = starts the job on links that do not work
wrong-ignore-message = only silences the message
wrong-p2p-disable-for-good = NCCL_P2P_DISABLE=1 for good
    .why = proves the cause and costs the speed of every pair
wrong-longer-timeout = a longer timeout
    .why = a collective that hangs does not end later
