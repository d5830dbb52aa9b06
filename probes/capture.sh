#!/bin/sh
# Writes down what this machine or container says about its GPUs, its /dev/shm and its limits, as shmfit capture does,
# where there is no Java. Needs a POSIX shell and the usual small programs (busybox has them all), no root. Changes
# nothing, waits for nothing longer than its time limit, and always writes a capture: what could not be taken is named
# in capture.json.
#
#   sh capture.sh -o node.tar.gz
#   kubectl exec -i POD -- sh -s <probes/capture.sh >pod.tar
#   ssh NODE sh -s <probes/capture.sh >node.tar
#
# Exit status: 0, also where things are missing; 2 where the options are wrong or the capture cannot be written.

# A row of the table is read in subshells, too, each for itself.
# shellcheck disable=SC2030,SC2031

version=0.1.0
# In units of 512 bytes and in bytes: what one file of a capture may have.
most_blocks=16384
most_bytes=8388608
tab=$(printf '\t')

usage() {
    cat <<'END'
usage: capture.sh [-o FILE|DIRECTORY] [-t SECONDS] [-n] [-r DIRECTORY]

  -o WHERE    a file that ends in .tar or .tar.gz, or a directory; default: a tar archive on standard output
  -t SECONDS  time for all that is asked and read, together (default 4)
  -n          do not redact: leave the host's name, UUIDs and hardware addresses of network cards in
  -r ROOT     take files below ROOT in place of /, such as the host's root mounted into a container
END
}

