# The verdict in one sentence.
headline = { $who ->
        [job] needs
        [loaders-apart-known] without DataLoaders, needs
        [loaders-apart-least] without DataLoaders, needs at least
        [least] needs at least
       *[nccl] NCCL alone needs
    } { $need } of /dev/shm, has { $have }{ $of ->
        [free] { " free" }
       *[whole] { "" }
    }
headline-tight = { $headline } ({ $recommended } recommended)
headline-nothing = { $who ->
        [job] needs
        [loaders-apart-known] without DataLoaders, needs
        [loaders-apart-least] without DataLoaders, needs at least
        [least] needs at least
       *[nccl] NCCL alone needs
    } no /dev/shm
headline-size-not-known = { $who ->
        [job] needs
        [loaders-apart-known] without DataLoaders, needs
        [loaders-apart-least] without DataLoaders, needs at least
        [least] needs at least
       *[nccl] NCCL alone needs
    } { $need } of /dev/shm, whose size is not known
headline-contradicted = a job ran out of /dev/shm (line { $line }), which this forecast does not explain: { $space }
headline-log-differs = the log in the text shows SHM (line { $line }) where this forecast has { $forecast }: { $space }
headline-problem = { $problem }; { $space }
headline-apart-from-nccl = needs { $need } of /dev/shm apart from NCCL;{ " " }
headline-nccl-not-known = what NCCL needs is not known, for the GPUs are not
headline-space-is = ; /dev/shm has { $have }
# Findings.
init-failure =
    .summary = NCCL gives up for { $group } ({ $phase }): { $why }
    .link = For GPUs that NVLink connects, NCCL does not fall back: a P2P status other than OK is an error. The link, the fabric manager or the driver is at fault, and no size of /dev/shm changes it.
    .explanation = NCCL's own rules lead to an error before any data moves; a larger /dev/shm does not help.
    .remedy-link = Take the node out of service, check nvidia-smi nvlink -s and the fabric manager, reset the GPUs.
moment-init = init
moment-first-step = first step
moment-steady = steady state
moment-epoch-turn = epoch turn
inherited = inherited batches
and-more = { $shown } and { $more } more
pairs = { $pairs ->
        [one] 1 ordered pair
       *[other] { $pairs } ordered pairs
    }
space =
    .fixed = The size cannot be changed here, so change the workload.
    .set = Set /dev/shm to { $target }: { $planned }{ $later } and headroom{ $used }.
    .later = { " " }for several epochs
    .used = , beside the { $occupied } in use already
    .keeps-container = A running container keeps its size: recreate it.
    .keeps-pod = A running pod keeps its size: recreate it.
    .keeps-job = A running job keeps its size: submit it again.
    .at-once = It takes effect at once.
    .above-machine = { $target } is more than the machine's memory ({ $memory }).
    .above-limit = { $target } is more than the container's memory limit ({ $limit }): raise that too.
    .no-worker = Until then no worker fits: { $others } already takes all of the { $usable }.
    .with = { $one } with { $other }
    .until = Until then: { $fits }{ $speed }.
    .until-for = Until then, for { $loader }: { $fits }{ $speed }.
    .speed = ; with workers={ $workers } { $compared } (estimate)
shm-too-small =
    .summary = The job needs { $need } of /dev/shm at the worst moment ({ $moment }) and has { $have }{ $most }.
    .most = ; most of it, { $amount }, is for { $consumer }
    .explanation = A tmpfs that is full ends a DataLoader worker with a bus error or leaves the loader hanging, and makes NCCL fail with "No space left on device".
shm-tight =
    .summary = The job needs { $need } of /dev/shm and has { $have }: enough, but less than the recommended { $recommended }.
    .explanation = The need is a bound that is not exceeded. What a killed run leaves behind, or a library that was not stated, is not in it.
    .remedy = Set /dev/shm to { $target }{ $used }.
shm-fits =
    .nothing = The job needs nothing of /dev/shm.
    .summary = The job needs { $need } of /dev/shm{ $has }.
    .has = { " " }and has { $have }
    .explanation = If a worker still dies of a bus error, the cause is not shared memory: look at memory-mapped files on a failing or remote volume.
shm-size-unknown =
    .summary = The job needs { $need } of /dev/shm; how much there is, is not known: { $why }.
    .explanation = Docker, Podman and Kubernetes give a container 64 MiB unless told otherwise; a plain host half of its memory.
    .remedy = Run df -h /dev/shm where the job runs, in its container: it must show { $need } or more. State what it shows with { $option }.
shm-size-unit-lost =
    .summary = /dev/shm has { $bytes } bytes in all; a unit was probably left out.
    .explanation = --shm-size=2 means two bytes to Docker, rounded up to a page.
    .remedy = Write the unit: --shm-size=2g for Docker, sizeLimit: 2Gi for Kubernetes.
shm-inodes-too-few =
    .summary = The job makes up to { $needed } files in /dev/shm, which takes { $free } more.
    .explanation = A tmpfs limits files as well as bytes; without an inode left it reports "No space left on device" although df shows space.
    .remedy = mount -o remount,nr_inodes={ $inodes } /dev/shm
shm-size-is-default =
    .summary = 64.0 MiB is what a container runtime gives when it is told nothing: any size that was asked for did not get here.
    .explanation = It is lost where shm_size stands under build: in a compose file, in Swarm, which ignores it, in a chart that has no such value, or on a container that was made before the flag was added; or another container than this one got it.
    .remedy = Set it where this very container is started, recreate the container, and look with df -h /dev/shm inside.
