headline = { $who ->
        [job] 需要
        [loaders-apart-known] 不含 DataLoader，需要
        [loaders-apart-least] 不含 DataLoader，至少需要
        [least] 至少需要
       *[nccl] 仅 NCCL 就需要
    } { $need } 的 /dev/shm，{ $of ->
        [free] 可用空间为
       *[whole] 现有
    } { $have }
headline-tight = { $headline }（建议 { $recommended }）
headline-nothing = { $who ->
        [job] 不需要 /dev/shm
        [loaders-apart-known] 不含 DataLoader，不需要 /dev/shm
        [loaders-apart-least] 不含 DataLoader，已统计的部分不需要 /dev/shm
        [least] 已统计的部分不需要 /dev/shm
       *[nccl] 仅就 NCCL 而言，不需要 /dev/shm
    }
headline-size-not-known = { $who ->
        [job] 需要
        [loaders-apart-known] 不含 DataLoader，需要
        [loaders-apart-least] 不含 DataLoader，至少需要
        [least] 至少需要
       *[nccl] 仅 NCCL 就需要
    } { $need } 的 /dev/shm，其大小未知
headline-contradicted = 有作业用尽了 /dev/shm（第 { $line } 行），此预测无法解释：{ $space }
headline-log-differs = 文本中的日志显示 SHM（第 { $line } 行），而此预测为 { $forecast }：{ $space }
headline-problem = { $problem }；{ $space }
headline-apart-from-nccl = 除 NCCL 外需要 { $need } 的 /dev/shm；
headline-nccl-not-known = GPU 未知，因此 NCCL 的需求未知
headline-space-is = ；/dev/shm 为 { $have }
init-failure =
    .summary = NCCL 放弃初始化 { $group }（{ $phase }）：{ $why }
    .link = 对于以 NVLink 相连的 GPU，NCCL 不会回退到其他路径：P2P 状态不是 OK 即报错。问题出在链路、fabric manager 或驱动，与 /dev/shm 的大小无关。
    .explanation = 在传输任何数据之前，NCCL 自身的规则就会导致报错；增大 /dev/shm 没有用。
    .remedy-link = 将节点下线，检查 nvidia-smi nvlink -s 和 fabric manager，并重置 GPU。
moment-init = 初始化
moment-first-step = 第一个 step
moment-steady = 稳定阶段
moment-epoch-turn = epoch 切换
inherited = 继承的 batch
and-more = { $shown } 等另外 { $more } 个
pairs = { $pairs } 个有序 pair
space =
    .fixed = 此处无法更改大小，请调整工作负载。
    .set = 请将 /dev/shm 设为 { $target }：{ $planned }{ $later } 加余量{ $used }。
    .later = （多个 epoch）
    .used = ，另计已占用的 { $occupied }
    .keeps-container = 运行中的容器大小不会改变：请重建容器。
    .keeps-pod = 运行中的 pod 大小不会改变：请重建 pod。
    .keeps-job = 运行中的 job 大小不会改变：请重新提交。
    .at-once = 立即生效。
    .above-machine = { $target } 超过了机器内存（{ $memory }）。
    .above-limit = { $target } 超过了容器的内存限制（{ $limit }）：请一并调高。
    .no-worker = 在此之前一个 worker 也放不下：{ $others } 已占满 { $usable }。
    .with = { $one } 和 { $other }
    .until = 在此之前：{ $fits }{ $speed }。
    .until-for = 在此之前，{ $loader }：{ $fits }{ $speed }。
    .speed = ；workers={ $workers } 时 { $compared }（估算）
shm-too-small =
    .summary = 该 job 在峰值时刻（{ $moment }）需要 { $need } 的 /dev/shm，而现有 { $have }{ $most }。
    .most = ；其中大部分（{ $amount }）用于 { $consumer }
    .explanation = tmpfs 写满后，DataLoader worker 会因 bus error 退出或 loader 挂起，NCCL 则报 "No space left on device" 失败。
shm-tight =
    .summary = 该 job 需要 { $need } 的 /dev/shm，现有 { $have }：够用，但低于建议的 { $recommended }。
    .explanation = 需求量是不会超过的上限，但不包括被杀死的任务留下的文件，也不包括未声明的库。
    .remedy = 请将 /dev/shm 设为 { $target }{ $used }。
shm-fits =
    .nothing = 该 job 不需要 /dev/shm。
    .summary = 该 job 需要 { $need } 的 /dev/shm{ $has }。
    .has = ，现有 { $have }
    .explanation = 若 worker 仍因 bus error 退出，原因就不是共享内存：请检查故障卷或远程卷上的内存映射文件。
shm-size-unknown =
    .summary = 该 job 需要 { $need } 的 /dev/shm；现有多少未知：{ $why }。
    .explanation = 若未另行指定，Docker、Podman 和 Kubernetes 给容器 64 MiB；普通主机为内存的一半。
    .remedy = 请在 job 运行处（其容器内）执行 df -h /dev/shm：应显示 { $need } 或更大。用 { $option } 声明显示的值。
shm-size-unit-lost =
    .summary = /dev/shm 总共只有 { $bytes } 字节；很可能漏写了单位。
    .explanation = --shm-size=2 对 Docker 而言是 2 字节，向上取整到一页。
    .remedy = 请写上单位：Docker 用 --shm-size=2g，Kubernetes 用 sizeLimit: 2Gi。
shm-inodes-too-few =
    .summary = 该 job 最多在 /dev/shm 中创建 { $needed } 个文件，而那里只能再容纳 { $free } 个。
    .explanation = tmpfs 既限制字节数也限制文件数；inode 用尽时，即使 df 显示还有空间，也会报 "No space left on device"。
    .remedy = 请执行：mount -o remount,nr_inodes={ $inodes } /dev/shm
shm-size-is-default =
    .summary = 64.0 MiB 是容器运行时在未指定时给出的大小：所请求的大小没有传到这里。
    .explanation = 常见原因：compose 文件中 shm_size 写在 build 下；Swarm 会忽略它；chart 没有该值；容器在加上参数之前就已创建；或设置到了别的容器上。
    .remedy = 请在启动这个容器的地方设置，重建容器，并在容器内用 df -h /dev/shm 确认。