# What is taken, and nothing else: a copy of taken.tsv, whose columns dev.shmfit.probes.format.CaptureTable explains.
# The file of the capture, how the source is read, who reads it, the source, what of it is kept.
taken() {
    cat <<'END'
nvidia-smi-topo-m.txt	command	SmiTopoParser	nvidia-smi topo -m	([^[:blank:]]{0,40}[[:blank:]]+)*[^[:blank:]]{0,40}
nvidia-smi-topo-p2p-r.txt	command	SmiP2pParser	nvidia-smi topo -p2p r	([^[:blank:]]{0,40}[[:blank:]]+)*[^[:blank:]]{0,40}
nvidia-smi-topo-p2p-w.txt	command	SmiP2pParser	nvidia-smi topo -p2p w	([^[:blank:]]{0,40}[[:blank:]]+)*[^[:blank:]]{0,40}
nvidia-smi-q.xml	command	SmiQueryParser SmiMemoryLines	nvidia-smi -q -x	[[:blank:]]*(</?(nvidia_smi_log|fabric|fb_memory_usage|mig_mode)>|</gpu>|<gpu id="[0-9A-Fa-f:.]+">|<(driver_version|cuda_version|total|state|current_mig|product_name|uuid)>[A-Za-z0-9 _.:/()+-]{0,80}</[a-z_]+>)
nccl-topology.xml	xml	NcclXmlParser	$NCCL_TOPO_DUMP_FILE	(system|cpu|pci|nic|net|gpu|nvlink|pcilink|c2c|xgmi) (affinity|arch|busid|bw|class|coll|count|dev|device|familyid|gcn|gdr|guid|host_hash|latency|link_speed|link_width|maxconn|modelid|name|numaid|port|rank|sm|speed|subsystem_device|subsystem_vendor|target|tclass|vendor)
sys-pci.txt	pci	PciTreeParser	class vendor device subsystem_vendor subsystem_device max_link_speed max_link_width numa_node driver acs_control pci speed operstate rate state	[A-Za-z0-9_.:/() -]{0,200}
lscpu.txt	cpu	CpuParser	/proc/cpuinfo	(Architecture|Vendor ID|vendor_id|CPU family|cpu family|Model|model)[[:space:]]*:[A-Za-z0-9 _.-]{0,60}
numa.txt	sections	NumaParser	/sys/devices/system/node/node[0-9]* cpulist meminfo	[0-9,-]*|Node [0-9]+ MemTotal: +[0-9]+ kB
meminfo.txt	lines	MeminfoParser	/proc/meminfo	MemTotal: +[0-9]+ kB
cmdline.txt	words	KernelOptionsParser	/proc/cmdline	(intel_iommu|amd_iommu)=on|iommu=(force|pt)|iommu\.passthrough=[01]
page-size.txt	command	PageSizeParser	getconf PAGESIZE	[0-9]+
mounts.txt	mounts	ShmMountParser	/proc/self/mounts /dev/shm /run/shm /dev /run /	ro|rw|(size|nr_inodes)=[0-9]+[KMGTkmgt]?|huge=[a-z_]+
mountinfo.txt	mounts	ShmMountParser	/proc/self/mountinfo /dev/shm /run/shm /dev /run /	ro|rw|(size|nr_inodes)=[0-9]+[KMGTkmgt]?|huge=[a-z_]+
shm-statvfs.txt	space	ShmSpaceParser ShmDirectoryParser	/dev/shm	(type|block_size|blocks|blocks_available|files|files_free|mode|uid|device)=[a-z0-9_/-]{0,24}
shm-files.txt	files	ShmFilesParser	/dev/shm	nccl-[A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9]|nccl-shm-(recv|send)-[0-9a-f-]+|(c10_)?torch_[0-9]+_[0-9]+(_[0-9]+)?|paddle_[0-9]+_[0-9]+|(psm|wnsm)_[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]|sem\.mp-[a-z0-9_][a-z0-9_][a-z0-9_][a-z0-9_][a-z0-9_][a-z0-9_][a-z0-9_][a-z0-9_]|__KMP_REGISTERED_LIB_[0-9]+(_[0-9]+)?|[0-9][0-9][0-9][0-9][0-9][0-9]_(locals|barrier|barrier_filelock|cache|cache_usage|cache_filelock|shard_states|shard_access_times|next_epoch|resume|epoch_shape|epoch_data)|PostgreSQL\.[0-9]+
shm-files.txt	prefix	ShmOwner	/dev/shm	nccl-|sem\.loky-[0-9]+-|sem\.|joblib_memmapping_folder_[0-9]+|pymp-|vader_segment|sm_segment|osc_rdma|ompi|open_mpi\.|fi_sm2_|opx\.shm\.|shared_mem_cuda_pool|ucx_shm_posix_|psm[23]?_shm|psm_|plasma|ray|triton_python_backend_shm_region_|cuda\.shm\.|cuda\.shm|cuda_shm|nvshmem|torch_|wnsm_|paddle_[0-9]+_|c10_torch_|VLLM_OBJECT_STORAGE_|vllm_offload_|(sglang|sgl)_|(lmcache|mooncake|moriio)[_-]|(moe_shared|eplb|expert)[_-]|(nvidia_dali|dali)_|\.?(com\.google\.Chrome|org\.chromium\.Chromium)\.|(dlrover|flash_ckpt|checkpoint)[_-]|osc_sm|sm_cuda_segment|mpich_shm_|Intel_MPI_|shm-col-space-|impi_|(efa|fi|sm2)_shm|ofi[_-]
cgroup.txt	cgroup	CgroupParser	memory.max memory.high memory.current memory.limit_in_bytes memory.usage_in_bytes memory.stat	[0-9]+|max|(total_)?shmem [0-9]+
limits.txt	lines	LimitsParser	/proc/self/limits	Max (open files|locked memory) +([0-9]+|unlimited) +([0-9]+|unlimited) +(files|bytes) *|((max )?locked memory|memory[(]locked[)]|open files|nofiles) +([(][a-z, -]+[)] +)?([0-9]+|unlimited)
status.txt	lines	StatusParser	/proc/self/status	(CapEff|CapBnd|Seccomp):[[:space:]]*[0-9a-f]{1,16}
namespaces.txt	links	NamespacesParser	/proc/self/ns ipc mnt pid	(ipc|mnt|pid)=[a-z]+:\[[0-9]+\]
hostname.txt	lines	WordParser	/proc/sys/kernel/hostname	[A-Za-z0-9._-]{1,253}
boot-id.txt	lines	WordParser	/proc/sys/kernel/random/boot_id	[0-9a-f-]{36}
versions.txt	versions	VersionsParser	torch nccl	([Tt]orch|nccl|NCCL)[[:space:]=:]+[0-9]+([.][0-9]+)*((a|b|rc)[0-9]+)?
platform.txt	clue	PlatformParser	kubernetes $KUBERNETES_SERVICE_HOST /var/run/secrets/kubernetes.io	yes|no
platform.txt	clue	PlatformParser	argo $ARGO_TEMPLATE $ARGO_CONTAINER_NAME	yes|no
platform.txt	clue	PlatformParser	slurm $SLURM_JOB_ID	yes|no
platform.txt	clue	PlatformParser	dockerenv /.dockerenv	yes|no
platform.txt	clue	PlatformParser	containerenv /run/.containerenv	yes|no
platform.txt	clue	PlatformParser	enroot /proc/self/mountinfo~/enroot/	yes|no
platform.txt	clue	PlatformParser	apptainer $APPTAINER_CONTAINER $SINGULARITY_CONTAINER /.singularity.d	yes|no
platform.txt	clue	PlatformParser	hypervisor /proc/cpuinfo~^flags.*[[:blank:]]hypervisor	yes|no
platform.txt	clue	PlatformParser	managed=colab $COLAB_RELEASE_TAG $COLAB_GPU	colab
platform.txt	clue	PlatformParser	managed=kaggle $KAGGLE_KERNEL_RUN_TYPE	kaggle
platform.txt	clue	PlatformParser	managed=sagemaker $SM_TRAINING_ENV $SAGEMAKER_JOB_NAME $TRAINING_JOB_ARN	sagemaker
platform.txt	clue	PlatformParser	managed=azureml $AZUREML_RUN_ID	azureml
platform.txt	clue	PlatformParser	managed=fargate $AWS_EXECUTION_ENV=AWS_ECS_FARGATE	fargate
platform.txt	clue	PlatformParser	managed=aws-batch $AWS_BATCH_JOB_ID	aws-batch
platform.txt	clue	PlatformParser	managed=ecs $ECS_CONTAINER_METADATA_URI_V4 $ECS_CONTAINER_METADATA_URI	ecs
platform.txt	clue	SessionParser	logind /run/systemd/seats /run/systemd/sessions	yes|no
platform.txt	user	SessionParser	uid remove_ipc linger	[0-9]+|yes|no|on|off|true|false|1|0|y|n|t|f
env.txt	word	JobFacts	CUDA_VISIBLE_DEVICES	(([0-9]+|(GPU|MIG)-[0-9A-F-]+)(,([0-9]+|(GPU|MIG)-[0-9A-F-]+))*)?
env.txt	word	NcclSettings	NCCL_P2P_LEVEL NCCL_NET_GDR_LEVEL	(LOC|NVL|NVB|C2C|PIX|PXB|P2C|PXN|PHB|SYS|NODE|DIS|NET|[0-9]+)?
env.txt	word	NcclSettings	NCCL_ALGO NCCL_PROTO	[;:,^]*((ALLREDUCE|ALLGATHER|REDUCESCATTER|BROADCAST|REDUCE|SENDRECV|ALLTOALL|TREE|RING|COLLNET|COLLNETDIRECT|COLLNETCHAIN|COLLNET_DIRECT|COLLNET_CHAIN|NVLS|NVLSTREE|NVLS_TREE|PAT|LL|LL128|SIMPLE)([;:,^]+(ALLREDUCE|ALLGATHER|REDUCESCATTER|BROADCAST|REDUCE|SENDRECV|ALLTOALL|TREE|RING|COLLNET|COLLNETDIRECT|COLLNETCHAIN|COLLNET_DIRECT|COLLNET_CHAIN|NVLS|NVLSTREE|NVLS_TREE|PAT|LL|LL128|SIMPLE))*)?[;:,^]*
env.txt	word	NcclSettings	NCCL_NET	(IB|SOCKET|OFI|AWS LIBFABRIC|LIBFABRIC|UCX|GIB|FASTRAK|SHARP|SPCX)?
env.txt	word	NcclSettings	NCCL_IB_HCA	([=^]*(MLX[45]|BNXT_RE|IRDMA|RDMAP|ROCEP|EFA|EFA_|HFI1|QEDR|HNS|IB|MANA|CXGB4|ERDMA|OCRDMA|USNIC|RXE|SIW)_?(BOND_)?[0-9]*(S[0-9]+)?(F[0-9]+)?(:[0-9]+)?(,(MLX[45]|BNXT_RE|IRDMA|RDMAP|ROCEP|EFA|EFA_|HFI1|QEDR|HNS|IB|MANA|CXGB4|ERDMA|OCRDMA|USNIC|RXE|SIW)_?(BOND_)?[0-9]*(S[0-9]+)?(F[0-9]+)?(:[0-9]+)?)*)?
env.txt	word	NcclSettings	NCCL_SOCKET_IFNAME	([=^]*(EN|ETH|IB|BOND|BR|DOCKER|LO|VETH|HSN|RDMA|TEAM|VLAN|TUN|TAP|VIRBR|CNI|FLANNEL|CALI|CILIUM|WEAVE|NET|ROCE|EFA|BNXT|SLIRP|DUMMY|GPU|WL|WW)([A-Z]?[A-Z]?[A-Z]?[A-Z]?[0-9]+)*([.:][0-9]+)?(,(EN|ETH|IB|BOND|BR|DOCKER|LO|VETH|HSN|RDMA|TEAM|VLAN|TUN|TAP|VIRBR|CNI|FLANNEL|CALI|CILIUM|WEAVE|NET|ROCE|EFA|BNXT|SLIRP|DUMMY|GPU|WL|WW)([A-Z]?[A-Z]?[A-Z]?[A-Z]?[0-9]+)*([.:][0-9]+)?)*)?
env.txt	word	NcclSettings	NCCL_DEBUG	(VERSION|WARN|INFO|ABORT|TRACE)?
env.txt	word	NcclSettings	NCCL_DEBUG_SUBSYS	\^?((INIT|COLL|P2P|SHM|NET|GRAPH|TUNING|ALL|ENV|ALLOC|CALL|NVLS|PROXY|BOOTSTRAP|REG|PROFILE|RAS|DESTROY|ALLOC_HOST)(,(INIT|COLL|P2P|SHM|NET|GRAPH|TUNING|ALL|ENV|ALLOC|CALL|NVLS|PROXY|BOOTSTRAP|REG|PROFILE|RAS|DESTROY|ALLOC_HOST))*)?
env.txt	word	NcclSettings	NCCL_LAUNCH_MODE	(GROUP|PARALLEL)?
env.txt	word	NcclSettings	NCCL_SOCKET_FAMILY	(AF_INET6?)?
env.txt	word	NcclSettings	NCCL_CHECK_MODE	(DEBUG_GLOBAL|DEBUG_LOCAL)?
env.txt	word	NcclSettings	NCCL_NETDEVS_POLICY	(AUTO|ALL|MAX:[0-9]+)?
env.txt	word	NcclSettings	NCCL_CTA_POLICY	((DEFAULT|EFFICIENCY|ZERO|[012])([|](DEFAULT|EFFICIENCY|ZERO))*)?
env.txt	word	NcclSettings	NCCL_WARN_ENABLE_DEBUG_INFO NCCL_PARAM_DUMP_ALL	([01TF]|TRUE|FALSE)?
env.txt	number	NcclSettings	NCCL_AGG_CHANNEL_SIZE NCCL_ALLGATHERV_ENABLE NCCL_ALLOC_P2P_NET_LL_BUFFERS NCCL_BUFFSIZE NCCL_CE_CHUNK_SIZE NCCL_CE_COLL_AG_MULTICAST_THRESHOLD NCCL_CE_INTRA_GPU_MEMCPY_ENABLE NCCL_CFT_ENABLE NCCL_CGA_CLUSTER_SIZE NCCL_CHECK_POINTERS NCCL_CHUNK_SIZE NCCL_COLLNET_ENABLE NCCL_COLLNET_NODE_THRESHOLD NCCL_COMM_BLOCKING NCCL_COMM_SHRINK_SHARE_RESOURCES NCCL_COMM_SPLIT_SHARE_RESOURCES NCCL_CONNECT_ROUND_MAX_PEERS NCCL_CREATE_THREAD_CONTEXT NCCL_CROSS_NIC NCCL_CUMEM_ENABLE NCCL_CUMEM_HOST_ENABLE NCCL_DEV_API_JIT NCCL_DIAGNOSTICS_ECC_THRESHOLD NCCL_DIAGNOSTICS_IB_BW_TIMEOUT NCCL_DISABLE_MEM_MANAGER NCCL_DMABUF_ENABLE NCCL_ELASTIC_BUFFER_REGISTER NCCL_ENABLE_VERSION_CHECK NCCL_ENQUEUE_REARCH_ENABLE NCCL_GDAKI_FORCE_MCST NCCL_GDAKI_USE_RELIABLE_DB NCCL_GDRCOPY_ENABLE NCCL_GDRCOPY_FIFO_ENABLE NCCL_GDRCOPY_FLUSH_ENABLE NCCL_GDRCOPY_SYNC_ENABLE NCCL_GDRCOPY_TAIL_ENABLE NCCL_GDRCOPY_USE_INTERNAL_DMABUF NCCL_GDR_FLUSH_DISABLE NCCL_GIN_COUNTER_POOL_SIZE NCCL_GIN_ENABLE NCCL_GIN_ERROR_QUERY_SEC NCCL_GIN_EXCLUSIVE_CONTEXTS NCCL_GIN_GDAKI_LAG_AWARE_DISABLE NCCL_GIN_GDAKI_MAX_DEST_RD_ATOMIC	[-+]?(0[Xx][0-9A-Fa-f]+|[0-9]+)([KMGTkmgt][Ii]?)?([Bb]?)
env.txt	number	NcclSettings	NCCL_GIN_GDAKI_MAX_QP_RD_ATOMIC NCCL_GIN_GDAKI_NIC_HANDLER NCCL_GIN_GDAKI_QP_DEPTH NCCL_GIN_IB_OOO_OPT NCCL_GIN_IB_TC NCCL_GIN_NCONNECTIONS NCCL_GIN_NCONTEXTS NCCL_GIN_PLUGIN_REF_COUNT NCCL_GIN_PROXY_NTHREADS NCCL_GIN_PROXY_POLL_BATCH NCCL_GIN_PROXY_QUEUE_SIZE NCCL_GIN_SIGNAL_POOL_SIZE NCCL_GIN_TYPE NCCL_GRAPH_DUMP_FILE_RANK NCCL_GRAPH_HELPER_DISABLE NCCL_GRAPH_MIXING_SUPPORT NCCL_GRAPH_REGISTER NCCL_GRAPH_STREAM_ORDERING NCCL_GROUP_CUDA_STREAM NCCL_HIER_CE_COLL_AG_RAIL_RING_ENABLE NCCL_HIER_CE_COLL_NUM_CTX NCCL_IB_ADAPTIVE_ROUTING NCCL_IB_AR_THRESHOLD NCCL_IB_CUDA_SUPPORT NCCL_IB_DATA_DIRECT NCCL_IB_DEVICE_PCI_ORDER NCCL_IB_DISABLE NCCL_IB_ECE_ENABLE NCCL_IB_EVENT_BASED_LB NCCL_IB_EVENT_BASED_LB_REMOTE NCCL_IB_FIFO_TC NCCL_IB_GDR_LEVEL NCCL_IB_GID_INDEX NCCL_IB_MERGE_NICS NCCL_IB_MERGE_VFS NCCL_IB_MQP_RETRY_ALL NCCL_IB_MQP_RETRY_CNT NCCL_IB_MQP_RETRY_SLEEP_MSEC NCCL_IB_OOO_RQ NCCL_IB_PCI_RELAXED_ORDERING NCCL_IB_PKEY NCCL_IB_PKEY_VALUE NCCL_IB_PREPOST_RECEIVE_WORK_REQUESTS NCCL_IB_QPS_PER_CONNECTION NCCL_IB_QUERY_PORT_SPEED NCCL_IB_RECEIVER_SIDE_MATCHING_SCHEME	[-+]?(0[Xx][0-9A-Fa-f]+|[0-9]+)([KMGTkmgt][Ii]?)?([Bb]?)
env.txt	number	NcclSettings	NCCL_IB_RESILIENCY_PORT_FAILOVER NCCL_IB_RESILIENCY_PORT_FAILOVER_MAX_ATTEMPTS NCCL_IB_RESILIENCY_PORT_FAILOVER_PROBE_DELAY NCCL_IB_RESILIENCY_PORT_RECOVERY NCCL_IB_RESILIENCY_PORT_RECOVERY_ACK_TIMEOUT NCCL_IB_RESILIENCY_PORT_RECOVERY_ALIVE_MSG_BATCH_INTERVAL NCCL_IB_RESILIENCY_PORT_RECOVERY_ALIVE_MSG_BATCH_SIZE NCCL_IB_RESILIENCY_PORT_RECOVERY_ALIVE_MSG_SEQUENCE_SIZE NCCL_IB_RESILIENCY_PORT_RECOVERY_ALIVE_MSG_TIMEOUT NCCL_IB_RESILIENCY_PORT_RECOVERY_ATTEMPTS_MAX NCCL_IB_RESILIENCY_PORT_RECOVERY_START_DELAY NCCL_IB_RETRY_CNT NCCL_IB_RETURN_ASYNC_EVENTS NCCL_IB_ROCE_VERSION_NUM NCCL_IB_ROUTABLE_FLID_GID_INDEX NCCL_IB_SL NCCL_IB_SORT_MERGE_NICS NCCL_IB_SPLIT_DATA_ON_QPS NCCL_IB_SUBNET_AWARE_ROUTING NCCL_IB_SUBNET_PREFIX_LEN NCCL_IB_TC NCCL_IB_TIMEOUT NCCL_IB_USE_INLINE NCCL_IB_WARN_RAIL_LOCAL NCCL_IB_WQE_LATENCY_REPORT NCCL_IB_WQE_LATENCY_THRESHOLD_NS NCCL_IGNORE_COLLNET_MISMATCH NCCL_IGNORE_CPU_AFFINITY NCCL_IGNORE_DISABLED_P2P NCCL_IGNORE_NET_MISMATCH NCCL_IPC_USE_ABSTRACT_SOCKET NCCL_L1_SHARED_MEMORY_CARVEOUT NCCL_LAUNCH_ORDER_IMPLICIT NCCL_LAUNCH_RACE_FATAL	[-+]?(0[Xx][0-9A-Fa-f]+|[0-9]+)([KMGTkmgt][Ii]?)?([Bb]?)
env.txt	number	NcclSettings	NCCL_LEGACY_CUDA_REGISTER NCCL_LL128_BUFFSIZE NCCL_LL128_C2C NCCL_LL128_NTHREADS NCCL_LL_BUFFSIZE NCCL_LL_THRESHOLD NCCL_LOCAL_REGISTER NCCL_LSA_TEAM_SIZE NCCL_MAX_CTAS NCCL_MAX_NCHANNELS NCCL_MAX_NRINGS NCCL_MAX_P2P_NCHANNELS NCCL_MEM_SYNC_DOMAIN NCCL_MIN_CTAS NCCL_MIN_NCHANNELS NCCL_MIN_NRINGS NCCL_MIN_P2P_NCHANNELS NCCL_MLOPART_RDMA_ENABLE NCCL_MNNVL NCCL_MNNVL_CLIQUE_ID NCCL_MNNVL_CROSS_CLIQUE NCCL_MNNVL_ENABLE NCCL_MNNVL_RAIL_PER_HOST NCCL_MNNVL_SCATTER_NETS_ENABLE NCCL_MNNVL_UUID NCCL_MULTI_RANK_GPU_ENABLE NCCL_MULTI_SEGMENT_REGISTER NCCL_NCCL_ALLOC_P2P_NET_LL_BUFFERS NCCL_NCHANNELS_PER_NET_PEER NCCL_NET_DISABLE_INTRA NCCL_NET_FORCE_FLUSH NCCL_NET_GDR_C2C NCCL_NET_GDR_MLOPART NCCL_NET_GDR_READ NCCL_NET_OPTIONAL_RECV_COMPLETION NCCL_NET_OVERHEAD NCCL_NET_PLUGIN_REF_COUNT NCCL_NET_SHARED_BUFFERS NCCL_NET_SHARED_COMMS NCCL_NSOCKS_PERTHREAD NCCL_NTHREADS NCCL_NUM_RMA_CTX NCCL_NUM_RMA_INT_CTX NCCL_NVB_DISABLE NCCL_NVB_PRECONNECT NCCL_NVLINK_UTIL_CENTRIC_SCHED_ENABLE NCCL_NVLSTREE_MAX_CHUNKSIZE NCCL_NVLS_CHUNKSIZE NCCL_NVLS_ENABLE NCCL_NVLS_NCHANNELS NCCL_NVLS_UB_SIZE	[-+]?(0[Xx][0-9A-Fa-f]+|[0-9]+)([KMGTkmgt][Ii]?)?([Bb]?)
env.txt	number	NcclSettings	NCCL_NVTX_DISABLE NCCL_OOB_NET_ENABLE NCCL_P2P_DIRECT_DISABLE NCCL_P2P_DISABLE NCCL_P2P_EPOCH_ENABLE NCCL_P2P_LL_THRESHOLD NCCL_P2P_MAX_PEERS NCCL_P2P_NET_CHUNKSIZE NCCL_P2P_NVL_CHUNKSIZE NCCL_P2P_PCI_CHUNKSIZE NCCL_P2P_PER_CHANNEL_NET_BW NCCL_P2P_PER_CHANNEL_REG_NET_BW NCCL_P2P_PXN_LEVEL NCCL_P2P_READ_ENABLE NCCL_P2P_SCHEDULE_GROUP_SIZE NCCL_P2P_USE_CUDA_MEMCPY NCCL_PAT_ENABLE NCCL_PROGRESS_APPENDOP_FREQ NCCL_PROGRESS_COUNTERS NCCL_PROGRESS_COUNTER_MONITOR_POLL_MS NCCL_PROGRESS_COUNTER_MONITOR_STALE_MS NCCL_PROGRESS_COUNTER_MONITOR_STALE_WARN_SEC NCCL_PROXY_APPEND_BATCH_SIZE NCCL_PROXY_DUMP_SIGNAL NCCL_PXN_C2C NCCL_PXN_DISABLE NCCL_RAS_ENABLE NCCL_RAS_TIMEOUT_FACTOR NCCL_REPORT_CONNECT_PROGRESS NCCL_RMA_DISABLE NCCL_RMA_EAGER_INIT NCCL_RMA_IB_WR_BATCHSIZE NCCL_RMA_MULTI_CTX_THRESHOLD NCCL_RMA_PLUGIN_REF_COUNT NCCL_RMA_PROXY_DUMP_SIGNAL NCCL_RMA_PROXY_QUEUE_SIZE NCCL_RUNTIME_CONNECT NCCL_RUN_DIAGNOSTICS NCCL_RUN_RAS_DIAGNOSTICS NCCL_SET_CPU_STACK_SIZE NCCL_SET_STACK_SIZE NCCL_SET_THREAD_NAME NCCL_SHADOW_MEMPOOL_MAX_SIZE NCCL_SHARED_BUFF_COUNT NCCL_SHM_DISABLE NCCL_SHM_LOCALITY	[-+]?(0[Xx][0-9A-Fa-f]+|[0-9]+)([KMGTkmgt][Ii]?)?([Bb]?)
env.txt	number	NcclSettings	NCCL_SHM_MEMCPY_MODE NCCL_SHM_USE_CUDA_MEMCPY NCCL_SINGLE_PROC_MEM_REG_ENABLE NCCL_SOCKET_INLINE NCCL_SOCKET_MIN_TASKSIZE NCCL_SOCKET_NTHREADS NCCL_SOCKET_POLL_TIMEOUT_MSEC NCCL_SOCKET_RCVBUF NCCL_SOCKET_RETRY_CNT NCCL_SOCKET_RETRY_SLEEP_MSEC NCCL_SOCKET_SNDBUF NCCL_SYM_CE_THRESHOLD NCCL_SYM_CTAS NCCL_SYM_GIN_KERNELS_ENABLE NCCL_SYM_NOWIN_ENABLE NCCL_SYM_REUSE_SYSMEM_HANDLES NCCL_SYM_RS_GIN_CHUNK_SIZE NCCL_SYM_TMA_ENABLE NCCL_THREAD_THRESHOLD NCCL_TOPO_DUMP_FILE_RANK NCCL_TOPO_SCATTER_START_NET NCCL_TOPO_SPLIT_MLOPART NCCL_TREE_THRESHOLD NCCL_UID_STAGGER_RATE NCCL_UID_STAGGER_THRESHOLD NCCL_UNPACK_DOUBLE_NCHANNELS NCCL_WIN_ENABLE NCCL_WIN_STRIDE NCCL_WORK_ARGS_BYTES NCCL_WORK_FIFO_BYTES NCCL_WORK_FIFO_DEPTH	[-+]?(0[Xx][0-9A-Fa-f]+|[0-9]+)([KMGTkmgt][Ii]?)?([Bb]?)
env.txt	set	NcclSettings	NCCL_AGG_ALLOC_MODE NCCL_COMM_ID NCCL_CONF_FILE NCCL_CUDA_PATH NCCL_DEBUG_FILE NCCL_DEBUG_LEVELS NCCL_DEBUG_TIMESTAMP_FORMAT NCCL_DEBUG_TIMESTAMP_LEVELS NCCL_ENV_PLUGIN NCCL_GIN_PLUGIN NCCL_GRAPH NCCL_GRAPH_DUMP_FILE NCCL_GRAPH_FILE NCCL_HOSTID NCCL_IBVERBS_LIB NCCL_IB_ADDR_FAMILY NCCL_IB_ADDR_RANGE NCCL_IB_RAIL_POLICY NCCL_NET_FORCE_MERGE NCCL_NET_MERGE_LEVEL NCCL_NET_MERGE_POLICY NCCL_NET_PLUGIN NCCL_NO_CACHE NCCL_OOB_NET_IFNAME NCCL_PROFILER_PLUGIN NCCL_PROXY_CPUSET NCCL_PROXY_PROFILE NCCL_RAS_ADDR NCCL_RINGS NCCL_RMA_PLUGIN NCCL_SOCKET_MAGIC NCCL_SYM_KERNEL NCCL_SYM_KERNEL_ID NCCL_THREAD_THRESHOLDS NCCL_TOPO_DUMP_FILE NCCL_TOPO_FILE NCCL_TUNER_PLUGIN	-
END
}