shm-of-the-host =
    .summary = This container uses the host's /dev/shm.
    .of-pod = With hostIPC: true a pod has the node's /dev/shm, unless it mounts a volume there.
    .of-container = A size given to the container has no effect then: Docker ignores --shm-size beside --ipc=host, and podman refuses to start (exit code 125).
    .explanation = { $way } Other jobs of the host take from the same space, and what a killed job leaves behind outlives the container.
    .remedy-pod = Leave hostIPC out and give the pod a /dev/shm of its own. Only containers that exchange segments with others on the host need the host's.
    .remedy = Leave --ipc=host out and give the container a /dev/shm of its own. Only containers that exchange segments with others on the host need the host's.
emptydir-not-sized =
    .summary = The pod's /dev/shm has no size of its own: df shows half of the node's memory, whatever the volume's sizeLimit says.
    .explanation = Kubernetes does not size this volume, so its sizeLimit, if there is one, is enforced by eviction ("Usage of EmptyDir volume exceeds the limit") and the pod's memory limit by the OOM killer; neither shows in df.
    .remedy = Set sizeLimit to { $need } or more, and a memory limit of what the processes need plus that{ $now }.
    .now = { " " }(now { $limit })
shm-in-use =
    .summary = Running processes hold { $sum } of /dev/shm in { $files } file(s): { $names }{ $more }.
    .explanation = Inference engines, Ray's object store, flash checkpoints and other jobs keep segments there, and some fill theirs only under load. What is free now is what is compared with the need.
    .remedy = Name such a tenant with { $option }, at its full size, or give the job a /dev/shm of its own; shmfit watch shows who holds what.
memory-charged = Pages of a tmpfs are memory: they are charged to the memory limit of whoever writes them first. Over the limit the kernel kills a process (OOMKilled in Kubernetes), with free space left in /dev/shm.
memory-evicted = A Kubernetes pod whose memory emptyDir outgrows its sizeLimit is evicted instead, where the kubelet does not size the tmpfs.
memory-limit-shared =
    .summary = Of the memory limit of { $limit } shared memory takes up to { $shared }; { $rest }
    .beside = { $left } are left beside { $processes } of the processes.
    .left = { $left } are left for the processes.
    .remedy = Set the limit to what the processes need plus { $shared }.
memory-limit-too-small =
    .killed = The container would be killed when its memory runs out (OOMKilled): it needs { $need }, { $shared } of shared memory and { $processes } of the processes, and its limit is { $have }.
    .summary = Shared memory alone needs { $need }, and the container's memory limit is { $have }.
    .remedy = Raise the memory limit to at least { $need }.
    .remedy-plus = Raise the memory limit to at least { $need } plus what the processes themselves need.
shm-size-above-memory-limit =
    .summary = /dev/shm may grow to { $size }, but the memory limit is { $limit }.
    .explanation = So the size of /dev/shm protects against nothing here.
    .remedy = Make /dev/shm smaller than the limit by what the processes need, or raise the limit.
memory-left-when-shm-full =
    .summary = With /dev/shm full ({ $size }), { $left } of the memory limit of { $limit } are left.
system-memory-too-small =
    .both = Shared memory and processes need{ " " }
    .shared = Shared memory needs{ " " }
    .summary = { $what }{ $need }, and the machine has { $have } of memory.
    .explanation = A tmpfs lives in memory, whatever size it is mounted with.
    .remedy = Use fewer ranks or workers on this node, smaller batches, or another machine.
shm-size-above-memory =
    .summary = /dev/shm is mounted with { $size }, more than the machine's { $ram } of memory.
    .explanation = The size of a tmpfs is a limit and costs nothing by itself; one above the memory limits nothing, and a leak ends in the OOM killer.
    .remedy = Ask for what the job needs: { $recommended }.
nofile-too-small =
    .summary = A process may open up to { $bound } files for shared tensors, and the limit (ulimit -n) is { $limit }.
    .explanation = Every tensor that travels between worker and trainer holds a descriptor. Too few show as "Too many open files", "received 0 items of ancdata", or a loader that hangs; more /dev/shm does not help.
    .remedy = Raise ulimit -n to at least { $bound }; fewer tensors in a batch help as well.
memlock-too-small =
    .summary = pin_memory locks up to { $pinned } in a rank, and the limit (ulimit -l) is { $limit }.
    .explanation = Pinned batches wait for the GPU in locked memory. Whether the driver charges them to this limit depends on how it pins; registration for RDMA is always charged, and fails with "Cannot allocate memory".
    .remedy = Lift the limit. Kubernetes has no field for it: set LimitMEMLOCK=infinity at containerd.
memlock-limits-rdma =
    .summary = NCCL registers its buffers with the network cards, and a process may lock { $limit } (ulimit -l).
    .explanation = Registration over the limit fails with "Call to ibv_reg_mr failed ... Cannot allocate memory", often only after NCCL_SHM_DISABLE or a second node brought the network into play.
    .remedy = docker run --ulimit memlock=-1:-1; Kubernetes has no field for it: LimitMEMLOCK=infinity at containerd.
mappings-too-many =
    .summary = Loader { $name } maps up to { $segments } segments, and a process may have { $mappings } mappings by default (vm.max_map_count).
    .explanation = With sharing=file_system every tensor costs a mapping in place of a descriptor. Too few show as "unable to mmap" with "Cannot allocate memory".
    .remedy = Raise vm.max_map_count, or make fewer tensors of a batch.
