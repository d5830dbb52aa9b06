# Why NCCL connects a pair as it does, step by step; why it gives up; what another version does otherwise.
peer-access-no = whatever NCCL asks first: CUDA reports that the two cannot access each other
no-transport = neither P2P nor SHM nor NET accepts the pair: NCCL stops with 'No transport found'
outside-domain = the other GPU is in another part of the node
none-near = no other GPU is near enough: { $reason }
level-exceeded = path { $path } is farther than level { $level } ({ $reason })
level-ok = path { $path } is within level { $level } ({ $reason })
level-version = the default of NCCL { $version }
level-arm = the default for ARM CPUs
level-cpu = the default for this CPU
level-intel = the default for Intel CPUs
level-amd-pair = the default for AMD CPUs with at most 2 GPUs in the communicator
level-amd = the default for AMD CPUs with more than 2 GPUs in the communicator
level-zhaoxin = the default for Zhaoxin CPUs
nvml-ok = NVML says P2P read and write are OK
nvml-no = NVML says P2P between GPU{ $a } and GPU{ $b } is not OK
nvml-not-applied = NVML says P2P between GPU{ $a } and GPU{ $b } is not OK, but NCCL before { $version } only mentions it
different-nodes = the ranks are on different nodes
different-hostnames = the containers have different hostnames (or NCCL_HOSTIDs): different hosts to NCCL
different-shm = one host to NCCL, but each container has a /dev/shm of its own
indirect = NVLink through rank { $rank }
p2p-mnnvl = one NVLink domain over the nodes, and IMEX shares memory: P2P
pxn-level-crashes = NCCL_P2P_PXN_LEVEL=1 makes NCCL read a null pointer while it connects during init: the ranks die with SIGSEGV (unset it, or NCCL_PXN_DISABLE=1)
mnnvl-refused-at-init = the nodes share one NVLink domain, but IMEX does not let them share memory: NCCL tries it during init and stops (NCCL_MNNVL_ENABLE=0 leaves the domain unused)
mnnvl-refused-at-connect = the nodes share one NVLink domain, but IMEX does not let them share memory: NCCL does not try before it connects, and stops there (NCCL_MNNVL_ENABLE=0 leaves the domain unused)
peer-hidden = the other GPU is hidden from the process: CUDA is not asked
peer-no = cudaDeviceCanAccessPeer says no
peer-yes = cudaDeviceCanAccessPeer says yes: P2P
same-host = same host, same /dev/shm: SHM
net-hosts = different hosts: the network
net-left = what is left: the network
net-faster = both GPUs reach a NIC faster than each other ({ $rate } GB/s)
domains = but NCCL splits this node into parts that it takes for different nodes, and decides there
facts-missing = the answer depends on { $facts }
candidate = { $transport } where { $facts }
fact-is = { $fact } is { $value }
nothing-open = nothing is open
nvlink-without-p2p = P2P is disabled between GPU{ $a } and GPU{ $b } though NVLink connects them: NCCL stops during init (a broken link, or the fabric manager is not running)
rank-without-transport = no transport for rank { $from } to rank { $to }
copy-engine-read = NCCL cannot copy by the engine (NCCL_P2P_USE_CUDA_MEMCPY) between ranks that read over P2P, such as { $from } and { $to }
peers-count-apart = rank { $from } prepares { $ours ->
    [one] { $ours } channel
   *[other] { $ours } channels
 } for send/recv with rank { $to }, which prepares { $theirs }, and NCCL before 2.29.2 does not compare them ("Message truncated"). NCCL_NCHANNELS_PER_NET_PEER=1 on every node makes them equal
driver-refuses = the driver refuses cuMem host memory, and NCCL { $version } does not fall back to /dev/shm
no-algorithm = NCCL finds no algorithm and protocol for { $collective }
no-algorithm-as-set = NCCL finds no algorithm and protocol for { $collective } with NCCL_ALGO and NCCL_PROTO as set
list-collective = all entries but the first need a collective before a colon: "{ $list }"
list-empty = there is nothing around the colon in "{ $list }"
list-in = { $what } in "{ $list }"
list-element = unknown element "{ $element }"
list-unknown-collective = unknown collective "{ $collective }"
change-fails = fails: { $why }
change-works = no longer fails
change-pairs = { $pairs ->
        [one] 1 pair
       *[other] { $pairs } pairs
    } from { $from } to { $to }
change-channels = channels { $was } to { $is }
change-nvls = NVLS channels { $was } to { $is }
change-p2p = send/recv channels { $was } to { $is }
change-p2p-per-peer = send/recv channels per peer { $was } to { $is }
change-size = { $kind } files of { $was } bytes become { $is }
change-no-files = no { $kind } files any more
change-files = { $kind } files of { $bytes } bytes
change-init = connections are made during init
change-first-use = connections are made at first use
words-out-of = words out of { $words }{ $hint }
pods-whole = one pod
pods-separate = own hostname and /dev/shm
pods-host-id = same NCCL_HOSTID, own /dev/shm
pods-shared = same NCCL_HOSTID and /dev/shm
pods-mig = one pod, MIG instances
split-one-host = all ranks on one host
split-host-hash = different hostHash: neither P2P nor SHM (src/misc/utils.cc getHostHash; p2pCanConnect, shmCanConnect)
split-shm-dev = same hostHash, different /dev/shm: no SHM, and from { $version } on no P2P, so NCCL cuts the node into parts that it takes for nodes (p2pCanConnect, shmCanConnect, src/graph/paths.cc ncclTopoTrimSystem)
split-hidden = one host to NCCL; CUDA is not asked about GPUs that a process does not see (src/transport/p2p.cc)
split-mig = MIG instances have no P2P; two of one GPU are refused as duplicates before { $version }
split-mig-untold = whether NCCL sees NVLinks of MIG instances is not settled