say() {
    printf 'capture.sh: %s\n' "$*" >&2
}

# A moment, in hundredths of a second.
now() {
    if read -r up _ </proc/uptime; then
        printf '%s' "${up%.*}${up#*.}"
    else
        printf '%s00' "$(date +%s)"
    fi 2>/dev/null
}

# The text as the inside of a JSON string.
quoted() {
    printf '%s' "$1" | tr '\n\t' '  ' | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g'
}

# missing FILE REASON
missing() {
    rm -f "$part/$1" "$out/$1"
    printf '    "%s": "%s",\n' "$1" "$(quoted "$2")" >>"$work/missing"
}

# row FILE: sets how, from and keep by the first row of the table.
row() {
    # shellcheck disable=SC2034
    IFS=$tab read -r _ how _ from keep <<END
$(taken | grep "^$1$tab")
END
}

# lines EXPRESSION: those that it matches as a whole.
lines() {
    grep -aE -x -e "$1"
}

# keep FILE REASON: puts the part that was written into the capture, if it holds anything and is whole.
keep() {
    if ! printf '%8192s' '' >"$work/room.$1" 2>/dev/null; then
        rm -f "$work/room.$1"
        missing "$1" "there was no room for it in $work"
        return
    fi
    rm -f "$work/room.$1"
    if [ -s "$part/$1" ]; then
        mv "$part/$1" "$out/$1"
    else
        missing "$1" "$2"
    fi
}