file-system-sharing =
    .summary = Loader { $name } shares tensors as named files (sharing=file_system).
    .explanation = Batches that are under way when a loop is left early stay in /dev/shm until the job ends: up to workers x prefetch batches each time. A killed job leaves them for good.
    .remedy = Use file_descriptor, the default, and raise ulimit -n if descriptors were the reason.
nvidia-smi-hangs =
    .summary = { $silent }.
    .explanation = A driver that does not answer nvidia-smi does not answer a job either: a GPU has fallen off the bus, waits for a reset, or the driver is stuck.
    .remedy = Look at dmesg for NVRM and Xid lines, reset the GPU or restart the node; where the driver is only slow to load, switch persistence mode on or give a longer { $option }.
shm-missing =
    .summary = There is no /dev/shm here.
    .explanation = shm_open of the C library knows no other place: the first segment of NCCL or of a DataLoader fails with "No such file or directory" or "Function not implemented".
    .remedy = mkdir -p /dev/shm && mount -t tmpfs -o rw,nosuid,nodev,mode=1777,size=SIZE tmpfs /dev/shm; in a container, do not mount anything over /dev.
shm-read-only =
    .summary = /dev/shm is mounted read-only.
    .explanation = No segment can be made there: shm_open fails with "Read-only file system". A container with a read-only root needs a tmpfs of its own at /dev/shm.
    .remedy = mount -o remount,rw /dev/shm; docker run --read-only --tmpfs /dev/shm:rw,size=SIZE,mode=1777; in a pod an emptyDir with medium Memory at /dev/shm, and its volumeMount without readOnly.
shm-not-tmpfs =
    .summary = /dev/shm is no tmpfs of its own but lies in { $type }.
    .explanation = Shared memory then has the size, the speed and the permissions of another file system; on a disk every batch is written out, and what a job leaves behind stays over a restart.
    .remedy = Mount one: mount -t tmpfs -o rw,nosuid,nodev,mode=1777,size=SIZE tmpfs /dev/shm
shm-mode =
    .summary = /dev/shm has mode { $mode }, and should have 1777.
    .open = Without the sticky bit any user may delete another's segments; chmod 777 is what removes it.
    .explanation = Only its owner{ $who ->
        [other] , who you are not,
       *[you] { "" }
    } may create segments there; for others shm_open fails with "Permission denied".
    .remedy = chmod 1777 /dev/shm, or mount it with mode=1777
shm-left-behind =
    .summary = { $files } file(s) of earlier jobs take { $taken } of /dev/shm, and no process { $seen ->
        [some] that can be seen from here uses
       *[all] uses
    } them: { $names }.
    .nothing = nothing
    .unseen = Processes of other users and of other containers may use them unseen.
    .explanation = A job that is killed does not unlink its segments; they stay until someone does, or until the machine restarts.
    .remedy = When no job runs: find /dev/shm -maxdepth 1 \( -name 'nccl-*' -o -name 'torch_*' \) -delete; on a cluster, in the epilog of each job.
logind-removes-ipc =
    .summary = systemd-logind deletes this user's files in /dev/shm when the last session ends (RemoveIPC).
    .explanation = A job that goes on without a login session, in the background, in a batch system or over SSH, then loses its segments: "could not unlink the shared memory file", "unlink shared memory /dev/shm/nccl-... failed", at random and more often on many nodes.
    .remedy = RemoveIPC=no in /etc/systemd/logind.conf and restart systemd-logind, or loginctl enable-linger USER.
acs-redirects-p2p =
    .summary = Access control (ACS) on { $bridges } bridge(s) above GPUs sends traffic between GPUs up to the CPU: { $names }.
    .explanation = P2P then is slow at best; with an IOMMU that translates, it hangs at the first collective with all GPUs at 100 %, although nvidia-smi topo -p2p says OK.
    .remedy = Switch ACS off in the firmware, or on each bridge: setpci -s BRIDGE ECAP_ACS+0x6.w=0000.
iommu-translates =
    .summary = The kernel was started with { $option } and without iommu=pt.
    .explanation = An IOMMU that translates addresses can break or slow down P2P between GPUs.
    .remedy = Add iommu=pt to the kernel's command line, unless devices are handed to virtual machines here.
nvlink-lost =
    .summary = { $without } has no NVLink, while { $with } other GPUs have.
    .explanation = On a machine with an NVLink fabric a GPU without links usually lost them: a fault of the board, the fabric manager, or a reset that did not finish. NCCL then takes the slow way for every pair with it.
    .remedy = Look at nvidia-smi nvlink -s and at the fabric manager's log; take the node out of service.
p2p-refused =
    .summary = nvidia-smi reports { $status } for { $pairs }: { $which }.
    .explanation = { $meaning } NCCL goes through host memory for such a pair, which is why it needs shared memory.
    .remedy-virtual = Ask for a P2P clique or a virtual PCIe switch in the hypervisor; else give the job the shared memory.
    .remedy = Give the job the shared memory; no setting of NCCL changes what the driver reports.
p2p-level-exceeded =
    .summary = { $far } lie farther apart than NCCL lets P2P reach: { $which }.
    .explanation = Their path crosses a host bridge (PHB, NODE) or sockets (SYS). NCCL stops at PCIe switches (PXB) on most machines and goes through shared memory beyond, even where P2P would work.
    .remedy = Usually leave it. NCCL_P2P_LEVEL=SYS tries P2P; measure before keeping it, it can be slower.