shm-of-the-host =
    .summary = 该容器使用主机的 /dev/shm。
    .of-pod = 设置 hostIPC: true 时，除非在该处挂载了卷，pod 使用节点的 /dev/shm。
    .of-container = 此时给容器设置的大小不起作用：Docker 会忽略与 --ipc=host 同用的 --shm-size，podman 则拒绝启动（退出码 125）。
    .explanation = { $way }主机上的其他 job 共用同一空间，被杀死的 job 留下的文件在容器消失后仍然存在。
    .remedy-pod = 请去掉 hostIPC，给 pod 单独的 /dev/shm。只有需要与主机上其他进程交换共享内存段的容器才需要主机的。
    .remedy = 请去掉 --ipc=host，给容器单独的 /dev/shm。只有需要与主机上其他进程交换共享内存段的容器才需要主机的。
emptydir-not-sized =
    .summary = 该 pod 的 /dev/shm 没有自己的大小：无论卷的 sizeLimit 是多少，df 都显示节点内存的一半。
    .explanation = Kubernetes 不会设定该卷的大小，因此 sizeLimit（若有）靠驱逐来执行（"Usage of EmptyDir volume exceeds the limit"），pod 的内存限制靠 OOM killer 执行；两者在 df 中都看不到。
    .remedy = 请将 sizeLimit 设为 { $need } 或更大，内存限制设为进程所需加上该值{ $now }。
    .now = （目前为 { $limit }）
shm-in-use =
    .summary = 运行中的进程以 { $files } 个文件占用 { $sum } 的 /dev/shm：{ $names }{ $more }。
    .explanation = 推理引擎、Ray 的 object store、flash checkpoint 和其他 job 会在那里保留共享内存段，有些只在负载下才写满。与需求量比较的是当前的空闲空间。
    .remedy = 请用 { $option } 按其完整大小声明这类使用者，或给 job 单独的 /dev/shm；shmfit watch 可查看各自占用。
memory-charged = tmpfs 的页就是内存：计入首次写入者的内存限制。超过限制时，即使 /dev/shm 还有空间，内核也会杀死进程（Kubernetes 中为 OOMKilled）。
memory-evicted = 在 kubelet 不设定 tmpfs 大小的环境中，memory emptyDir 超过 sizeLimit 的 pod 会被驱逐。
memory-limit-shared =
    .summary = 内存限制 { $limit } 中，共享内存最多占 { $shared }；{ $rest }
    .beside = 除去进程的 { $processes }，还剩 { $left }。
    .left = 留给进程 { $left }。
    .remedy = 请将限制设为进程所需加 { $shared }。
memory-limit-too-small =
    .killed = 容器会因内存耗尽被杀死（OOMKilled）：共需 { $need }，其中共享内存 { $shared }、进程 { $processes }，而限制为 { $have }。
    .summary = 仅共享内存就需要 { $need }，而容器的内存限制为 { $have }。
    .remedy = 请将内存限制至少提高到 { $need }。
    .remedy-plus = 请将内存限制至少提高到 { $need } 加上进程自身所需。
shm-size-above-memory-limit =
    .summary = /dev/shm 可增长到 { $size }，而内存限制为 { $limit }。
    .explanation = 因此 /dev/shm 的大小在这里起不到保护作用。
    .remedy = 请让 /dev/shm 比限制小出进程所需的量，或调高限制。
memory-left-when-shm-full =
    .summary = /dev/shm 写满（{ $size }）时，内存限制 { $limit } 还剩 { $left }。
system-memory-too-small =
    .both = 共享内存和进程需要{ " " }
    .shared = 共享内存需要{ " " }
    .summary = { $what }{ $need }，而机器内存为 { $have }。
    .explanation = 无论以多大挂载，tmpfs 都在内存中。
    .remedy = 请减少该节点上的 rank 或 worker，减小 batch，或换一台机器。
shm-size-above-memory =
    .summary = /dev/shm 以 { $size } 挂载，超过机器内存 { $ram }。
    .explanation = tmpfs 的大小只是上限，本身不占资源；超过内存的上限等于没有限制，泄漏最终由 OOM killer 终结。
    .remedy = 按 job 所需申请即可：{ $recommended }。
nofile-too-small =
    .summary = 一个进程最多会为共享张量打开 { $bound } 个文件，而限制（ulimit -n）为 { $limit }。
    .explanation = worker 与 trainer 之间传递的每个张量都占用一个描述符。不足时表现为 "Too many open files"、"received 0 items of ancdata" 或 loader 挂起；增大 /dev/shm 无济于事。
    .remedy = 请将 ulimit -n 提高到至少 { $bound }；减少每个 batch 的张量数也有帮助。
memlock-too-small =
    .summary = pin_memory 每个 rank 最多锁定 { $pinned }，而限制（ulimit -l）为 { $limit }。
    .explanation = 固定的 batch 在锁定内存中等待 GPU。驱动是否计入该限制取决于其固定方式；RDMA 注册总会计入，并以 "Cannot allocate memory" 失败。
    .remedy = 请解除限制。Kubernetes 没有对应字段：在 containerd 上设置 LimitMEMLOCK=infinity。
memlock-limits-rdma =
    .summary = NCCL 会向网卡注册其缓冲区，而一个进程可锁定 { $limit }（ulimit -l）。
    .explanation = 超过限制的注册会以 "Call to ibv_reg_mr failed ... Cannot allocate memory" 失败，往往在 NCCL_SHM_DISABLE 或第二个节点使网络启用之后才出现。
    .remedy = docker run --ulimit memlock=-1:-1；Kubernetes 没有对应字段：在 containerd 上设置 LimitMEMLOCK=infinity。
mappings-too-many =
    .summary = loader { $name } 最多映射 { $segments } 个段，而一个进程默认只能有 { $mappings } 个映射（vm.max_map_count）。
    .explanation = 使用 sharing=file_system 时，每个张量占用一个映射而不是描述符。不足时表现为 "unable to mmap" 和 "Cannot allocate memory"。
    .remedy = 请调高 vm.max_map_count，或减少每个 batch 的张量数。