# first PATH: the first line, nothing where there is none.
first() {
    line=
    { IFS= read -r line <"$1"; } 2>/dev/null
    printf '%s' "$line"
}

# attribute PATH: whether the file can be read; then its first line is in $line.
attribute() {
    line=
    [ -r "$1" ] && { IFS= read -r line <"$1"; } 2>/dev/null
}

# --- commands -------------------------------------------------------------------------------------------------------

# start FILE COMMAND...: in the background, away from every stream that someone waits for, and with a bound to what it
# may write.
start() {
    file=$1
    shift
    {
        begin=$(now)
        (
            ulimit -f "$most_blocks" 2>/dev/null
            exec "$@"
        ) >"$work/run/$file.out" 2>"$work/run/$file.err" </dev/null &
        printf '%s\n' $! >"$work/run/$file.pid"
        wait $!
        code=$?
        printf '%s %s\n' "$code" "$((($(now) - begin) * 10))" >"$work/run/$file.ended"
        mv "$work/run/$file.ended" "$work/run/$file.done"
    } >/dev/null 2>&1 </dev/null &
}

# work FILE FUNCTION: the same for a part of this script, which writes where it has to.
work() {
    {
        "$2" &
        printf '%s\n' $! >"$work/run/$1.pid"
        wait $!
        printf '%s 0\n' $? >"$work/run/$1.ended"
        mv "$work/run/$1.ended" "$work/run/$1.done"
    } >/dev/null 2>&1 </dev/null &
}

# stop FILE: kills what was started for it, with all that this has started.
stop() {
    process=$(cat "$work/run/$1.pid" 2>/dev/null) || return 0
    children=$(grep -l "^PPid:[[:space:]]*$process\$" /proc/[0-9]*/status 2>/dev/null | tr -dc '0-9\n')
    # shellcheck disable=SC2086
    kill -9 "$process" $children >/dev/null 2>&1
}

# await END FILE...: until all have ended or that moment has come; then those that go on are killed and not waited for.
await() {
    end=$1
    shift
    while :; do
        open=
        for file in "$@"; do
            [ -e "$work/run/$file.done" ] || open="$open $file"
        done
        [ -n "$open" ] || return 0
        [ "$(now)" -lt "$end" ] || break
        sleep 0.05 2>/dev/null || sleep 1
    done
    for file in $open; do
        : >"$work/run/$file.late"
        { stop "$file"; } >/dev/null 2>&1
    done
    return 1
}

# note FILE ENDING: how its command ended, for the manifest.
note() {
    words=
    for word in $from; do
        words="$words\"$word\", "
    done
    printf '    {"file": "%s", "command": [%s], %s},\n' "$1" "${words%, }" "$2" >>"$work/commands"
}

# ran FILE: puts what is kept of what its command printed into the capture.
ran() {
    row "$1"
    if [ -e "$work/run/$1.late" ]; then
        note "$1" '"timedOut": true'
        missing "$1" "$from did not answer within $limit s"
        return
    fi
    code=1 millis=0
    read -r code millis <"$work/run/$1.done"
    note "$1" "\"exitCode\": $code, \"millis\": $millis"
    if [ "$code" -gt 128 ] && [ "$(wc -c <"$work/run/$1.out")" -ge "$most_bytes" ]; then
        missing "$1" "$from printed more than $most_bytes bytes"
        return
    fi
    {
        cat "$work/run/$1.out"
        [ "$code" = 0 ] || cat "$work/run/$1.err"
    } | lines "$keep" >"$part/$1" 2>/dev/null
    keep "$1" "$from ended with exit code $code and printed nothing that is read"
}

# The first question goes alone: where the driver hangs, only one process is left behind.
nvidia_start() {
    nvidia_first=$(taken | sed -n "s/$tab.*${tab}nvidia-smi .*//p" | head -n 1)
    nvidia_more=$(taken | sed -n "s/$tab.*${tab}nvidia-smi .*//p" | tail -n +2)
    if command -v nvidia-smi >/dev/null 2>&1; then
        row "$nvidia_first"
        # shellcheck disable=SC2086
        start "$nvidia_first" $from
    else
        for file in $nvidia_first $nvidia_more; do
            missing "$file" 'there is no nvidia-smi'
        done
        nvidia_first=
    fi
}

nvidia_end() {
    [ -n "$nvidia_first" ] || return 0
    if ! await "$deadline" "$nvidia_first"; then
        ran "$nvidia_first"
        for other in $nvidia_more; do
            missing "$other" "not asked, for nvidia-smi topo -m did not answer within $limit s"
        done
        return
    fi
    ran "$nvidia_first"
    for other in $nvidia_more; do
        row "$other"
        # shellcheck disable=SC2086
        start "$other" $from
    done
    # shellcheck disable=SC2086
    await "$deadline" $nvidia_more
    for other in $nvidia_more; do
        ran "$other"
    done
}