network-inside-node =
    .summary = { $net } of this node talk over the network: { $which }.
    .explanation = NCCL found neither P2P nor shared memory for them, or a faster network card.
    .remedy = See the trace of such a pair; NCCL_SHM_DISABLE and separate containers are the usual reasons.
transport-undetermined =
    .summary = For { $open } the facts at hand leave several transports open: { $which }.
    .explanation = The figures count the transport that needs most.
    .remedy = See the pairs' traces for the fact that is missing; { $option } states it.
amd-p2p-default-changed =
    .after = Before NCCL { $since }, { $affected } of this node could use P2P by default; NCCL { $version } sends them through shared memory.
    .summary = From NCCL { $since } on, { $affected } of this node go through shared memory by default; NCCL { $version } lets them use P2P.
    .explanation = On AMD CPUs the default reach of P2P was SYS for all; since { $since } only where a communicator has at most two GPUs, else PXB.
    .remedy-after = Size /dev/shm for it, or measure with NCCL_P2P_LEVEL=SYS.
    .remedy = Size /dev/shm before an upgrade; { $option } shows the need by version.
env-disables-p2p =
    .summary = { $setting } turns P2P off for every pair{ $nvlink ->
        [yes] , NVLink included.
       *[no] .
    }
    .explanation = All traffic between GPUs then goes through shared memory (or the network): slower, and the need of /dev/shm is at its highest. As a test it is fine; it is often left behind in an image, a job script or nccl.conf.
    .remedy = Unset it, unless P2P is known to be broken on this machine (then see IOMMU and ACS).
shm-disable-set =
    .summary = NCCL_SHM_DISABLE sends pairs without P2P over the network inside the node.
    .explanation = It does not free NCCL of /dev/shm: the proxy's pool and other segments are made all the same. What it saves in space it costs in speed.
    .remedy = Unset it and give the job the space it needs.
cumem-host-without-sys-nice =
    .summary = The container lacks CAP_SYS_NICE, which NCCL's host memory through the driver needs.
    .tries = NCCL notices and falls back to /dev/shm.
    .fails = NCCL before { $first-that-tries } does not try first: where the driver offers such memory, it fails.
    .explanation = { $tries } On the host itself the same job may need no /dev/shm at all. { $capability }
    .remedy-tries = Either size /dev/shm as stated, or add the capability.
    .remedy = Add the capability, or set NCCL_CUMEM_HOST_ENABLE=0 and size /dev/shm.
cumem-host-in-place-of-shm =
    .summary = NCCL takes host memory through the driver in place of /dev/shm for its connections.
    .explanation = That needs a recent driver and CAP_SYS_NICE. Without either, the same connections go to /dev/shm. { $capability }
    .remedy = Check that the container has the capability, or plan with { $option } cap-sys-nice=no.
fabric-not-ready =
    .summary = { $waiting } GPU(s) have not joined the NVLink fabric: { $which }.
    .explanation = On machines with NVSwitches no CUDA program starts until the fabric manager has joined every GPU: error 802, "system not yet initialized". A fabric manager that is stopped, or of another version than the driver, never does.
    .remedy = systemctl status nvidia-fabricmanager; its version must be the driver's. Take the node out of service until nvidia-smi -q shows the fabric's state as Completed.
mig-enabled =
    .summary = { $cut } GPU(s) are cut into MIG instances: { $which }.
    .explanation = There is no P2P to or from a MIG instance, whatever links its GPU has: NCCL goes through shared memory or the network. The forecast takes the GPUs as whole ones, by the tables of nvidia-smi.
    .remedy = For a job over several GPUs switch MIG off (nvidia-smi -mig 0); else plan with { $option } p2p=none.
gpus-hidden =
    .summary = The driver shows { $shown } of { $all } GPUs of this machine; { $which } { $hidden ->
        [one] is
       *[other] are
    } not given to this container.
    .explanation = Ranks in another container are on another node for NCCL: it goes by host name and boot id, and by the device of /dev/shm. They talk over the network, though they share the machine, and this forecast does not count them.
    .remedy = Give one container all GPUs of the job on this node. If that cannot be: the same host name (or NCCL_HOSTID), the same /dev/shm, and all GPUs visible in each.
numa-node-empty =
    .summary = { $summary }.
    .explanation = NCCL { $since } and later may take host memory from the driver, on the NUMA node of each GPU. A rank whose node cannot give any falls back to /dev/shm while the others do not: "Error while attaching to shared memory segment" with a garbled name or size, with /dev/shm empty.
    .remedy = Set NCCL_CUMEM_HOST_ENABLE=0 for all ranks alike; on the node, fill the memory slots of every socket, or set one NUMA node per socket in the firmware. More /dev/shm does nothing.
cumem-host-needs-p2p =
    .summary = NCCL { $version } takes host memory from the driver, which before CUDA 13.0 needs P2P between the GPUs, and nvidia-smi reports pairs without.
    .explanation = Initialisation then fails on such machines, two GeForce cards for instance, also with NCCL_P2P_DISABLE=1.
    .remedy = Set NCCL_CUMEM_HOST_ENABLE=0 for all ranks and size /dev/shm, or use a driver for CUDA 13.0, or NCCL { $version } or later.
proxy-pool-dominates =
    .summary = { $pool } of the need is NCCL's pool of proxy operations.
    .explanation = Every rank makes one for each communicator that connects eagerly or uses the network, whatever the links: a machine with NVLink everywhere needs it too. It grew eightfold from NCCL { $pool-grows-from } to { $pool-is-eightfold-from }.
    .remedy = Fewer top-level communicators make fewer pools: ncclCommSplit with shared resources. Disabling SHM or P2P does not.