file-system-sharing =
    .summary = loader { $name } 以具名文件共享张量（sharing=file_system）。
    .explanation = 提前退出循环时，在途的 batch 会留在 /dev/shm 直到 job 结束：每次最多 workers x prefetch 个。被杀死的 job 则会永久留下。
    .remedy = 请使用默认的 file_descriptor；若当初是因为描述符不足，就调高 ulimit -n。
nvidia-smi-hangs =
    .summary = 无响应：{ $silent }。
    .explanation = 不响应 nvidia-smi 的驱动也不会响应 job：GPU 掉线、等待重置，或驱动卡死。
    .remedy = 请在 dmesg 中查找 NVRM 和 Xid 行，重置 GPU 或重启节点；若只是驱动加载慢，请打开 persistence mode 或增大 { $option }。
shm-missing =
    .summary = 此处没有 /dev/shm。
    .explanation = C 库的 shm_open 不认其他位置：NCCL 或 DataLoader 的第一个段就会以 "No such file or directory" 或 "Function not implemented" 失败。
    .remedy = 请执行 mkdir -p /dev/shm && mount -t tmpfs -o rw,nosuid,nodev,mode=1777,size=SIZE tmpfs /dev/shm；在容器中不要在 /dev 之上挂载任何东西。
shm-read-only =
    .summary = /dev/shm 以只读方式挂载。
    .explanation = 无法在此创建段：shm_open 会报 "Read-only file system"。根文件系统只读的容器需要在 /dev/shm 挂载自己的 tmpfs。
    .remedy = mount -o remount,rw /dev/shm；或 docker run --read-only --tmpfs /dev/shm:rw,size=SIZE,mode=1777；pod 中用 medium 为 Memory 的 emptyDir 挂到 /dev/shm，且 volumeMount 不带 readOnly。
shm-not-tmpfs =
    .summary = /dev/shm 不是独立的 tmpfs，而是位于 { $type } 中。
    .explanation = 共享内存的大小、速度和权限便取决于另一个文件系统；若在磁盘上，每个 batch 都会被写出，job 留下的文件重启后仍在。
    .remedy = 请挂载一个：mount -t tmpfs -o rw,nosuid,nodev,mode=1777,size=SIZE tmpfs /dev/shm
shm-mode =
    .summary = /dev/shm 的权限为 { $mode }，应为 1777。
    .open = 没有 sticky bit 时，任何用户都能删除他人的段；chmod 777 会去掉它。
    .explanation = 只有所有者{ $who ->
        [other] （不是当前用户）
       *[you] { "" }
    }能在那里创建段；其他用户的 shm_open 会报 "Permission denied"。
    .remedy = 请执行 chmod 1777 /dev/shm，或以 mode=1777 挂载
shm-left-behind =
    .summary = 以前的 job 留下的 { $files } 个文件占用 { $taken } 的 /dev/shm，{ $seen ->
        [some] 从这里能看到的进程都没有使用它们
       *[all] 没有进程使用它们
    }：{ $names }。
    .nothing = 0 字节
    .unseen = 其他用户或其他容器的进程可能仍在使用。
    .explanation = 被杀死的 job 不会 unlink 自己的段；它们会一直留着，直到有人删除或机器重启。
    .remedy = 没有 job 运行时：find /dev/shm -maxdepth 1 \( -name 'nccl-*' -o -name 'torch_*' \) -delete；在集群上放进每个 job 的 epilog。
logind-removes-ipc =
    .summary = 最后一个会话结束时，systemd-logind 会删除该用户在 /dev/shm 中的文件（RemoveIPC）。
    .explanation = 没有登录会话而继续运行的 job（后台、批处理系统、SSH）会丢失自己的段："could not unlink the shared memory file"、"unlink shared memory /dev/shm/nccl-... failed"，随机出现，节点越多越频繁。
    .remedy = 在 /etc/systemd/logind.conf 中设置 RemoveIPC=no 并重启 systemd-logind，或执行 loginctl enable-linger USER。
acs-redirects-p2p =
    .summary = GPU 上方 { $bridges } 个桥的访问控制（ACS）把 GPU 间的流量送到 CPU：{ $names }。
    .explanation = P2P 最多只是变慢；若有做地址转换的 IOMMU，即使 nvidia-smi topo -p2p 显示 OK，也会在第一个 collective 挂起且所有 GPU 为 100 %。
    .remedy = 请在固件中关闭 ACS，或对每个桥执行：setpci -s BRIDGE ECAP_ACS+0x6.w=0000。
iommu-translates =
    .summary = 内核以 { $option } 启动，且没有 iommu=pt。
    .explanation = 做地址转换的 IOMMU 可能破坏 GPU 间的 P2P 或使其变慢。
    .remedy = 请在内核命令行加上 iommu=pt，除非这里要把设备直通给虚拟机。
nvlink-lost =
    .summary = { $without } 没有 NVLink，而另外 { $with } 个 GPU 有。
    .explanation = 在有 NVLink fabric 的机器上，没有链路的 GPU 通常是丢了链路：板卡、fabric manager 故障，或重置未完成。于是 NCCL 对包含它的所有 pair 走慢路径。
    .remedy = 请查看 nvidia-smi nvlink -s 和 fabric manager 的日志；将节点下线。
p2p-refused =
    .summary = nvidia-smi 对 { $pairs } 报告 { $status }：{ $which }。
    .explanation = { $meaning }NCCL 对这类 pair 经过主机内存，因此需要共享内存。
    .remedy-virtual = 请在 hypervisor 中申请 P2P clique 或虚拟 PCIe switch；否则给 job 足够的共享内存。
    .remedy = 请给 job 足够的共享内存；驱动报告的状态无法用 NCCL 的设置改变。
p2p-level-exceeded =
    .summary = { $far } 的距离超出 NCCL 允许 P2P 的范围：{ $which }。
    .explanation = 其路径跨越 host bridge（PHB、NODE）或 socket（SYS）。在大多数机器上，NCCL 只到 PCIe switch（PXB）为止，再远即使 P2P 可用也走共享内存。
    .remedy = 通常保持不变。NCCL_P2P_LEVEL=SYS 会尝试 P2P；可能更慢，保留之前请先测量。