# --- files ----------------------------------------------------------------------------------------------------------

# content PATH: what can be read of a plain file, to the bound.
content() {
    [ -f "$1" ] && head -c "$most_bytes" "$1" 2>/dev/null
}

# sections PATH...: each file that can be read, behind a line with its path.
sections() {
    for path in "$@"; do
        if [ -f "$path" ] && text=$(cat "$path" 2>/dev/null); then
            printf '# %s\n' "${path#"$root"}"
            [ -z "$text" ] || printf '%s\n' "$text"
        fi
    done
}

numa() {
    # shellcheck disable=SC2086
    set -- $from
    directories=$1
    shift
    for directory in "$root"$directories; do
        for name in "$@"; do
            sections "$directory/$name"
        done
    done | lines "# /sys/devices/system/node/node[0-9]{1,4}/[a-z]+|$keep"
}

words() {
    found=
    for word in $(content "$root$from" | tr -s '[:space:]' '\n' | lines "$keep"); do
        found="$found $word"
    done
    printf '%s\n' "${found# }"
}

# Where a file system is mounted, of which type, with which options; not from what.
mounts() {
    content "$root${from%% *}" | awk -v places="${from#* }" -v keep="^($keep)\$" '
        function options(word, i, n, all, kept) {
            kept = ""
            n = split(word, all, ",")
            for (i = 1; i <= n; i++) if (all[i] ~ keep) kept = kept (kept == "" ? "" : ",") all[i]
            return kept == "" ? "none" : kept
        }
        function type(word) { return match(word, /^[a-z0-9_]+/) ? substr(word, 1, RLENGTH) : "unknown" }
        BEGIN { n = split(places, all, " "); for (i = 1; i <= n; i++) known[all[i]] = 1 }
        {
            for (dash = 1; dash <= NF && $dash != "-"; dash++) ;
            long_form = dash >= 7 && NF >= dash + 3 && $1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/
            if (long_form && $5 in known)
                print $1, $2, "0:0 /", $5, options($6), "-", type($(dash + 1)), "none", options($(dash + 3))
            if (!long_form && NF == 6 && $2 in known)
                print "none", $2, type($3), options($4), "0 0"
        }'
}

# Elements and attributes that are named; neither text nor comments.
xml() {
    content "$root$NCCL_TOPO_DUMP_FILE" | awk -v elements="^${keep%% *}\$" -v attributes="^${keep#* }\$" '
        function blanks(text) { gsub(/[^ \t]/, "", text); return text }
        function tag(text, lead, close_, name, done, one, at) {
            close_ = text ~ /\/>$/ ? "/" : ""
            lead = substr(text, 2, 1) == "/" ? "/" : ""
            text = substr(text, 2 + length(lead), length(text) - 2 - length(lead) - length(close_))
            name = match(text, /^[A-Za-z0-9_]+/) ? substr(text, 1, RLENGTH) : ""
            if (name !~ elements) return ""
            done = "<" lead name
            while (match(text, /[ \t]+[A-Za-z0-9_]+="[^"<>]*"/)) {
                one = substr(text, RSTART, RLENGTH)
                text = substr(text, RSTART + RLENGTH)
                sub(/^[ \t]+/, "", one)
                at = index(one, "=")
                if (substr(one, 1, at - 1) ~ attributes && one ~ /="[A-Za-z0-9_.:,;+\/ ()-]*"$/) done = done " " one
            }
            return done close_ ">"
        }
        {
            done = ""
            while (match($0, /<[^<>]*>/)) {
                rest = substr($0, RSTART + RLENGTH)
                done = done blanks(substr($0, 1, RSTART - 1)) tag(substr($0, RSTART, RLENGTH))
                $0 = rest
            }
            done = done blanks($0)
            if (done ~ /</) print done
        }'
}

cpu() {
    {
        printf 'Architecture: %s\n' "$(uname -m)"
        content "$root$from"
    } | lines "$keep" | awk '{ key = $0; sub(/:.*/, "", key) } !(key in seen) { seen[key] = 1; print }'
}

# --- devices --------------------------------------------------------------------------------------------------------

# The GPUs, NVSwitches and network cards with all bridges above them, as the kernel sees them.
pci_devices() {
    for device in "$root"/sys/bus/pci/devices/*; do
        attribute "$device/class" || continue
        case $line in
        0x02* | 0x03* | 0x0680*) ;;
        *) continue ;;
        esac
        path=$(readlink -f "$device")
        while :; do
            case ${path##*/} in
            *:*:*.*) printf '%s\n' "$path" ;;
            *) break ;;
            esac
            path=${path%/*}
        done
    done | sort -u
}

# The access control of a bridge, from its configuration space, of which only root sees enough.
acs() {
    od -An -v -tu1 "$1" 2>/dev/null | awk '
        { for (i = 1; i <= NF; i++) byte[n++] = $i }
        END {
            for (at = 256; at >= 256 && at + 8 <= n && seen++ < 64; at = next_at) {
                if (byte[at] + 256 * byte[at + 1] == 13) {
                    printf "acs_control=0x%02x%02x\n", byte[at + 7], byte[at + 6]
                }
                next_at = int((byte[at + 2] + 256 * byte[at + 3]) / 16)
            }
        }' 2>/dev/null
}


pci() {
    pci_devices | while IFS= read -r path; do
        printf '# %s\n' "${path#"$real_root"}"
        for name in $from; do
            [ "$name" = driver ] || { attribute "$path/$name" && printf '%s=%s\n' "$name" "$line"; }
        done
        [ -e "$path/driver" ] && driver=$(readlink "$path/driver") && printf 'driver=%s\n' "${driver##*/}"
        case $(first "$path/class") in
        0x0604*) acs "$path/config" ;;
        esac
    done
    by_address=0
    for kind in infiniband net; do
        for device in "$root/sys/class/$kind"/*; do
            [ -e "$device/device" ] || continue
            path=$(readlink -f "$device/device")
            name=${device#"$root"}
            case ${name##*/} in
            enx????????????)
                # A name made of the hardware address.
                name=${name%/*}/enx$by_address
                by_address=$((by_address + 1))
                ;;
            esac
            printf '# %s\n' "$name"
            printf 'pci=%s\n' "${path#"$real_root"}"
            for name in speed operstate; do
                attribute "$device/$name" && printf '%s=%s\n' "$name" "$line"
            done
            for port in "$device"/ports/*; do
                for name in rate state; do
                    attribute "$port/$name" && printf 'port%s_%s=%s\n' "${port##*/}" "$name" "$line"
                done
            done
        done
    done
}

devices() {
    pci | lines "# (/sys/devices/[A-Za-z0-9_.:/-]{1,200}|/sys/class/(infiniband|net)/[A-Za-z0-9_.:-]{1,40})|($(
        printf '%s' "$from" | tr ' ' '|'
    )|port[0-9]{1,3}_(rate|state))=$keep"
}

# --- /dev/shm -------------------------------------------------------------------------------------------------------

shm_space() {
    {
        stat -f -c 'type=%T
block_size=%S
blocks=%b
blocks_available=%a
files=%c
files_free=%d' "$root/dev/shm"
        stat -c 'mode=%a
uid=%u
device=%d' "$root/dev/shm"
    } 2>/dev/null | lines "$keep"
}

# The device of /dev/shm as /proc/PID/maps writes it, such as 00:1a.
shm_device() {
    awk '$5 == "/dev/shm" { at = $3 } END { print at }' "$root/proc/self/mountinfo" 2>/dev/null | {
        IFS=: read -r major minor
        [ -n "$minor" ] && printf '%02x:%02x' "$major" "$minor"
    }
}

# Names of the forms that programs give are kept; of others the beginning, if that tells the program, and a number.
file_names() {
    TABLE=$(taken) awk '
        BEGIN {
            n = split(ENVIRON["TABLE"], rows, "\n")
            for (i = 1; i <= n; i++) {
                split(rows[i], column, "\t")
                if (column[2] == "files") whole = "^(" column[5] ")$"
                if (column[2] == "prefix") beginning = "^(" column[5] ")"
            }
        }
        /^# (processes=[0-9]+ unreadable=[0-9]+|inode bytes .*)$/ { print; next }
        $2 ~ /^[0-9]+$/ && $3 ~ /^([0-9]+|-)$/ && $4 ~ /^([0-9]+|-)$/ && $5 ~ /^[0-9]+$/ {
            name = $0
            for (i = 1; i <= 5; i++) sub(/^[^ ]* /, "", name)
            deleted = name ~ / \(deleted\)$/ ? " (deleted)" : ""
            name = substr(name, 1, length(name) - length(deleted))
            if (name !~ whole) {
                match(name, beginning)
                name = (RSTART > 0 ? substr(name, 1, RLENGTH) : "") "file-" ++others
            }
            print "-", $2, $3, $4, "- - -", $5, name deleted
        }'
}