communicators-add-up =
    .summary = The communicators of this job add up: { $shares }.
    .another = One communicator is counted; a second over the same ranks needs another { $need }, and would not fit.
    .explanation = Every process group has a communicator of its own, with its own segments, made at its first use: a job that has run for a while dies when context, pipeline or expert groups, or a draft model, come to use.
    .remedy = State all groups with { $option }; fewer top-level communicators need less: ncclCommSplit with shared resources.
loader-dominates =
    .summary = { $demand } of the need is for DataLoader batches on their way.
    .explanation = Each loader keeps workers x prefetch batches ready, and one or two more at a hand-over; every rank has its own. GPU memory and NCCL's settings have no part in it.
    .remedy = Fewer workers or a smaller prefetch shrink it in proportion; so does a smaller dtype (uint8 until the GPU, in place of float32).
loader-pipe-limited =
    .summary = Loader { $name } announces { $storages } tensors a batch; its result pipe is full after about { $fewest } to { $most } batches.
    .explanation = While the pipe is full, further batches wait in the workers' own memory, so the settled use stays below the figure given. The bound holds: a trainer that waits for a late batch drains the pipe.
    .remedy = Fewer tensors a batch, by padding or packing, make loading faster too.
advice-to-ignore =
    .summary = Do not follow: NCCL_SHM_DISABLE=1, NCCL_P2P_DISABLE=1, ulimit, kernel.shmmax, ipcs, chmod 777, --shm-size=1000g.
    .explanation = The first two change the way of the data and cost speed; ulimit and kernel.shmmax (shown by ipcs -lm) govern System V memory and other things, not /dev/shm; chmod 777 loses the sticky bit; a size above the memory limits nothing.
loader-not-covered =
    .summary = Loader { $name }: its figures do not cover everything: { $open }.
    .more = Nor do they cover: { $open }.
    .explanation = They are what its description could see.
    .remedy = State what is open in the workload file (extras, max-bytes, epochs), or watch one run.
epochs-not-stated =
    .has = /dev/shm has { $have }
    .recommended = the recommended size is { $size }
    .summary = One epoch is forecast, as none are stated; from the second on the job needs { $later }, and { $than }.
    .explanation = Workers that start again for a further epoch are forked while the process still has the last batches of the epoch before, and keep them; the old iterator's semaphores can still be there too.
    .remedy = State epochs= (any number above one needs as much), or set persistent_workers=True.
other-decides-at-run-time =
    .summary = { $name } takes between { $least } and { $most } of /dev/shm: it decides that when it runs.
    .explanation = Its figure: { $formula } ({ $source }). The upper end is planned with.
    .remedy = State { $option }: what it does follows from it.
rules-of-thumb =
    .size = { $size } is { $against }
    .quarter = a quarter of the memory ({ $size }) is { $against }
    .rule = { $size } ({ $against })
    .too-small = { $short } too small
    .far = more than { $times } times the need
    .enough = enough
    .times = { $times } times the need
    .summary = Rules of thumb: workers x prefetch x batch gives { $ahead }; workers x batch x 2.5 gives { $two-and-a-half }. Sizes that are passed around: { $usual }.
    .explanation = The rules leave out the batches that are held and handed over, whole pages, semaphores, and NCCL. A size as such costs nothing, since pages count as they are written; but one far above the need stops neither a leak nor the memory limit's killer.
workers-worth =
    .summary = Loader { $name }: with workers=0 { $compared }.
    .explanation = Without workers a batch is made between two steps: { $batch } × { $sample } + { $step } = { $cycle }. { $workers ->
        [one] 1 worker makes
       *[other] { $workers } workers make
    } batches while the GPU computes: the greater of { $step } and { $batch } × { $sample } / { $workers } = { $each }.
    .assuming = An estimate: it leaves out the time to receive a batch, assumes a processor for every worker, and that without workers the loop waits for the GPU in every step. Where it never waits, making a batch and the step overlap, and the loss is smaller.
    .fewer = { $enough ->
        [one] 1 worker is
       *[other] { $enough } workers are
    } enough to keep the GPU busy, and { $workers } take more of /dev/shm without being faster.
    .more = { $enough ->
        [one] 1 worker is
       *[other] { $enough } workers are
    } enough to keep the GPU busy; with { $workers } it is busy { $busy } % of the time.
step-as-long = a step takes as long, about { $time }
step-longer = a step takes about { $time } in place of { $than }: { $slower } % longer, the GPU busy { $busy } % of the time in place of { $before } %
job-spans-nodes =
    .summary = The job spans { $nodes } nodes; this is the need of the one that needs most{ $node }.
    .node = , node { $node }
    .explanation = Ranks that reach other nodes have pools, and files for what another rank's proxy sends (PXN), that the other ranks lack. Where the speeds of the NICs are known, as from NCCL's topology XML, NCCL's search over the nodes is followed; else the count of channels depends on the network, and the need is a range. What the network plugin takes is not in it.
    .remedy = To see it on a running job, watch one node of it, or compare with its log.
