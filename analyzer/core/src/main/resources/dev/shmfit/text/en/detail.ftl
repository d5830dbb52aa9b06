# What stands behind the screen: --details, --section NAME, as text and as Markdown.
numbers = NUMBERS
peak = peak: { $moment }
free = free
size = size
short = short
to-spare = to spare
recommended = recommended
size-unknown = The size of /dev/shm is not known: nothing to compare with.
when = WHEN
limits = WHAT CAN RUN OUT
limit-fits = needs { $needs } of { $has }
limit-fails = needs { $needs } of { $has }: TOO LITTLE
limit-none = needs { $needs }; no limit
limit-unknown = needs { $needs }; what there is, is not known
no-limit = no limit
memories = MEMORIES, side by side
letter = TO THE ADMINISTRATOR, to copy
letter-title = To the administrator
findings = FINDINGS
passed = passed: { $ids }
owner = owner: { $owner ->
        [job] job
        [image] image
        [node] node
       *[hypervisor] hypervisor
    }
how-by-platform = How, by platform: under FIXES.
from = from:
facts = FACTS NOT CAPTURED
facts-read = FACTS READ
without-consequence = Another value would change nothing here: { $facts }.
fixes = FIXES for { $id }
fixes-title = Fixes for { $id }
then-look = then look:
bare-host = Bare host
versions = OTHER NCCL VERSIONS
versions-compare = shmfit plan NODE --change nccl={ $first }..{ $last } compares the first with the last.
node-gpus = GPUS OF THE NODE
pairs = PAIRS OF { $group }
groups-alike = { $first } to { $last } ({ $groups } groups of { $ranks ->
        [one] 1 rank
       *[other] { $ranks } ranks
    }, alike)
channels = NCCL { $version }, { $ranks ->
        [one] 1 rank
       *[other] { $ranks } ranks
    }, channels: { $collective } collective, { $p2p } p2p ({ $peer } per peer), { $nvls } NVLS
stops = NCCL stops at { $phase }: { $why }
of-all = { $pairs } of { $all }
path = path { $path }
over-nodes = Over { $nodes } nodes, as node { $node } sees it (ranks of the job; pairs of different nodes use NET):
over-nodes-joined = Over { $nodes } nodes, as node { $node } sees it (ranks of the job; NVLink joins the nodes):
legend = { $letters } (row sends to column; GPU indices)
nvlink-all = NVLink joins all GPUs.
nvlink-some = NVLink joins the GPUs { $islands }, and no others.
numa-nodes = NUMA nodes hold the GPUs { $nodes }.
narrowest = The narrowest way from some to the rest carries { $rate } GB/s over { $over }, as NCCL counts{ $assumed ->
        [yes] { " " }(assumed)
       *[no] { "" }
    }.
link-between-cpus = the link between CPUs
ring = ring on { $channels ->
        [one] channel
       *[other] channels
    } { $which }: { $first }{ $between } → { $last } → back
nodes-between = { $nodes ->
        [one] 1 node
       *[other] { $nodes } nodes
    }
more-rings = and { $rings ->
        [one] 1 more ring
       *[other] { $rings } more rings
    }; the JSON report has all
stop = node { $node } ({ $ranks })
sockets = sockets
with-gdr = { $nic } with GPUDirect RDMA
crossing-collective = rings and trees: { $ranks ->
        [one] rank
       *[other] ranks
    } { $which } by { $by }
crossing-sendrecv = send/recv: { $ranks ->
        [one] rank
       *[other] ranks
    } { $which } by { $by }
through-proxy = , through the proxy of rank { $rank } (PXN)
first-to-last = { $first } to { $last }
md-sum = | /dev/shm | needs | bytes | how |
md-memories = | memory | has | bytes | what it is |
md-pairs-of = { $ranks ->
        [one] 1 rank
       *[other] { $ranks } ranks
    }, NCCL { $version }, { $channels ->
        [one] 1 collective channel
       *[other] { $channels } collective channels
    }
md-pairs = | ordered pairs | transport | path | decided by |
md-from = From: { $places }.
md-facts = | fact not captured | value | why | what depends on it |
md-facts-read = | fact read | value | from |
md-at = | at |
md-limits = | what can run out | needs | has | |
md-too-little = **too little**
md-versions = | NCCL | needs | what changes |