# Every file in /dev/shm, and every unlinked one that a process still maps or has open, with the number of processes.
# A process in another mount namespace may have another /dev/shm: what counts is the device, not the path.
shm_files() {
    device=$(shm_device)
    all=0
    closed=0
    for process in "$root"/proc/[0-9]*; do
        all=$((all + 1))
        true 2>/dev/null <"$process/maps" || closed=$((closed + 1))
    done 2>/dev/null
    printf '# processes=%s unreadable=%s\n' "$all" "$closed"
    printf '# inode bytes allocated uid gid mode modified holders name\n'
    fields='%d %i %s %b %B %u %n'
    find "$root/dev/shm" -xdev -type f -exec stat -c "$fields" {} + 2>/dev/null | sed 's/^/file /' >"$work/shm.named"
    grep -H " ${device:-/dev/shm} " "$root"/proc/[0-9]*/maps 2>/dev/null | sed 's/^/map /' >"$work/shm.mapped"
    # shellcheck disable=SC2012
    ls -l "$root"/proc/[0-9]*/fd 2>/dev/null | awk '
        /^\/.*\/fd:$/ { directory = substr($0, 1, length($0) - 1) }
        / -> \/dev\/shm\// {
            name = $0
            sub(/.* -> \/dev\/shm\//, "", name)
            number = $0
            sub(/ -> \/dev\/shm\/.*/, "", number)
            sub(/.* /, "", number)
            print directory "/" number " " name
        }' >"$work/shm.opened"
    {
        awk '{ print $1 }' "$work/shm.opened"
        awk '!($6 in seen) {
            seen[$6] = 1
            sub(/maps:/, "map_files/", $2)
            print $2
        }' "$work/shm.mapped"
    } | xargs stat -L -c "$fields" 2>/dev/null | sed 's/^/held /' >"$work/shm.held"
    {
        sed 's/^/link /' "$work/shm.opened"
        cat "$work/shm.named" "$work/shm.mapped" "$work/shm.held"
    } | awk -v root="$root" -v device="$(stat -c %d "$root/dev/shm" 2>/dev/null)" '
        function hex(text, i, n) {
            n = 0
            for (i = 1; i <= length(text); i++) n = n * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
            return n
        }
        function rest(from, i, text) {
            text = $from
            for (i = from + 1; i <= NF; i++) text = text " " $i
            return text
        }
        function process(path) {
            sub(/^.*\/proc\//, "", path)
            sub(/\/.*/, "", path)
            return path
        }
        function holds(who, inode) {
            if (!((who, inode) in seen)) { seen[who, inode] = 1; holders[inode]++ }
        }
        function facts() { return sprintf("%s %.0f %s", $4, $5 * $6, $7) }
        $1 == "link" { link[$2] = rest(3) }
        $1 == "file" {
            name[$3] = substr(rest(8), length(root "/dev/shm/") + 1)
            known[$3] = facts()
        }
        $1 == "map" {
            holds(process($2), $6)
            if (!($6 in name)) {
                name[$6] = rest(7)
                sub(/^\/dev\/shm\//, "", name[$6])
            }
            if (!($6 in known)) {
                range = $2
                sub(/^[^:]*:/, "", range)
                split(range, ends, "-")
                end = hex($4) + hex(ends[2]) - hex(ends[1])
                if (end > size[$6]) size[$6] = end
            }
        }
        $1 == "held" && $2 == device {
            if ($8 in link) {
                holds(process($8), $3)
                if (!($3 in name)) name[$3] = link[$8]
            }
            if (!($3 in known)) known[$3] = facts()
        }
        END {
            for (inode in name) {
                if (!(inode in known)) known[inode] = sprintf("%.0f - -", size[inode])
                printf "%s %s %d %s\n", inode, known[inode], holders[inode], name[inode]
            }
        }' | sort -n | file_names
}

# --- the container --------------------------------------------------------------------------------------------------

# cgroup_directory TYPE OPTION PATH: where the group of this process lies in a hierarchy; the path is from /proc/self/cgroup.
cgroup_directory() {
    awk -v type="$1" -v option="$2" -v path="$3" '
        {
            for (dash = 6; dash <= NF && $dash != "-"; dash++) ;
            if ($(dash + 1) != type || (option != "" && index("," $(dash + 3) ",", "," option ",") == 0)) next
            group = path
            if ($4 != "/") group = index(path "/", $4 "/") == 1 ? substr(path, length($4) + 1) : ""
            if (group == "/" || group ~ /\/\.\./) group = ""
            print $5 " " $5 group
            exit
        }' "$root/proc/self/mountinfo" 2>/dev/null
}

# The memory files of the own group first, then of every group above it. Paths of groups name users and jobs.
cgroups() {
    while IFS= read -r entry; do
        hierarchy=${entry%%:*}
        entry=${entry#*:}
        controllers=${entry%%:*}
        path=${entry#*:}
        case $hierarchy:,$controllers, in
        0:,,) version_of=cgroup2 option= ;;
        *,memory,*) version_of=cgroup option=memory ;;
        *) continue ;;
        esac
        read -r top group <<END
$(cgroup_directory "$version_of" "$option" "$path")
END
        [ -n "$top" ] || continue
        [ -d "$root$group" ] || group=$top
        while :; do
            for name in $from; do
                sections "$root$group/$name" | sed 's|^# .*/|# group/|'
            done
            [ "$group" != "$top" ] || break
            group=${group%/*}
        done
    done <"$root/proc/self/cgroup" | lines "# group/[a-z_.]+|$keep"
}

links() {
    for name in ${from#* }; do
        target=$(readlink "$root${from%% *}/$name") && printf '%s=%s\n' "$name" "$target"
    done | lines "$keep"
}

# --- settings -------------------------------------------------------------------------------------------------------

# settings IN_PLACE: of lines NAME=VALUE the names that are known, with values of the form that is read, else with "?".
settings() {
    TABLE=$(taken) DEVICES=$(cd "$root/sys/class" 2>/dev/null && ls infiniband net 2>/dev/null) awk -v in_place="$1" '
        BEGIN {
            split(ENVIRON["DEVICES"], device, "\n")
            n = split(ENVIRON["TABLE"], rows, "\n")
            for (i = 1; i <= n; i++) {
                split(rows[i], column, "\t")
                if (column[1] != "env.txt") continue
                m = split(column[4], names, " ")
                for (j = 1; j <= m; j++) { how[names[j]] = column[2]; form[names[j]] = "^(" column[5] ")" }
            }
        }
        # Names of devices, or beginnings of names: one that no device here has selects none, whatever it is called.
        function is_here(one) {
            sub(/:[0-9]+$/, "", one)
            if (length(one) < 2) return 0
            for (d in device) if (substr(device[d], 1, length(one)) == one) return 1
            return 0
        }
        function selection(name, text, mark, parts, i, k, kept) {
            mark = match(text, /^[=^]+/) ? substr(text, 1, RLENGTH) : ""
            k = split(substr(text, length(mark) + 1), parts, ",")
            for (i = 1; i <= k; i++)
                kept = kept (i > 1 ? "," : "") (toupper(parts[i]) ~ (form[name] "$") || is_here(parts[i]) ? parts[i] : "?")
            return mark kept
        }
        function value(name, text, mark) {
            mark = substr(text, 1, 1)
            if (length(text) > 1 && (mark == "\"" || mark == "\047") && substr(text, length(text)) == mark)
                text = substr(text, 2, length(text) - 2)
            if (text == "") return ""
            if (length(text) > 400 || how[name] == "set") return "?"
            if (how[name] == "word" && toupper(text) ~ (form[name] "$")) return text
            if (name == "NCCL_IB_HCA" || name == "NCCL_SOCKET_IFNAME") return selection(name, text)
            if (how[name] == "word") return "?"
            sub(/^[ \t]+/, "", text)
            return match(text, form[name]) ? substr(text, 1, RLENGTH) : "?"
        }
        {
            sub(/\r$/, "")
            equals = index($0, "=")
            name = substr($0, 1, equals - 1)
            before = after = ""
            if (match(name, /^[ \t]+/)) { before = substr(name, 1, RLENGTH); name = substr(name, RLENGTH + 1) }
            sub(/^export[ \t]+/, "", name)
            if (match(name, /[ \t]+$/)) { after = substr(name, RSTART); name = substr(name, 1, RSTART - 1) }
            if (equals > 0 && name in how) print before name after "=" value(name, substr($0, equals + 1))
            # Misspelt, it has no effect: that is worth telling, and its value is not.
            else if (equals > 0 && name ~ /^NCCL_[A-Z0-9_]+$/ && length(name) <= 55) print name "=?"
            else if (in_place) print ""
        }'
}

environment() {
    # The variables with which this shell was started, not those that this script has made.
    tr '\n\000' ' \n' <"/proc/$$/environ" 2>/dev/null | settings '' | sort -t = -k 1,1
}

nccl_conf() {
    for place in "${NCCL_CONF_FILE:-${HOME:-/nowhere}/.nccl.conf}" /etc/nccl.conf; do
        content "$root$place" | settings 1
    done
}

python_places() {
    for prefix in "${VIRTUAL_ENV:-}" "${CONDA_PREFIX:-}" $(
        [ -n "$root" ] || for name in python3 python; do
            python=$(command -v "$name") && printf '%s\n%s\n' "$python" "$(readlink -f "$python")"
        done | sed 's|/[^/]*/[^/]*$||'
    ) /opt/conda /usr/local /usr "${HOME:-}/.local"; do
        [ -n "$prefix" ] || continue
        for place in "$root$prefix"/lib/python3*/site-packages "$root$prefix"/lib/python3*/dist-packages; do
            [ -d "$place" ] && printf '%s\n' "$place"
        done
    done
}