collnet-not-followed =
    .summary = { $offered ->
        [yes] NCCL_COLLNET_ENABLE=1: the figures are bounds of what CollNet (SHARP) adds.
       *[other] NCCL_COLLNET_ENABLE=1: the figures are a range with and without CollNet (SHARP).
    }
    .explanation = { $offered ->
        [yes] The plugin offers CollNet, as stated. Its graphs do not follow from what is known, so there are bounds: at most all that chains, heads and their pools can take on half as many channels again, at least what is left where CollNet carries the collectives (src/init.cc collNetTrySetup). No run with such a plugin was there to compare with.
       *[other] NCCL uses CollNet only where a network plugin offers it (src/init.cc collNetSupport); without one the setting changes nothing. The plugin is not seen from here, so the range holds both: at most all that chains, heads and their pools can take on half as many channels again, at least what is left where CollNet carries the collectives. No run with such a plugin was there to compare with.
    }
    .remedy = { $offered ->
        [yes] Plan with the upper end, or compare with what one run leaves in /dev/shm.
       *[other] State whether the plugin offers it (collnet=no or collnet=yes), or unset NCCL_COLLNET_ENABLE where no plugin is installed.
    }
adapters-excluded =
    .summary = { $others ->
        [yes] { $settings } keeps NCCL from these adapters: { $adapters }. The others are used.
       *[no] { $settings } keeps NCCL from all adapters that are shown ({ $adapters }): it uses sockets, of which nothing is known.
    }
    .explanation = What shows the adapters may be of another run, or of no run: NCCL takes those that its network offers under these settings (src/graph/topo.cc ncclTopoGetSystem, src/transport/net_ib.cc). Over sockets that are not known, the count of channels is a range.
    .remedy = Write the topology in a run with these settings (NCCL_TOPO_DUMP_FILE), or leave them out.
host-id-set =
    .summary = { $setting } is set: where all nodes have the same value, NCCL takes them for one host and stops with "Duplicate GPU detected".
    .explanation = NCCL tells hosts apart by this value, where it is set, in place of hostname and boot id (src/misc/utils.cc getHostHash); two ranks of one host with GPUs of equal bus id are an error (src/init.cc initTransportsRank). The figures are of nodes that have different values.
    .remedy = Unset NCCL_HOSTID, or give each node its own.
net-devices-policy-not-compared =
    .summary = NCCL_NETDEVS_POLICY={ $policy } is followed as NCCL's source has it; no run with it was there to compare with.
    .explanation = ALL lets each GPU use every NIC that is nearest to it, MAX:N at most N of them; AUTO shares them out among the GPUs that are equally near (src/graph/topo.cc ncclTopoGetLocalNet). Where each GPU has one NIC that is nearest to it, ALL means what AUTO does.
    .remedy = Compare with a log of one run, or leave the setting out.
nvlink-domain-not-compared =
    .summary = NVLink joins the nodes (MNNVL), as stated; this follows NCCL's source, and no run on such a rack was there to compare with.
    .explanation = All ranks of one clusterUuid and cliqueId are one node to NCCL: P2P between trays, no network and no pools among them, and no file for NVLS (src/mnnvl.cc ncclMnnvlCheck, src/transport/nvls.cc).
    .remedy = Compare with a log of one run: its line "MNNVL 1 … cliqueSize N" tells that the domain is used, and how many ranks it has.
nvlink-domain-not-followed =
    .summary = The nodes may share one NVLink domain (MNNVL); they are taken to be joined by their NICs.
    .explanation = Where all ranks have the same clusterUuid and cliqueId, the fabric is up and IMEX exports memory between the nodes, NCCL takes them for one node: P2P in place of the network, without its pools (src/mnnvl.cc ncclMnnvlCheck). No run on such a rack was there to compare with.
    .remedy = State how many nodes the domain has (nvlink-domain=18), set NCCL_MNNVL_ENABLE=0 for what is forecast here, or compare with a log of one run: its line with "MNNVL 1" tells that the domain is used.
nccl-newer-than-known =
    .explanation = What changed since is not in the forecast. Most releases change no size and no path; verify tells, from a log of one run, whether this one did.
engine-not-counted =
    .summary = { $what } is not counted.
    .remedy = Watch one run (shmfit watch), and state its peak with { $option } under the name { $name }.
engine-version-assumed =
    .summary = vLLM's version is not stated; the newest known is counted.
    .explanation = Before 0.11.1 its rings are less than half as large, and before 0.8.0 there is the group's ring alone.
    .remedy = Analyse the manifest, whose image has a tag; or state the version in a workload file: others: [{ "{" }name: vllm, kind: vllm-ring, tensor-parallel: N, version: 0.9.1{ "}" }].
input-not-understood =
    .summary = { $open } place(s) of the input could not be taken as they stand; the first: { $message }
    .others = The others: { $others }.
    .explanation = What cannot be read is left undetermined and never guessed.
    .remedy = Capture the node again, or send the file so that it can be understood.
container-differs-from-host =
    .needs = The job needs { $on-host } of /dev/shm on the host and { $inside } in the container.
    .summary = The job needs the same on the host and in the container, which differ otherwise.
    .explanation = On the host and in the container: { $differences }.
    .boot = Their boot ids differ: the two captures are of two machines, or from before and after a restart.
    .names = A rank here and one in a place of another host name are on two nodes for NCCL (NCCL_HOSTID states another).
    .remedy-refused = Start the container with --cap-add SYS_NICE, and NCCL takes its buffers from the driver as on the host; or give it the space.
    .remedy = Size the container by its own figures; a test on the host does not stand for it.
job-mixes-nodes =
    .summary = The job mixes kinds of node: { $needs }; this report is about { $name }.
    .explanation = Each kind has a system of its own. All ranks then take the fewest channels, the least bandwidth and the farthest paths that any node found (src/init.cc initTransportsRank), so a kind needs another size here than among its equals. Where the facts about another kind leave a choice, its usual value and others that differ in one fact are tried, and the one that needs most here is taken.
    .remedy = Give each kind of node its own size of /dev/shm, or all of them the largest.