network-inside-node =
    .summary = 该节点的 { $net } 经网络通信：{ $which }。
    .explanation = NCCL 没有为它们找到 P2P 或共享内存，或找到了更快的网卡。
    .remedy = 请查看这类 pair 的 trace；常见原因是 NCCL_SHM_DISABLE 或分开的容器。
transport-undetermined =
    .summary = 对 { $open }，现有信息无法确定 transport：{ $which }。
    .explanation = 数字按需求最大的 transport 计算。
    .remedy = 缺少的信息见这些 pair 的 trace；用 { $option } 声明。
amd-p2p-default-changed =
    .after = 在 NCCL { $since } 之前，该节点的 { $affected } 默认可用 P2P；NCCL { $version } 让它们走共享内存。
    .summary = 从 NCCL { $since } 起，该节点的 { $affected } 默认走共享内存；NCCL { $version } 允许它们用 P2P。
    .explanation = 在 AMD CPU 上，P2P 的默认范围曾一律为 SYS；从 { $since } 起，仅当 communicator 不超过两个 GPU 时如此，否则为 PXB。
    .remedy-after = 请按此设置 /dev/shm，或用 NCCL_P2P_LEVEL=SYS 测量。
    .remedy = 升级之前请先设置好 /dev/shm；{ $option } 可显示各版本的需求。
env-disables-p2p =
    .summary = { $setting } 关闭了所有 pair 的 P2P{ $nvlink ->
        [yes] ，包括 NVLink。
       *[no] 。
    }
    .explanation = GPU 间的所有流量都走共享内存（或网络）：更慢，且 /dev/shm 的需求最大。用于测试没有问题，但常被遗留在镜像、job 脚本或 nccl.conf 中。
    .remedy = 请取消该设置，除非已知这台机器的 P2P 有问题（那就检查 IOMMU 和 ACS）。
shm-disable-set =
    .summary = NCCL_SHM_DISABLE 使没有 P2P 的 pair 在节点内也走网络。
    .explanation = 它并不能让 NCCL 摆脱 /dev/shm：proxy 的 pool 和其他段照样会创建。省下的空间以速度为代价。
    .remedy = 请取消该设置，并给 job 所需的空间。
cumem-host-without-sys-nice =
    .summary = 容器缺少 CAP_SYS_NICE，而 NCCL 经驱动使用主机内存需要它。
    .tries = NCCL 会发现这一点并回退到 /dev/shm。
    .fails = NCCL { $first-that-tries } 之前的版本不会先尝试：驱动提供此类内存时就会失败。
    .explanation = { $tries }直接在主机上，同一个 job 可能完全不需要 /dev/shm。{ $capability }
    .remedy-tries = 按所述设置 /dev/shm，或加上该 capability。
    .remedy = 加上该 capability，或设置 NCCL_CUMEM_HOST_ENABLE=0 并设置好 /dev/shm。
cumem-host-in-place-of-shm =
    .summary = NCCL 的连接经驱动使用主机内存，而不用 /dev/shm。
    .explanation = 这需要较新的驱动和 CAP_SYS_NICE。缺任何一个，同样的连接就会使用 /dev/shm。{ $capability }
    .remedy = 请确认容器有该 capability，或用 { $option } cap-sys-nice=no 来规划。
fabric-not-ready =
    .summary = { $waiting } 个 GPU 尚未加入 NVLink fabric：{ $which }。
    .explanation = 在带 NVSwitch 的机器上，fabric manager 让所有 GPU 加入之前，任何 CUDA 程序都无法启动：error 802，"system not yet initialized"。已停止的或与驱动版本不同的 fabric manager 永远不会完成。
    .remedy = 请查看 systemctl status nvidia-fabricmanager；其版本须与驱动一致。在 nvidia-smi -q 显示 fabric 状态为 Completed 之前，将节点下线。
mig-enabled =
    .summary = { $cut } 个 GPU 被切分为 MIG 实例：{ $which }。
    .explanation = 无论 GPU 有何链路，MIG 实例之间都没有 P2P：NCCL 走共享内存或网络。预测按 nvidia-smi 的表把 GPU 视为整卡。
    .remedy = 多 GPU 的 job 请关闭 MIG（nvidia-smi -mig 0）；否则用 { $option } p2p=none 来规划。
gpus-hidden =
    .summary = 驱动显示本机 { $all } 个 GPU 中的 { $shown } 个；{ $which }（{ $hidden } 个）没有分配给该容器。
    .explanation = 对 NCCL 来说，另一个容器中的 rank 就是另一个节点：它依据 host name、boot id 以及 /dev/shm 的设备号判断。它们虽在同一台机器上，却经网络通信，本预测不计入它们。
    .remedy = 请把该节点上 job 用到的所有 GPU 给同一个容器。若做不到：使用相同的 host name（或 NCCL_HOSTID）、相同的 /dev/shm，并让每个容器都能看到所有 GPU。
numa-node-empty =
    .summary = { $summary }。
    .explanation = NCCL { $since } 及以后版本可能经驱动在每个 GPU 的 NUMA node 上取主机内存。node 无法提供内存的 rank 回退到 /dev/shm，而其他 rank 不回退：于是 /dev/shm 为空，却出现名称或大小混乱的 "Error while attaching to shared memory segment"。
    .remedy = 请对所有 rank 一致设置 NCCL_CUMEM_HOST_ENABLE=0；在节点上插满每个 socket 的内存插槽，或在固件中设为每个 socket 一个 NUMA node。增大 /dev/shm 没有用。
cumem-host-needs-p2p =
    .summary = NCCL { $version } 经驱动使用主机内存，在 CUDA 13.0 之前这需要 GPU 间的 P2P，而 nvidia-smi 报告有 pair 不支持。
    .explanation = 在这类机器上（例如两块 GeForce），即使设置 NCCL_P2P_DISABLE=1，初始化也会失败。
    .remedy = 请对所有 rank 设置 NCCL_CUMEM_HOST_ENABLE=0 并设置好 /dev/shm，或使用支持 CUDA 13.0 的驱动，或 NCCL { $version } 及以上。