versions_library() {
    {
        printf '%s\n' "${LD_LIBRARY_PATH:-}" | tr ':' '\n'
        printf '%s\n' "${CONDA_PREFIX:+$CONDA_PREFIX/lib}"
        [ -n "$root" ] || ldconfig -p 2>/dev/null | sed -n 's|.*libnccl\.so\.2 .*=> \(.*\)/[^/]*|\1|p'
    } | while IFS= read -r place; do
        if [ -z "$place" ] || [ ! -e "$root$place/libnccl.so.2" ]; then
            continue
        fi
        real=$(readlink -f "$root$place/libnccl.so.2")
        number=${real##*/libnccl.so.}
        case $number in
        2.*) ;;
        *) number=$(grep -a -o -m 1 'NCCL version [0-9][0-9.]*' "$real" 2>/dev/null | sed -n '1s/.* //p') ;;
        esac
        [ -n "$number" ] && printf 'nccl=%s\n' "$number" && break
    done
}

versions() {
    python_places | while IFS= read -r place; do
        if [ -f "$place/torch/version.py" ]; then
            sed -n "s/^__version__ *= *['\"]\(.*\)['\"].*/torch=\1/p" "$place/torch/version.py"
            break
        fi
    done | head -n 1
    nccl=$(python_places | while IFS= read -r place; do
        for info in "$place"/nvidia_nccl_cu*-*.dist-info; do
            [ -d "$info" ] || continue
            number=${info##*/}
            number=${number%.dist-info}
            printf 'nccl=%s\n' "${number#*-}"
            break 2
        done
    done)
    printf '%s\n' "${nccl:-$(versions_library)}"
}

# trace TEST...: whether one is there: $VARIABLE, $VARIABLE=value, /path or /path~expression.
trace() {
    for test in "$@"; do
        case $test in
        \$*=*)
            test=${test#?}
            eval "[ \"\${${test%%=*}:-}\" = \"\${test#*=}\" ]" && return
            ;;
        \$*) eval "[ -n \"\${${test#?}:-}\" ]" && return ;;
        *~*) grep -qE -e "${test#*~}" "$root${test%%~*}" 2>/dev/null && return ;;
        *) [ -e "$root$test" ] && return ;;
        esac
    done
    return 1
}

# What logind does with a user's shared memory when the last session ends; the last statement counts.
remove_ipc() {
    # /run and /etc go over /usr/lib, and the drop-ins over the main file.
    cat "$root/usr/lib/systemd/logind.conf" "$root/etc/systemd/logind.conf" \
        "$root"/usr/lib/systemd/logind.conf.d/*.conf "$root"/run/systemd/logind.conf.d/*.conf \
        "$root"/etc/systemd/logind.conf.d/*.conf 2>/dev/null |
        sed -n 's/^[[:space:]]*RemoveIPC[[:space:]]*=[[:space:]]*//p' | tail -n 1
}

platform() {
    taken | lines "platform.txt$tab.*" | {
        managed=
        while IFS=$tab read -r _ how _ from keep; do
            # shellcheck disable=SC2086
            set -- $from
            key=$1
            shift
            if [ "$how" = user ]; then
                answer=no
                trace "/var/lib/systemd/linger/$(id -un 2>/dev/null)" && answer=yes
                printf 'managed=%s\n' "$managed"
                printf 'uid=%s\nremove_ipc=%s\nlinger=%s\n' "$(id -u)" "$(remove_ipc)" "$answer" |
                    lines "[a-z_]+=($keep)?"
                continue
            fi
            answer=no
            trace "$@" && answer=yes
            case $key:$answer in
            *=*:yes) managed=${managed:-${key#*=}} ;;
            *=*:no) ;;
            *) printf '%s=%s\n' "$key" "$answer" ;;
            esac
        done
    }
}

# --- redaction ------------------------------------------------------------------------------------------------------

# What is kept holds a host's name, UUIDs and hardware addresses; all else that could tell whose machine it is was not
# taken. Finds (-v find=1) or replaces them.
# shellcheck disable=SC2016
forms='
function name(kind, value, key) {
    if (kind == "uuid") gsub(/_/, "-", value)
    key = kind " " value
    if (find) { print key; return value }
    return key in alias ? alias[key] : kind "-unknown"
}
function scan(kind, form, skip, text, done, value) {
    done = ""
    while (match(text, form)) {
        value = substr(text, RSTART + skip, RLENGTH - skip)
        done = done substr(text, 1, RSTART - 1 + skip) (value ~ /^0x5edac7ed/ ? value : name(kind, value))
        text = substr(text, RSTART + RLENGTH)
    }
    return done text
}
# The beginning of a UUID in CUDA_VISIBLE_DEVICES has the pseudonym of the UUID that begins so.
function beginnings(text, done, value, key, count, name_of) {
    done = ""
    while (match(text, "(GPU|MIG)-" h4 h "*(-" h "*)*")) {
        value = tolower(substr(text, RSTART + 4, RLENGTH - 4))
        done = done substr(text, 1, RSTART + 3)
        count = 0
        for (key in alias)
            if (length(key) > 5 + length(value) && tolower(substr(key, 1, 5 + length(value))) == "uuid " value) {
                count++
                name_of = alias[key]
            }
        done = done (count == 1 ? name_of : name("uuid", value))
        text = substr(text, RSTART + RLENGTH)
    }
    return done text
}
BEGIN {
    h = "[0-9a-fA-F]"
    h4 = h h h h
    h8 = h4 h4
    while (table != "" && (getline line < table) > 0) {
        split(line, parts, "\t")
        alias[parts[1]] = parts[2]
    }
}
{
    text = $0
    if (hostname && text != "" && text != "localhost" && text != "localhost.localdomain") text = name("host", text)
    text = scan("uuid", h8 "-" h4 "-" h4 "-" h4 "-" h8 h4, 0, text)
    text = scan("uuid", h8 "_" h4 "_" h4 "_" h4 "_" h8 h4, 0, text)
    if (text ~ /^CUDA_VISIBLE_DEVICES=/) text = beginnings(text)
    text = scan("hex", "guid=\"0x[0-9a-fA-F]+", 6, text)
    text = scan("hex", "host_hash=\"0x[0-9a-fA-F]+", 11, text)
    if (!find) print text
}'

redact() {
    # Derived from what only this boot of this machine knows: captures of its containers have the same pseudonyms.
    salt=$(first "$root/proc/sys/kernel/random/boot_id")
    for path in "$out"/*; do
        hostname=
        [ "${path##*/}" != hostname.txt ] || hostname=1
        awk -v find=1 -v hostname="$hostname" "$forms" "$path"
    done 2>/dev/null | sort -u >"$work/names"
    number=0
    while read -r kind value; do
        digest=
        [ -n "$salt" ] && digest=$(printf '%s%s' "$salt" "$value" | sha256sum 2>/dev/null)
        number=$((number + 1))
        digest=${digest%"${digest#????????}"}
        if [ "$kind" = hex ]; then
            printf 'hex %s\t0x5edac7ed%s\n' "$value" "${digest:-$(printf '%08x' "$number")}"
        else
            printf '%s %s\t%s-%s\n' "$kind" "$value" "$kind" "${digest:-$number}"
        fi
    done <"$work/names" >"$work/table"
    for path in "$out"/*; do
        hostname=
        [ "${path##*/}" != hostname.txt ] || hostname=1
        if awk -v table="$work/table" -v hostname="$hostname" "$forms" "$path" >"$work/redacted" 2>/dev/null &&
            { [ -s "$work/redacted" ] || [ ! -s "$path" ]; } && cat "$work/redacted" >"$path" 2>/dev/null; then
            continue
        fi
        missing "${path##*/}" 'it could not be redacted: there is no working awk, or no room'
    done
}

# --- the archive ----------------------------------------------------------------------------------------------------

manifest() {
    printf '{\n  "formatVersion": 1,\n  "tool": "shmfit capture.sh %s",\n  "time": "%s",\n  "commands": [\n' "$version" "$time"
    [ ! -s "$work/commands" ] || sed '$s/,$//' "$work/commands"
    printf '  ],\n  "missing": {\n'
    [ ! -s "$work/missing" ] || sed '$s/,$//' "$work/missing"
    printf '  },\n  "redacted": %s\n}\n' "$redacted"
}