sections-not-used =
    .more = ; and { $more } more
    .summary = Parts of the text say nothing that changes the answer: { $parts }{ $more }.
    .explanation = They were recognised; what they tell does not decide what NCCL does, nor how much of /dev/shm there is.
setting-not-taken =
    .summary = The text names settings without setting them for certain: { $quotes }{ $more }. They are not taken.
    .explanation = They stand in prose, in a comment or under a condition, or their value does not stand in the text. What they decide may change the answer.
    .remedy = State what holds for this job: { $options }
failure-in-text =
    .summary = Line { $line } tells of a failure: { $title } ({ $id }).{ $beside ->
        [explained] { " " }This forecast says why.
        [contradicted] { " " }This forecast does not say why: the job that failed needed more than the one that is forecast.
        [size-unknown] { " " }How much the job had is not in the text; it was less than it needed.
        [undecided] { " " }Too small a /dev/shm can be the reason; this forecast does not show that it is.
        [of-loader] { " " }What needed the room may be a DataLoader, and none was stated: the forecast is about NCCL alone.
        [other-size] { " " }The size that is compared here was stated; the job that failed may have had less.
       *[apart] { "" }
    }{ $version }
    .version = { " " }The message is of NCCL { $versions }, and the forecast for { $version }.
    .explanation = What is pasted with a table is often the failure of that very job. Where the forecast fits all the same, the job was another one: over several nodes, with other ranks, settings or loaders, under another NCCL, or beside files that were left in /dev/shm.
    .remedy = State what the job that failed had: { $options }. shmfit explain reads the failure itself.
log-in-text-differs =
    .summary = The log in the text shows { $differing } of { $pairs } ordered pairs connected otherwise than they are forecast: { $from }→{ $to } { $observed } (line { $line }), { $forecast } here.
    .explanation = The log is of a job under another NCCL, with settings that it does not show, on other GPUs, or where P2P does not work although the table has the links.
    .remedy = Run shmfit verify with the text as capture and as --nccl-log: it looks for what explains the log.
mentioned-not-used =
    .summary = The answer waits for what the text says in prose, which is not read as a fact: { $quotes }. If it holds for this job: { $options }
    .explanation = What people write may be about another machine or an earlier try.
    .remedy = State it with the options above, where it holds for this job.
gpus-not-mapped =
    .summary = { $name }={ $setting } names { $unmapped } GPU(s) of which nothing handed over tells which they are: { $which }.
    .explanation = In their place the first others are taken, GPU { $taken } in all; other GPUs may be connected otherwise.
    .remedy = Add what maps them: { $would-map }. { $option } states them.
gpus-not-in-table =
    .summary = NVIDIA_VISIBLE_DEVICES={ $setting } names { $named } GPU(s), and not all of them are among the { $gpus } of the table.
    .explanation = The table is of another place, or of a container that was given other GPUs. NVIDIA's runtime starts no container with a GPU that the node does not have.
    .remedy = Give the table of the job's node, or what nvidia-smi prints in the job's container. { $option } states the GPUs.
pod-gpus-not-named =
    .summary = The pod asks for { $asked } of the { $gpus } GPUs in the table (nvidia.com/gpu={ $asked }); nothing handed over tells which ones it has.
    .explanation = The device plugin chooses them. The first { $asked } are taken, GPU { $taken }; others may be connected otherwise.
    .remedy = Take the table inside of the pod, add its NVIDIA_VISIBLE_DEVICES, or state the GPUs with { $option }.
slurm-gpus-not-named =
    .summary = The scheduler gives the job { $asked } GPU(s) on the node, and the table has { $gpus }{ $how ->
        [fewer] { "" }; nothing handed over tells which ones the job has.
       *[more] { "" }: it may be of another node, or of a job with fewer.
    }
    .explanation = The scheduler chooses the GPUs and names them in CUDA_VISIBLE_DEVICES. GPU { $taken } are taken; others may be connected otherwise.
    .remedy = Take the table inside of the job (under Slurm: srun nvidia-smi topo -m), add its CUDA_VISIBLE_DEVICES, or state the GPUs with { $option }.
ranks-not-on-node =
    .summary = { $at } says { $said } ranks { $where ->
        [node] on the node, of which { $gpus } GPU(s) are known here.
       *[all] in all; { $taken } on the node times { $nodes } node(s) are not as many.
    } The answer is for { $taken }.
    .explanation = The table may be of another node than the job's, or the job spans more nodes, or fewer GPUs, than is said elsewhere.
    .remedy = Give the table of the node on which the job runs, or state { $ranks } and { $nodes }.
runtime-gives-no-gpu =
    .summary = NVIDIA_VISIBLE_DEVICES={ $setting } asks NVIDIA's container runtime for no GPU; the { $gpus } of the table are taken all the same.
    .explanation = A container has GPUs with it only where they come another way: by docker's --gpus, or by CDI, which writes "void" itself (--device nvidia.com/gpu=…, device plugins with CDI). Else no rank can run.
    .remedy = Run nvidia-smi -L in the container. If it lists no GPU, unset the variable or let it name the GPUs of the job.
visible-list-ends =
    .summary = { $name }={ $setting } ends for CUDA at "{ $ended }": there is no such GPU among the { $gpus }.
    .explanation = CUDA shows the GPUs before the first entry that it does not know, and none behind it.
    .remedy = List GPUs that are there.