proxy-pool-dominates =
    .summary = 需求量中有 { $pool } 是 NCCL 的 proxy operation pool。
    .explanation = 无论链路如何，对每个立即连接或使用网络的 communicator，每个 rank 都会创建一个：全 NVLink 的机器也需要。它从 NCCL { $pool-grows-from } 到 { $pool-is-eightfold-from } 增大了八倍。
    .remedy = 减少顶层 communicator 就会减少 pool：使用共享资源的 ncclCommSplit。关闭 SHM 或 P2P 没有效果。
communicators-add-up =
    .summary = 该 job 各 communicator 的需求会累加：{ $shares }。
    .another = 只计入一个 communicator；在相同 rank 上再建一个还需 { $need }，就放不下了。
    .explanation = 每个 process group 都有自己的 communicator 和段，在首次使用时创建：因此运行了一阵的 job 会在开始使用 context、pipeline、expert group 或 draft model 时死掉。
    .remedy = 请用 { $option } 声明所有 group；顶层 communicator 越少需求越小：使用共享资源的 ncclCommSplit。
loader-dominates =
    .summary = 需求量中有 { $demand } 是在途的 DataLoader batch。
    .explanation = 每个 loader 预备 workers x prefetch 个 batch，交接时再多一两个；每个 rank 各有一份。与 GPU 显存和 NCCL 的设置无关。
    .remedy = 减少 worker 或 prefetch 会按比例减小；改用更小的 dtype（到 GPU 之前用 uint8 而非 float32）也一样。
loader-pipe-limited =
    .summary = loader { $name } 每个 batch 通告 { $storages } 个张量；其结果管道在约 { $fewest } 到 { $most } 个 batch 后写满。
    .explanation = 管道写满期间，后续 batch 在 worker 自己的内存中等待，因此稳定用量低于所给数字。上限仍成立：等待迟到 batch 的 trainer 会排空管道。
    .remedy = 用 padding 或 packing 减少每个 batch 的张量数，加载也会更快。
advice-to-ignore =
    .summary = 不要照做：NCCL_SHM_DISABLE=1、NCCL_P2P_DISABLE=1、ulimit、kernel.shmmax、ipcs、chmod 777、--shm-size=1000g。
    .explanation = 前两个改变数据路径并损失速度；ulimit 和 kernel.shmmax（ipcs -lm 所示）管的是 System V 内存等，与 /dev/shm 无关；chmod 777 会丢掉 sticky bit；超过内存的大小等于没有限制。
loader-not-covered =
    .summary = loader { $name }：其数字并未涵盖全部：{ $open }。
    .more = 也未涵盖：{ $open }。
    .explanation = 它们只涵盖描述中能看到的部分。
    .remedy = 请在 workload 文件中声明未知项（extras、max-bytes、epochs），或观察一次运行。
epochs-not-stated =
    .has = /dev/shm 为 { $have }
    .recommended = 建议大小为 { $size }
    .summary = 未声明 epoch 数，按一个 epoch 预测；从第二个起该 job 需要 { $later }，而{ $than }。
    .explanation = 为下一个 epoch 重新启动的 worker，是在进程仍持有上一个 epoch 最后的 batch 时 fork 出来的，因此会继续持有它们；旧 iterator 的信号量也可能还在。
    .remedy = 请声明 epochs=（大于 1 的任何值需求相同），或设置 persistent_workers=True。
other-decides-at-run-time =
    .summary = { $name } 占用 { $least } 到 { $most } 的 /dev/shm：运行时才决定。
    .explanation = 其算式：{ $formula }（{ $source }）。按上限规划。
    .remedy = 声明 { $option } 即可确定。
rules-of-thumb =
    .size = { $size } 为 { $against }
    .quarter = 内存的四分之一（{ $size }）：{ $against }
    .rule = { $size }（{ $against }）
    .too-small = 少 { $short }
    .far = 超过需求的 { $times } 倍
    .enough = 足够
    .times = 需求的 { $times } 倍
    .summary = 经验法则：workers x prefetch x batch 得 { $ahead }；workers x batch x 2.5 得 { $two-and-a-half }。常被推荐的大小：{ $usual }。
    .explanation = 这些法则漏掉了持有和交接中的 batch、整页、信号量以及 NCCL。页在写入时才计入，大小本身不占资源；但远超需求的大小既挡不住泄漏，也挡不住内存限制引发的杀进程。
workers-worth =
    .summary = loader { $name }：workers=0 时 { $compared }。
    .explanation = 没有 worker 时，batch 在两个 step 之间制作：{ $batch } × { $sample } + { $step } = { $cycle }。{ $workers } 个 worker 在 GPU 计算时制作 batch：取 { $step } 与 { $batch } × { $sample } / { $workers } = { $each } 中较大者。
    .assuming = 这是估算：不含接收 batch 的时间，假设每个 worker 有一个处理器，且没有 worker 时循环在每个 step 都等待 GPU。若从不等待，制作 batch 与 step 会重叠，损失更小。
    .fewer = { $enough } 个 worker 就足以让 GPU 保持忙碌，{ $workers } 个只会多占 /dev/shm 而不会更快。
    .more = { $enough } 个 worker 足以让 GPU 保持忙碌；{ $workers } 个时有 { $busy } % 的时间忙碌。
step-as-long = 每个 step 耗时相同，约 { $time }
step-longer = 每个 step 约 { $time } 而非 { $than }：长 { $slower } %，GPU 忙碌时间为 { $busy } % 而非 { $before } %
job-spans-nodes =
    .summary = 该 job 跨 { $nodes } 个节点；此处为需求最大的那个节点的数字{ $node }。
    .node = （节点 { $node }）
    .explanation = 能到达其他节点的 rank 另有 pool，以及供其他 rank 的 proxy 发送（PXN）的文件。若 NIC 速度已知（如来自 NCCL 的 topology XML），则按 NCCL 跨节点的搜索计算；否则 channel 数取决于网络，需求量为一个范围。网络插件的占用不计在内。
    .remedy = 若要在运行中的 job 上查看，请观察其中一个节点，或与其日志比较。
