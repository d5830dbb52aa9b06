# What listings, limits and sizes in a text show.

df = /dev/shm has {$size}, {$free} free ({$percent} % in use).
df-last = /dev/shm has {$size}, {$free} free ({$percent} % in use, the last of {$count} answers).
files = {$count} file(s) of together {$sum} in /dev/shm, {$pages} in pages.
files-without-sizes = {$count} file(s) in /dev/shm; their sizes are not shown (ls -l).
bytes = {$human} ({$bytes} bytes)
mount-full = {$mount} is {$percent} % in use.
unlimited = unlimited
shm-size = The container was started with a /dev/shm of {$value}.
default-figure = 67108864 bytes are 64 MiB: the size of /dev/shm in a container where nobody set one.
mount-size = /dev/shm is mounted with a size of {$value}.
processes = A user or container may have {$value} processes and threads.
open-files = A process may have {$value} open files.
locked-memory = A process may lock {$value} of memory.
system-v-limits = ipcs shows limits of System V segments; they say nothing about /dev/shm.
nothing-open = No file of /dev/shm is open.
open = {$count} file(s) of /dev/shm are open, by {$who}.
open-nameless = {$count} file(s) of /dev/shm are open, by {$who}; {$nameless} of them, {$size}, have no name.
process = process {$pid}
and-more = {$list} and {$count} more
memory = The machine has {$total} of memory, {$available} available; {$shared} of it is shared: /dev/shm, other tmpfs, System V segments.
memory-limit = The cgroup's memory limit is {$limit}; what its processes write to /dev/shm counts towards it.
memory-used = The cgroup uses {$used}.
pids = The cgroup has {$count} processes and threads.
system-v = {$count} System V segment(s) of {$size}; they take memory, and no room in /dev/shm.
system-v-left = No process has {$count} of them attached ({$size}): left behind, ipcrm -m removes them.
nccl-newer = NCCL {$version} is newer than all whose rules are known; those of {$known} stand in.
dump-job = {$by}: {$processes} processes with {$gpus} GPUs on { $nodes ->
        [one] 1 node
       *[other] { $nodes } nodes
    }.
dump-communicator = {$by}: {$said}. {$unused}
dump-of-ranks = {$what} of {$ranks} ranks
dump-over-nodes = on { $nodes ->
        [one] 1 node
       *[other] { $nodes } nodes
    }
dump-on-gpus = { $gpus ->
        [one] 1 GPU
       *[other] { $gpus } GPUs
    } named
dump-several = {$times} communicators, each
dump-more = {$count} more communicators or groups of the dump are not listed.
dump-a-communicator = a communicator
dump-a-group = a group
dump-group = group {$id}
dump-ras-unused = Its status, counts of operations and errors are not used.
dump-entries-unused = Its entries are not used.
size-unknown = the text does not say how much the job needs. {$command} computes it: the capture of the node (shmfit capture, or probes/capture.sh) and the loaders; then write it as SIZE
size-asked = the text asks for {$need}, and for nothing else in /dev/shm
segment-receive = the receiver's buffers of one connection through shared memory (one channel, one direction)
segment-send = the sender's side of a connection through shared memory
segment-pool = the pool of proxy operations of one rank, whatever its links
segment-nvls = the exchange of NVLS buffer registrations of one communicator
segment-memcpy = control data of a P2P connection in copy-engine mode
segment-net = host buffers of a network connection whose proxy is another process (PXN)
meaning = {$purpose}; NCCL {$versions}, {$settings}
meaning-remarked = {$purpose}; NCCL {$versions}, {$settings}, {$remark}
default-settings = default settings
with-settings = with {$settings}
versions-to = {$from} to before {$before}
versions-later = {$from} and later
on-arm = on a 64-bit ARM CPU
with-ranks = with {$ranks} ranks on the node
without-gpudirect = without GPUDirect RDMA
with-gpudirect = with GPUDirect RDMA
inferred = inferred from the arithmetic, for the source of these versions is not public
owner-nccl-from = NCCL from {$version}
owner-nccl-before = NCCL before {$version}
owner-vllm-storage = vLLM's object storage (multimodal inputs)
owner-vllm-offload = vLLM's KV cache offloading
owner-kv-cache = a cache of attention keys and values
owner-experts = an expert load balancer (weights of experts)
owner-checkpoint = a checkpoint in memory
owner-python-shm = Python multiprocessing.shared_memory (vLLM's rings, too)
owner-semaphore = a POSIX semaphore
owner-openmp = OpenMP's runtime
owner-psm = Omni-Path's PSM
owner-ray = Ray's object store
owner-triton = Triton's Python back end
owner-unknown = another program
remark-nccl = NCCL removes the name of a connection once both ends have mapped it: one that stays is from a run that failed or was killed; a pool may stay visible while its job runs
remark-lock = a lock between Python processes; a few bytes
remark-tenant = a live program keeps data here: a tenant whose size counts, and no leftover while it runs
remark-torch = with the default sharing strategy the name is removed at once: a visible one is of the file_system strategy, or left by a killed process
remark-paddle = left by a killed process where that process is gone
remark-python-shm = removed by the program or at its exit; left when it is killed
remark-few-bytes = a few bytes
remark-arrays = arrays shared with workers
remark-openmp = one small file for each process
remark-open-mpi = 4 MiB and more for each process; left when a job is killed
remark-mpich = about 5 MiB for each process; left when a job is killed
remark-left = left when a job is killed
remark-triton = one for each model instance
remark-cuda = of MPS or of shared events
remark-users = of user {$users}
dump-by-ras = NCCL's RAS
dump-by-recorder = PyTorch's flight recorder