mig-instance-visible =
    .summary = { $name } names MIG instances; here each stands for the GPU that it is a part of.
    .explanation = A process sees one MIG instance, and MIG instances cannot reach each other directly.
cuda-order-unknown =
    .summary = { $name }={ $visible } counts GPUs in CUDA's order, the fastest first, and these GPUs are not all of one product.
    .explanation = nvidia-smi and its tables count by bus id. The numbers are taken as nvidia-smi's.
    .remedy = Set CUDA_DEVICE_ORDER=PCI_BUS_ID in the job, or name GPUs by UUID; the list of deviceQuery or p2pBandwidthLatencyTest shows CUDA's order.
no-gpus =
    .summary = There is no GPU here, and so nothing for NCCL to connect.
    .explanation = Neither nvidia-smi nor a GPU of NVIDIA's among the PCI devices was found.
    .remedy = If the job is to have GPUs, run this where it has them: inside its container.
gpus-not-known =
    .summary = The GPUs are not known, and so what NCCL needs of /dev/shm is not: { $why }.
    .explanation = The loaders, the limits and the state of /dev/shm are assessed nevertheless.
    .remedy = Repair or complete what is missing; { $dump } and { $table } take it from files.
sources-disagree =
    .summary = Two sources disagree on { $what }: { $at } says { $counted }, { $other-at } says { $other }.
    .explanation = The answer goes by { $counted }. Texts that were put together may come from a host and its container, from two machines, or from before and after a change.
    .remedy = Give the texts of the container in which the job runs, all from one time.
fit =
    .any-epochs = { $fits }, for any number of epochs
    .room = { $ranks ->
        [one] the job has { $room } for its loaders
       *[other] each of { $ranks } ranks has { $room } for its loaders
    }
    .widest = { $start }: at batch={ $batch } ({ $bytes } a batch) workers={ $workers },prefetch={ $prefetch } fits with { $batches } batches at the worst instant
    .nothing = { $start }: with workers=0 the loader needs nothing
    .none = { $start }: even workers=1,prefetch=1 needs { $need } at batch={ $batch }
    .batch = { $most }; at workers={ $workers },prefetch={ $prefetch } batches of up to { $batch } fit
p2p-status-virtual = The driver does not know the emulated chipset of this virtual machine.
p2p-status-cns = The driver does not allow P2P across this chipset.
p2p-status-gns = These GPUs do not support P2P.
p2p-status-tns = The driver does not allow P2P on this path.
p2p-status-ns = These GPUs do not support P2P; for GeForce cards and some inference cards that is normal.
p2p-status-dr = A registry key of the driver disables P2P.
p2p-status-u = The driver does not know.
p2p-status-ok = P2P is possible.
sys-nice = Docker grants SYS_NICE only with --cap-add SYS_NICE.
matrix =
    .summary = { $message }.
    .several = { $message } (and { $more } more of this sort).
    .gpus-missing = nvidia-smi counts GPUs without gaps. A GPU fell off the bus, or the text was cut: links and ranks of the missing GPU are not in the forecast.
    .cells-undetermined = The text is cut or damaged there. What cannot be read is left undetermined and never guessed, so the figures hold the most that these pairs can need.
    .asymmetric = The driver answers for a pair, and the answer has no direction. Two different answers mean a fault, or a text that was edited.
    .explanation = A matrix of a healthy machine is symmetric, and its PCIe links form a tree. This one does not; the pairs concerned are left undetermined, or the message says which fact was followed.
    .remedy-missing = Look for "fallen off the bus" in dmesg, and capture the node again.
    .remedy = Capture the node again (nvidia-smi topo -m, topo -p2p r, topo -p2p w); if the table stays so, report it to whoever runs the node.
setting =
    .unknown = NCCL passes over variables that it does not know without a word, so the forecast does too.
    .of-others = It changes nothing that is forecast here.
    .ignored = The forecast takes what NCCL takes, not what is written.
    .refused = Making the communicator ends in ncclInvalidUsage.
setting-of-other-version =
    .summary = NCCL { $version } does not read { $name }; it exists in { $versions }.
setting-reader =
    .summary = { $name } is not NCCL's: it is read or set by { $reader }.
setting-misspelt =
    .summary = No version of NCCL reads { $name }; did you mean { $near }?
    .remedy = Write { $near } in place of { $name }, or leave it out.
setting-nobody =
    .summary = No version of NCCL reads { $name }.
    .remedy = Leave { $name } out, unless a plugin or another library reads it.
setting-not-understood =
    .summary = { $name } is not understood: NCCL { $otherwise }.
    .remedy = Write { $name } as { $remedy }.
setting-empty =
    .summary = { $name } is empty: NCCL takes its default.
    .remedy = Give { $name } a number, or leave it out.
setting-too-long =
    .summary = { $name } does not fit 64 bits: NCCL takes its default.
    .remedy = Write { $name } with a smaller number.
setting-read-as =
    .summary = { $name } is read as { $read }.
    .remedy = Write { $name } as a whole number without a unit: decimal, or hexadecimal behind 0x.
setting-changed =
    .summary = { $name } is not taken as it is: NCCL { $otherwise }.
setting-algorithm-fails = { $setting } makes NCCL fail: { $why }.
setting-algorithm-passes = { $setting }: NCCL passes over a part: { $why }.
setting-algorithm =
    .remedy = Write { $name } with { $as }.