collnet-not-followed =
    .summary = { $offered ->
        [yes] NCCL_COLLNET_ENABLE=1：数字是 CollNet（SHARP）所增占用的上下界。
       *[other] NCCL_COLLNET_ENABLE=1：数字是包含有、无 CollNet（SHARP）两种情况的范围。
    }
    .explanation = { $offered ->
        [yes] 已声明插件提供 CollNet。它的图无法由已知信息推出，因此给出上下界：上界计入 chain、head 及其 pool 可能占用的全部和多一半的 channel，下界为由 CollNet 承担集合通信后剩下的部分（src/init.cc collNetTrySetup）。没有带此类插件的运行可供对照。
       *[other] 只有网络插件提供时 NCCL 才使用 CollNet（src/init.cc collNetSupport）；没有插件时该设置不起作用。这里看不到插件，因此范围包含两种情况：上界计入 chain、head 及其 pool 可能占用的全部和多一半的 channel，下界为由 CollNet 承担集合通信后剩下的部分。没有带此类插件的运行可供对照。
    }
    .remedy = { $offered ->
        [yes] 请按上界规划，或与一次运行在 /dev/shm 中留下的占用比较。
       *[other] 请声明插件是否提供它（collnet=no 或 collnet=yes），或在未安装插件时取消 NCCL_COLLNET_ENABLE。
    }
adapters-excluded =
    .summary = { $others ->
        [yes] { $settings } 使 NCCL 不使用这些网卡：{ $adapters }。其余的仍会使用。
       *[no] { $settings } 使 NCCL 不使用所示的任何网卡（{ $adapters }），而改用情况不明的套接字。
    }
    .explanation = 所示的网卡可能来自另一次运行，或与运行无关：NCCL 使用在这些设置下网络提供的网卡（src/graph/topo.cc ncclTopoGetSystem、src/transport/net_ib.cc）。套接字不明时，channel 数是一个范围。
    .remedy = 用这些设置运行一次并写出拓扑（NCCL_TOPO_DUMP_FILE），或去掉这些设置。
host-id-set =
    .summary = 设置了 { $setting }：若所有节点的值相同，NCCL 会把它们当作一台主机，并以 "Duplicate GPU detected" 停止。
    .explanation = 设置了该值时，NCCL 用它代替主机名和 boot id 来区分主机（src/misc/utils.cc getHostHash）；同一主机上两个 rank 使用 bus id 相同的 GPU 是错误（src/init.cc initTransportsRank）。所列数字按各节点取不同的值计算。
    .remedy = 取消 NCCL_HOSTID，或给每个节点不同的值。
net-devices-policy-not-compared =
    .summary = NCCL_NETDEVS_POLICY={ $policy } 按 NCCL 源代码计算；没有可供比对的运行记录。
    .explanation = ALL 让每个 GPU 使用离它最近的所有 NIC，MAX:N 最多 N 个；AUTO 在同样近的 GPU 间分配（src/graph/topo.cc ncclTopoGetLocalNet）。若每个 GPU 只有一个最近的 NIC，ALL 与 AUTO 等价。
    .remedy = 请与一次运行的日志比较，或去掉该设置。
nvlink-domain-not-compared =
    .summary = 按所声明的，NVLink 连接这些节点（MNNVL）；此处依照 NCCL 源码计算，没有实际运行可供比较。
    .explanation = clusterUuid 和 cliqueId 相同的 rank 对 NCCL 来说是一个节点：tray 之间用 P2P，其间没有网络也没有 pool，NVLS 也不建文件（src/mnnvl.cc ncclMnnvlCheck, src/transport/nvls.cc）。
    .remedy = 请与一次运行的日志比较："MNNVL 1 … cliqueSize N" 这一行说明是否使用了该域以及有多少 rank。
nvlink-domain-not-followed =
    .summary = 这些节点可能同属一个 NVLink 域（MNNVL）；此处按以 NIC 相连计算。
    .explanation = 若所有 rank 的 clusterUuid 和 cliqueId 相同、fabric 正常且 IMEX 在节点间导出内存，NCCL 会把它们视为一个节点：用 P2P 而非网络，也没有相应的 pool（src/mnnvl.cc ncclMnnvlCheck）。没有在此类机架上的运行可供对照。
    .remedy = 若要与此处预测一致请设置 NCCL_MNNVL_ENABLE=0，或与一次运行的日志比较：出现 "MNNVL 1" 的行表示使用了该域。
nccl-newer-than-known =
    .explanation = 此后的变化不在预测中。多数版本不改变大小和路径；verify 可根据一次运行的日志判断这次是否改变。
engine-not-counted =
    .summary = 未计入：{ $what }。
    .remedy = 请观察一次运行（shmfit watch），并用 { $option } 以名称 { $name } 声明其峰值。
engine-version-assumed =
    .summary = 未声明 vLLM 的版本；按已知最新版本计算。
    .explanation = 0.11.1 之前其 ring 不到一半大，0.8.0 之前只有 group 的 ring。
    .remedy = 请分析其镜像带标签的 manifest；或在 workload 文件中声明版本：others: [{ "{" }name: vllm, kind: vllm-ring, tensor-parallel: N, version: 0.9.1{ "}" }]。
input-not-understood =
    .summary = 输入中有 { $open } 处无法按原样理解；第一处：{ $message }
    .others = 其余：{ $others }。
    .explanation = 无法读取的内容保持未定，绝不猜测。
    .remedy = 请重新采集该节点，或把文件发来以便支持。
container-differs-from-host =
    .needs = 该 job 在主机上需要 { $on-host } 的 /dev/shm，在容器中需要 { $inside }。
    .summary = 该 job 在主机和容器中的需求相同，但两者在其他方面不同。
    .explanation = 主机与容器：{ $differences }。
    .boot = 两者的 boot id 不同：两份采集来自两台机器，或来自重启前后。
    .names = 这里的 rank 与 host name 不同处的 rank，对 NCCL 是两个节点（可用 NCCL_HOSTID 更改）。
    .remedy-refused = 用 --cap-add SYS_NICE 启动容器，NCCL 就会像在主机上一样从驱动取缓冲区；或给它足够的空间。
    .remedy = 请按容器自己的数字设定大小；主机上的测试不能代替它。