# sum TEXT: of its bytes; all are ASCII.
sum() {
    text=$1
    set --
    while [ -n "$text" ]; do
        set -- "$@" "'${text%"${text#?}"}"
        text=${text#?}
    done
    total=0
    for code in $(printf '%d ' "$@"); do
        total=$((total + code))
    done
    printf '%s' "$total"
}

zeros() {
    # Not from /dev/zero: a /dev that somebody mounted over may lack it.
    [ "$1" -le 0 ] || printf "%${1}s" '' | tr ' ' '\000'
}

# A ustar archive, without the tar program, and without the name of the one who runs this.
archive() {
    for path in "$out"/*; do
        file=capture/${path##*/}
        bytes=$(($(wc -c <"$path")))
        size=$(printf '%011o' "$bytes")
        written=${file}000064400000000000000$size${tar_time}0ustar00
        check=$(printf '%06o' "$(($(sum "$written") + 256))")
        printf '%s' "$file"
        zeros "$((100 - ${#file}))"
        printf '0000644\0000000000\0000000000\000%s\000%s\000%s\000 0' "$size" "$tar_time" "$check"
        zeros 100
        printf 'ustar\00000'
        zeros 247
        cat "$path"
        zeros "$(((512 - bytes % 512) % 512))"
    done
    zeros 1024
}

# In the end it is there whole or not at all.
write() {
    case $destination in
    '')
        archive
        return
        ;;
    *.tar | *.tar.gz | *.tgz) beside=$destination.$$.part ;;
    *)
        mkdir -p "$destination" && cp "$out"/* "$destination/"
        return
        ;;
    esac
    case $destination in
    *.tar) archive >"$beside" ;;
    *) archive | gzip >"$beside" ;;
    esac && mv "$beside" "$destination" && return
    rm -f "$beside"
    return 1
}

all_files() {
    { taken | cut -f 1 && echo nccl.conf; } | sort -u
}

# The files that lie in the file system: where one hangs, the others that come behind it are named as missing.
files() {
    for file in $(all_files); do
        row "$file"
        # shellcheck disable=SC2086
        case $file:$how in
        nccl.conf:*)
            nccl_conf >"$part/$file"
            keep "$file" 'there is neither ~/.nccl.conf nor /etc/nccl.conf'
            ;;
        *:command)
            [ "${from%% *}" != nvidia-smi ] || continue
            if command -v "${from%% *}" >/dev/null 2>&1; then
                $from 2>/dev/null | head -c "$most_bytes" | lines "$keep" >"$part/$file"
                keep "$file" "${from%% *} says nothing"
            else
                missing "$file" "there is no ${from%% *}"
            fi
            ;;
        *:lines)
            content "$root$from" | lines "$keep" >"$part/$file"
            [ -e "$root$from" ] || from="there is no $from"
            keep "$file" "$from holds nothing that is read"
            ;;
        *:words | *:mounts)
            if [ -r "$root${from%% *}" ]; then
                "$how" >"$part/$file"
                keep "$file" "${from%% *} holds nothing that is read"
            else
                missing "$file" "there is no ${from%% *}"
            fi
            ;;
        *:xml)
            if [ -n "${NCCL_TOPO_DUMP_FILE:-}" ]; then
                xml >"$part/$file"
                keep "$file" 'NCCL_TOPO_DUMP_FILE does not name a topology that can be read'
            else
                missing "$file" 'NCCL_TOPO_DUMP_FILE is not set'
            fi
            ;;
        *:pci)
            devices >"$part/$file"
            keep "$file" '/sys shows no GPU, no NVSwitch and no network card'
            ;;
        *:cpu)
            cpu >"$part/$file"
            keep "$file" 'there is no /proc/cpuinfo'
            ;;
        *:sections)
            numa >"$part/$file"
            keep "$file" 'there is no /sys/devices/system/node'
            ;;
        *:space)
            if [ -d "$root/dev/shm" ]; then
                shm_space >"$part/$file"
                keep "$file" 'stat says nothing about /dev/shm'
            else
                missing "$file" 'there is no /dev/shm'
            fi
            ;;
        *:cgroup)
            cgroups >"$part/$file" 2>/dev/null
            keep "$file" '/proc/self/cgroup cannot be read'
            ;;
        *:links)
            links >"$part/$file" 2>/dev/null
            keep "$file" '/proc/self/ns cannot be read'
            ;;
        *:versions)
            versions 2>/dev/null | grep -aoE -e "^($keep)" >"$part/$file"
            keep "$file" 'neither PyTorch nor NCCL was found'
            ;;
        *:clue)
            platform >"$part/$file" 2>/dev/null
            keep "$file" 'nothing can be told about the platform'
            ;;
        *:word)
            environment >"$part/$file"
            # No such variable is an answer, too.
            [ -s "$part/$file" ] || printf '\n' >"$part/$file"
            keep "$file" 'it was lost'
            ;;
        esac
    done
}

shm_holders() {
    shm_files >"$part/shm-files.txt"
    keep shm-files.txt 'nothing can be told about /dev/shm'
}

take() {
    nvidia_start
    # A process that hangs in the driver can hold up whoever reads its maps.
    work shm-files.txt shm_holders
    work files files
    await "$files_deadline" files
    nvidia_end
    await "$files_deadline" shm-files.txt
    for file in $(all_files); do
        if [ -e "$out/$file" ] || grep -q "^    \"$file\": " "$work/missing" 2>/dev/null; then
            continue
        fi
        what='the source'
        [ "$file" != shm-files.txt ] || what='the search of /proc for users of /dev/shm'
        if [ -e "$work/run/shm-files.txt.late" ] || [ -e "$work/run/files.late" ]; then
            missing "$file" "$what did not answer within $limit s"
        else
            missing "$file" "it was lost: there was no room in $work"
        fi
    done 2>/dev/null
}

clean_up() {
    trap '' HUP INT QUIT PIPE ALRM TERM USR1 USR2
    for path in "$work"/run/*.pid; do
        path=${path##*/}
        { [ ! -e "$work/run/$path" ] || [ -e "$work/run/${path%.pid}.done" ] || stop "${path%.pid}"; } 2>/dev/null
    done
    rm -rf "$work" 2>/dev/null || { sleep 1; rm -rf "$work"; }
}

# ended CODE: by a signal. mksh would end with 0 where a trap for the exit is left to run.
ended() {
    trap - EXIT
    clean_up
    exit "$1"
}

# Everything stands in functions: the shell has read the whole script before it starts, also where it comes through a
# pipe, and no program that runs can take a part of it for its input.
main() {
    destination=
    limit=4
    redacted=true
    root=
    while [ $# -gt 0 ]; do
        case $1 in
        -o | -t | -r)
            [ $# -ge 2 ] || { say "$1 needs a value"; usage >&2; return 2; }
            case $1 in
            -o) destination=$2 ;;
            -t) limit=$2 ;;
            -r) root=${2%/} ;;
            esac
            shift 2
            ;;
        -n | --no-redact) redacted=false; shift ;;
        -h | --help) usage; return 0 ;;
        *) say "$1 is not an option"; usage >&2; return 2 ;;
        esac
    done
    # A name that begins with a dash is no option of the programs that write; a dash alone is standard output.
    case $destination in
    -) destination= ;;
    -*) destination=./$destination ;;
    esac
    case $limit in
    '' | *[!0-9]*) say "-t $limit: expected a number of seconds"; return 2 ;;
    esac
    if [ -z "$destination" ] && [ -t 1 ]; then
        say 'the archive would go to the terminal; redirect it, or give -o node.tar.gz'
        return 2
    fi
    exec </dev/null
    umask 077
    PATH=${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/nvidia/bin:/usr/lib/wsl/lib
    export PATH
    # Sorting and numbers shall not depend on who is logged in.
    LC_ALL=C
    export LC_ALL
    real_root=${root:+$(readlink -f "$root")}
    work=
    # A place that exists, may be written, and has room.
    for place in "${TMPDIR:-/tmp}" /tmp /var/tmp /run /dev/shm .; do
        work=$place/shmfit-capture.$$
        if mkdir "$work" 2>/dev/null; then
            printf '%262144s' '' >"$work/room" 2>/dev/null && break
            rm -rf "$work"
        fi
        work=
    done
    if [ -z "$work" ]; then
        say 'no directory here has 256 KiB to write to for a moment (tried TMPDIR, /tmp, /var/tmp, /run, /dev/shm and this one);'
        say 'set TMPDIR to one, or mount one: docker run --tmpfs /tmp, or an emptyDir volume at /tmp'
        return 2
    fi
    # mksh keeps what stands between <<END and END in a file there while a program reads it.
    TMPDIR=$work
    export TMPDIR
    trap clean_up EXIT
    trap 'ended 129' HUP
    trap 'ended 130' INT
    trap 'ended 131' QUIT
    trap 'ended 141' PIPE
    trap 'ended 142' ALRM
    trap 'ended 143' TERM
    trap 'ended 138' USR1 USR2
    out=$work/capture
    part=$work/part
    mkdir "$out" "$part" "$work/run"
    : >"$work/missing"
    : >"$work/commands"
    time=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    tar_time=$(printf '%011o' "$(date +%s)")
    begun=$(now)
    deadline=$((begun + limit * 100))
    # Files are quick; a second may be too short for a busy machine all the same.
    files_deadline=$deadline
    [ "$limit" -ge 4 ] || files_deadline=$((begun + 400))
    take
    # What was kept free until here is for what comes now.
    rm -f "$work/room"
    [ "$redacted" = false ] || redact
    if ! manifest >"$out/capture.json" || ! tail -n 1 "$out/capture.json" | grep -q '}'; then
        say "there is no room in $work; set TMPDIR to a directory that has some"
        return 2
    fi
    write || { say "cannot write ${destination:-the archive}"; return 2; }
    lost=0
    for file in $(all_files); do
        [ -e "$out/$file" ] || lost=$((lost + 1))
    done
    set -- "$out"/*
    replaced=
    [ "$redacted" = false ] || replaced=$(cut -d ' ' -f 1 "$work/names" | uniq -c | awk '{ printf "%s %s %s", sep, $1, $2; sep = "," }')
    say "$# files in $((($(now) - begun) * 10)) ms; $lost things could not be taken: see capture.json${replaced:+; replaced:$replaced}"
}

main "$@"
