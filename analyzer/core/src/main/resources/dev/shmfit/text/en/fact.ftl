# What rests on a fact that was not captured, and where a version of NCCL comes from.
nccl-depends = NCCL's choices depend on it.
files-each = How many files NCCL makes for each connection.
p2p-reach = How far P2P may reach, and how fast NCCL takes the way between sockets to be.
channels-over-pcie = How many channels NCCL finds over PCIe.
speeds-and-nvls = Which speeds NCCL tries, and whether it uses NVLS.
p2p-pairs = Which pairs can use P2P at all.
nvls = Whether NCCL uses NVLS.
network-faster = Whether the network is faster than the way between two GPUs (Gb/s).
nvlink-joins-nodes = Whether NVLink joins the ranks of nodes.
starts-in-domain = Whether NCCL starts in an NVLink domain over nodes.
ranks-of-a-group = Which ranks of a group are on one node.
pairs-kept-apart = Which pairs NCCL keeps apart, and what is in each container's /dev/shm.
pods-one-host = Whether NCCL takes the pods for one host.
behind-nvlinks = What lies behind the NVLinks; NCCL_TOPO_DUMP_FILE tells.
collnet = Whether the network plugin offers CollNet (SHARP), which NCCL_COLLNET_ENABLE asks for: what it connects is bounded, not followed.
unread-cells = Cells of the table that could not be read.
behind-nvlink = NV# hides how { $pairs } are joined over PCIe; it matters where NVLink is not used
pairs-more = { $first } and { $more ->
        [one] 1 more pair
       *[other] { $more } more pairs
    }
switches = switches above a single GPU, further levels of a cascade and shared uplinks do not appear in topo -m; they can change NCCL's channel count, not the transports
gdr = Whether network adapters reach GPU memory themselves (GPUDirect RDMA), and with it what lies in /dev/shm for them.
nic-gdr = topo -m does not say whether an adapter reaches GPU memory directly; it can change NCCL's channel count
numa-merged = they show SYS but the same affinity, so the kernel knows no second NUMA node between them and NCCL takes the path for PHB
numa-ids = the ids name the NUMA nodes and decide nothing else
nvlink-switched = NV{ $links } between { $one } and { $other } is read as links to NVSwitch; a bridge would look the same and gives NCCL other channels
nvlink-direct = NV{ $links } between { $one } and { $other } is read as a bridge; a partition of an NVSwitch board would look the same and gives NCCL other channels
stand-in = NCCL { $version } is newer than all whose rules are known; those of { $known } stand in.
newest = The newest known; { $option } states another.
newest-old-torch = The newest known; which NCCL PyTorch { $torch } brings is not known (known are { $first } to { $last }). { $option } states the real one.
gpu-unknown = The name was read, and is of no model whose figures are known. compute-capability and pcie state what matters of it.
too-many-nodes = More nodes are possible than can be tried: the range of channels is a wide one in place of the exact one. State one of these facts, or channels, to narrow it: { $facts }.
p2p-write = NCCL asks for both; only the status for reading is captured.
driver-host-memory = From 12.6 on NCCL may take host memory from the driver in place of /dev/shm.
sys-nice = Without it Docker refuses the driver's host memory, and NCCL goes back to /dev/shm (from { $version }) or fails (before).
vmm = Without it NCCL connects everything during init.
shared-process = Ranks of one process share memory.
one-epoch = From the second on each rank needs { $more } more, as workers that start again keep what the loop holds; epochs=2 states any number above one.
ranks = Each rank has its own loaders; { $option } states how many there are.
engine-in-text = its files are counted as the command at { $place } says
job-file = its GPUs, ranks, limits and settings stand in { $file }
image-torch = The image at { $at } brings PyTorch { $torch } ({ $source }).
image-nccl = The image at { $at } brings NCCL { $nccl } ({ $source }).
image-unknown = Which PyTorch and which NCCL the image at { $at } brings is not known: no file of whoever builds it was read for this tag. { $option } states NCCL.
torch-build = The build { $build } of PyTorch { $torch } brings it ({ $source }).
torch-newer = PyTorch { $torch } is newer than the newest known, { $newest }, whose NCCL is taken. { $option } states the real one.
torch-wheel = The wheel of PyTorch { $torch } for CUDA { $cuda } brings it ({ $source }).
torch-foreign = Build { $build } is not PyTorch's own and may bring another; the wheel of PyTorch { $torch } for CUDA { $cuda } brings it ({ $source }). { $option } states the real one.
torch-build-unread = The build { $build } of PyTorch { $torch } was not read; that of { $before } brings it ({ $source }). { $option } states the real one.
torch-other-cuda = The build for CUDA { $build } may bring another; the wheel of PyTorch { $torch } for CUDA { $cuda } brings it ({ $source }). { $option } states the real one.
# What a fact was taken to be.
no-hidden-switch = no switch that the matrix does not show
one-switch-above = one switch above several
one-numa-node = one node for { $devices }
in-order-of-gpus = numbered in the order of GPUs
as-p2p-read = as p2p-read
before = before { $version }
loader-workers = the job's command line gives its DataLoader this many workers; what a batch holds it does not say
env-file = { $file }, which the job takes variables from ({ $at }), was not read: settings of NCCL in it count for nothing here
extends = the service that it extends ({ $at }) was not handed over: what that sets counts for nothing here
gpus-unread = how many GPUs the job gets is not known ({ $at }): where its launch does not say how many ranks it starts, all GPUs of the node are taken
patch-unread = the patch of the pod ({ $at }) is no YAML before it is filled in: what it mounts counts for nothing here
vllm-experts = with a mixture of experts vLLM makes one more communicator over the tensor and data parallel workers: --enable-expert-parallel or the model's name says so
engine-setting = Set by { $source }.