job-mixes-nodes =
    .summary = 该 job 混用多种节点：{ $needs }；本报告针对 { $name }。
    .explanation = 每种节点各有自己的系统。所有 rank 都取任一节点找到的最少 channel、最低带宽和最远路径（src/init.cc initTransportsRank），因此一种节点在此需要的大小与同类相聚时不同。若关于另一种节点的信息有多种可能，则试算常见值和只差一项的值，取此处需要最多者。
    .remedy = 请给每种节点各自的 /dev/shm 大小，或全部取最大值。
sections-not-used =
    .more = ；另有 { $more } 处
    .summary = 文本中有些部分不影响答案：{ $parts }{ $more }。
    .explanation = 已识别，但其内容既不决定 NCCL 的行为，也不决定 /dev/shm 有多少。
setting-not-taken =
    .summary = 文本提到了设置，但没有确定地设定：{ $quotes }{ $more }。未采用。
    .explanation = 它们在叙述、注释或条件之中，或者值不在文本里。这些设置可能改变答案。
    .remedy = 请声明对本作业成立的：{ $options }
failure-in-text =
    .summary = 第 { $line } 行记录了一次失败：{ $title }（{ $id }）。{ $beside ->
        [explained] 此预测说明了原因。
        [contradicted] 此预测没有说明原因：失败的作业所需多于这里预测的作业。
        [size-unknown] 文本中没有说明作业当时有多少；它少于所需。
        [undecided] /dev/shm 太小可能是原因，但此预测没有显示这一点。
        [of-loader] 占用空间的可能是 DataLoader，而没有说明 loader：预测仅针对 NCCL。
        [other-size] 这里比较的大小是用户说明的；失败的作业当时可能更小。
       *[apart] { "" }
    }{ $version }
    .version = 该消息属于 NCCL { $versions }，而预测针对 { $version }。
    .explanation = 与表一起粘贴的往往就是该作业的失败。如果预测仍然够用，那就是另一种作业：跨多个节点，rank、设置或 loader 不同，NCCL 不同，或 /dev/shm 中留有文件。
    .remedy = 说明失败的作业的条件：{ $options }。失败本身由 shmfit explain 解读。
log-in-text-differs =
    .summary = 文本中的日志里，{ $pairs } 个有序 GPU 对中有 { $differing } 个的连接与预测不同：{ $from }→{ $to } { $observed }（第 { $line } 行），预测为 { $forecast }。
    .explanation = 日志中的作业用的是另一个 NCCL，或有日志未显示的设置，或用了其他 GPU，或虽然表中有链路但 P2P 不可用。
    .remedy = 把同一文本作为 capture 和 --nccl-log 运行 shmfit verify：它会查找能解释日志的原因。
mentioned-not-used =
    .summary = 答案所需的内容写在文本的叙述里，而叙述不作为事实读取：{ $quotes }。如果对本作业成立：{ $options }
    .explanation = 人写的话可能是关于另一台机器或先前的尝试。
    .remedy = 对本作业成立的，请用上面的选项说明。
gpus-not-mapped =
    .summary = { $name }={ $setting } 指定的 { $unmapped } 个 GPU，所给信息无法说明是哪些：{ $which }。
    .explanation = 以排在前面的其他 GPU 代替，共为 GPU { $taken }；换成别的 GPU，连接可能不同。
    .remedy = 请补充能对应它们的信息：{ $would-map }。也可用 { $option } 声明。
gpus-not-in-table =
    .summary = NVIDIA_VISIBLE_DEVICES={ $setting } 指定了 { $named } 个 GPU，它们并非都在表中的 { $gpus } 个之内。
    .explanation = 该表来自别处，或来自得到其他 GPU 的容器。节点没有的 GPU，NVIDIA 运行时不会为其启动容器。
    .remedy = 请给出作业所在节点的表，或作业容器内 nvidia-smi 的输出。也可用 { $option } 声明 GPU。
pod-gpus-not-named =
    .summary = pod 申请了表中 { $gpus } 块 GPU 中的 { $asked } 块（nvidia.com/gpu={ $asked }）；给出的内容没有说明是哪几块。
    .explanation = 由 device plugin 选择。这里取前 { $asked } 块，即 GPU { $taken }；其他 GPU 的连接方式可能不同。
    .remedy = 在 pod 内打印该表，补上它的 NVIDIA_VISIBLE_DEVICES，或用 { $option } 指定 GPU。
slurm-gpus-not-named =
    .summary = 调度器给作业该节点的 { $asked } 块 GPU，表中有 { $gpus } 块{ $how ->
        [fewer] { "" }；给出的内容没有说明是哪几块。
       *[more] { "" }：该表可能属于另一个节点，或属于 GPU 更少的作业。
    }
    .explanation = 由调度器选择 GPU，并写入 CUDA_VISIBLE_DEVICES。这里取 GPU { $taken }；其他 GPU 的连接方式可能不同。
    .remedy = 在作业内打印该表（Slurm 下：srun nvidia-smi topo -m），补上其中的 CUDA_VISIBLE_DEVICES，或用 { $option } 指定 GPU。
ranks-not-on-node =
    .summary = 据 { $at }，{ $where ->
        [node] 该节点上有 { $said } 个 rank，而这里只知道 { $gpus } 块 GPU。
       *[all] 共有 { $said } 个 rank，与每节点 { $taken } 个、{ $nodes } 个节点不符。
    } 结果按 { $taken } 个计算。
    .explanation = 该表可能不是作业所在节点的，或者节点数、GPU 数与别处所写不同。
    .remedy = 给出作业所在节点的表，或用 { $ranks } 和 { $nodes } 说明。
runtime-gives-no-gpu =
    .summary = NVIDIA_VISIBLE_DEVICES={ $setting } 不向 NVIDIA 容器运行时要任何 GPU；仍按表中的 { $gpus } 个计算。
    .explanation = 此时容器只能以别的途径得到 GPU：docker 的 --gpus，或自行写入 "void" 的 CDI（--device nvidia.com/gpu=…、使用 CDI 的 device plugin）。否则任何 rank 都无法运行。
    .remedy = 在容器内运行 nvidia-smi -L。若没有列出 GPU，请取消该变量，或让它列出作业的 GPU。
visible-list-ends =
    .summary = 对 CUDA 而言，{ $name }={ $setting } 在 "{ $ended }" 处结束：{ $gpus } 个 GPU 中没有它。
    .explanation = CUDA 只显示第一个未知条目之前的 GPU，之后的都不显示。
    .remedy = 请列出存在的 GPU。
mig-instance-visible =
    .summary = { $name } 指定了 MIG 实例；此处每个都代表其所属的 GPU。
    .explanation = 一个进程只能看到一个 MIG 实例，MIG 实例之间不能直接互访。
cuda-order-unknown =
    .summary = { $name }={ $visible } 按 CUDA 的顺序（最快的在前）计数，而这些 GPU 并非同一产品。
    .explanation = nvidia-smi 及其表按 bus id 计数。此处按 nvidia-smi 的编号理解。
    .remedy = 请在 job 中设置 CUDA_DEVICE_ORDER=PCI_BUS_ID，或用 UUID 指定 GPU；deviceQuery 或 p2pBandwidthLatencyTest 的列表显示 CUDA 的顺序。
no-gpus =
    .summary = 此处没有 GPU，NCCL 无可连接。
    .explanation = 既没有找到 nvidia-smi，也没有在 PCI 设备中找到 NVIDIA 的 GPU。
    .remedy = 若 job 要用 GPU，请在有 GPU 的地方运行：其容器内。
gpus-not-known =
    .summary = GPU 未知，因此 NCCL 对 /dev/shm 的需求也未知：{ $why }。
    .explanation = loader、各项限制和 /dev/shm 的状态仍会评估。
    .remedy = 请修复或补全缺少的内容；{ $dump } 和 { $table } 可从文件读取。
sources-disagree =
    .summary = 两个来源对 { $what } 说法不一：{ $at } 为 { $counted }，{ $other-at } 为 { $other }。
    .explanation = 答案以 { $counted } 为准。拼在一起的文本可能来自主机和容器、两台机器，或变更前后。
    .remedy = 请提供 job 所在容器的、同一时间的文本。
fit =
    .any-epochs = { $fits }（与 epoch 数无关）
    .room = 每个 rank 的 loader 可用 { $room }（共 { $ranks } 个 rank）
    .widest = { $start }：batch={ $batch }（每个 batch { $bytes }）时 workers={ $workers },prefetch={ $prefetch } 放得下，最多同时 { $batches } 个 batch
    .nothing = { $start }：workers=0 时 loader 什么都不需要
    .none = { $start }：batch={ $batch } 时即使 workers=1,prefetch=1 也需要 { $need }
    .batch = { $most }；workers={ $workers },prefetch={ $prefetch } 时 batch 最大为 { $batch }
p2p-status-virtual = 驱动不认识这台虚拟机的模拟芯片组。
p2p-status-cns = 驱动不允许跨此芯片组的 P2P。
p2p-status-gns = 这些 GPU 不支持 P2P。
p2p-status-tns = 驱动不允许在此路径上使用 P2P。
p2p-status-ns = 这些 GPU 不支持 P2P；对 GeForce 和部分推理卡属正常。
p2p-status-dr = 驱动的一个注册表项关闭了 P2P。
p2p-status-u = 驱动无法判断。
p2p-status-ok = P2P 可用。
sys-nice = Docker 只在使用 --cap-add SYS_NICE 时才授予 SYS_NICE。
matrix =
    .summary = 表中存在矛盾：{ $message }。
    .several = 表中存在矛盾：{ $message }（同类还有 { $more } 处）。
    .gpus-missing = nvidia-smi 对 GPU 连续编号。要么有 GPU 掉线，要么文本被截断：缺失 GPU 的链路和 rank 不在预测中。
    .cells-undetermined = 该处文本被截断或损坏。无法读取的内容保持未定、绝不猜测，因此数字取这些 pair 可能需要的最大值。
    .asymmetric = 驱动是针对 pair 作答，答案没有方向。两个不同的答案意味着故障，或文本被改过。
    .explanation = 正常机器的矩阵是对称的，其 PCIe 链路构成一棵树。此表不是；相关 pair 保持未定，或由消息说明采用了哪个事实。
    .remedy-missing = 请在 dmesg 中查找 "fallen off the bus"，并重新采集该节点。
    .remedy = 请重新采集该节点（nvidia-smi topo -m、topo -p2p r、topo -p2p w）；若表仍如此，请告知节点的运维人员。
setting =
    .unknown = NCCL 会默默忽略它不认识的变量，因此预测也忽略。
    .of-others = 它不影响此处的预测。
    .ignored = 预测采用 NCCL 实际采用的值，而不是所写的值。
    .refused = 创建 communicator 会以 ncclInvalidUsage 结束。
setting-of-other-version =
    .summary = NCCL { $version } 不读取 { $name }；它存在于 { $versions }。
setting-reader =
    .summary = { $name } 不是 NCCL 的变量：由 { $reader } 读取或设置。
setting-misspelt =
    .summary = 没有任何 NCCL 版本读取 { $name }；是否想写 { $near }？
    .remedy = 请把 { $name } 改为 { $near }，或去掉它。
setting-nobody =
    .summary = 没有任何 NCCL 版本读取 { $name }。
    .remedy = 请去掉 { $name }，除非有插件或其他库读取它。
setting-not-understood =
    .summary = 无法理解 { $name }：NCCL { $otherwise }。
    .remedy = 请将 { $name } 写为 { $remedy }。
setting-empty =
    .summary = { $name } 为空：NCCL 使用默认值。
    .remedy = 请给 { $name } 一个数字，或去掉它。
setting-too-long =
    .summary = { $name } 超出 64 位：NCCL 使用默认值。
    .remedy = 请给 { $name } 写更小的数字。
setting-read-as =
    .summary = { $name } 被读作 { $read }。
    .remedy = 请将 { $name } 写成不带单位的整数：十进制，或以 0x 开头的十六进制。
setting-changed =
    .summary = { $name } 不会按原样采用：NCCL { $otherwise }。
setting-algorithm-fails = { $setting } 使 NCCL 失败：{ $why }。
setting-algorithm-passes = { $setting }：NCCL 忽略其中一部分：{ $why }。
setting-algorithm =
    .remedy = 请将 { $name } 写为 { $as }。
