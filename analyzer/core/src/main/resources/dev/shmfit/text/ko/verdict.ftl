headline = { $who ->
        [job] /dev/shm
        [loaders-apart-known] DataLoader를 제외하고 /dev/shm
        [loaders-apart-least] DataLoader를 제외하고 /dev/shm 최소
        [least] /dev/shm 최소
       *[nccl] NCCL만으로 /dev/shm
    } { $need } 필요, { $of ->
        [free] 여유 공간
       *[whole] 현재 크기
    } { $have }
headline-tight = { $headline } (권장 { $recommended })
headline-nothing = { $who ->
        [job] /dev/shm이 필요 없음
        [loaders-apart-known] DataLoader를 제외하면 /dev/shm이 필요 없음
        [loaders-apart-least] DataLoader를 제외하고 집계된 범위에서는 /dev/shm이 필요 없음
        [least] 집계된 범위에서는 /dev/shm이 필요 없음
       *[nccl] NCCL만으로는 /dev/shm이 필요 없음
    }
headline-size-not-known = { $who ->
        [job] /dev/shm
        [loaders-apart-known] DataLoader를 제외하고 /dev/shm
        [loaders-apart-least] DataLoader를 제외하고 /dev/shm 최소
        [least] /dev/shm 최소
       *[nccl] NCCL만으로 /dev/shm
    } { $need } 필요, 현재 크기는 알 수 없음
headline-contradicted = 작업이 /dev/shm 부족으로 실패했으나({ $line }행) 이 예측으로는 설명되지 않음: { $space }
headline-log-differs = 텍스트의 로그에는 SHM이 있으나({ $line }행) 이 예측은 { $forecast }: { $space }
headline-problem = { $problem }; { $space }
headline-apart-from-nccl = NCCL을 제외하고 /dev/shm { $need } 필요;{ " " }
headline-nccl-not-known = GPU를 알 수 없어 NCCL의 필요량을 알 수 없음
headline-space-is = ; /dev/shm 크기 { $have }
init-failure =
    .summary = { $group }에서 NCCL이 초기화를 포기합니다({ $phase }): { $why }
    .link = NVLink로 연결된 GPU 사이에서는 NCCL이 다른 경로로 대체하지 않습니다. P2P 상태가 OK가 아니면 오류입니다. 링크, fabric manager 또는 드라이버의 문제이며 /dev/shm 크기와는 무관합니다.
    .explanation = 데이터가 오가기 전에 NCCL의 규칙에 따라 오류로 끝납니다. /dev/shm을 늘려도 해결되지 않습니다.
    .remedy-link = 노드를 서비스에서 제외하고 nvidia-smi nvlink -s와 fabric manager를 확인한 뒤 GPU를 리셋하십시오.
moment-init = 초기화
moment-first-step = 첫 step
moment-steady = 정상 상태
moment-epoch-turn = epoch 전환
inherited = 상속된 batch
and-more = { $shown } 외 { $more }개
pairs = 순서쌍 { $pairs }개
space =
    .fixed = 여기서는 크기를 바꿀 수 없으므로 워크로드를 조정하십시오.
    .set = /dev/shm을 { $target }로 설정하십시오({ $planned }{ $later } + 여유분{ $used }).
    .later = , 여러 epoch 기준
    .used = , 이미 사용 중인 { $occupied } 포함
    .keeps-container = 실행 중인 컨테이너의 크기는 바뀌지 않으므로 다시 만드십시오.
    .keeps-pod = 실행 중인 pod의 크기는 바뀌지 않으므로 다시 만드십시오.
    .keeps-job = 실행 중인 job의 크기는 바뀌지 않으므로 다시 제출하십시오.
    .at-once = 즉시 적용됩니다.
    .above-machine = { $target }는 머신 메모리({ $memory })보다 큽니다.
    .above-limit = { $target }는 컨테이너의 메모리 제한({ $limit })보다 큽니다. 제한도 함께 올리십시오.
    .no-worker = 그때까지는 worker를 하나도 띄울 수 없습니다. { $others }만으로 { $usable }를 모두 사용합니다.
    .with = { $one } 및 { $other }
    .until = 그때까지는: { $fits }{ $speed }.
    .until-for = 그때까지 { $loader }은(는): { $fits }{ $speed }.
    .speed = ; workers={ $workers }이면 { $compared } (추정)
shm-too-small =
    .summary = 이 job은 최대 시점({ $moment })에 /dev/shm { $need }가 필요하지만 { $have }뿐입니다{ $most }.
    .most = . 대부분인 { $amount }는 { $consumer } 몫입니다
    .explanation = tmpfs가 가득 차면 DataLoader worker가 bus error로 죽거나 loader가 멈추고, NCCL은 "No space left on device"로 실패합니다.
shm-tight =
    .summary = 이 job은 /dev/shm { $need }가 필요하고 { $have }가 있습니다. 충분하지만 권장 크기 { $recommended }보다 작습니다.
    .explanation = 필요량은 넘지 않는 상한입니다. 강제 종료된 실행이 남긴 파일이나 명시하지 않은 라이브러리는 포함되지 않습니다.
    .remedy = /dev/shm을 { $target }로 설정하십시오{ $used }.
shm-fits =
    .nothing = 이 job은 /dev/shm을 사용하지 않습니다.
    .summary = 이 job은 /dev/shm { $need }가 필요합니다{ $has }.
    .has = (현재 { $have })
    .explanation = 그래도 worker가 bus error로 죽는다면 원인은 공유 메모리가 아닙니다. 장애가 있거나 원격인 볼륨의 memory-mapped 파일을 확인하십시오.
shm-size-unknown =
    .summary = 이 job은 /dev/shm { $need }가 필요하지만, 현재 크기를 알 수 없습니다: { $why }.
    .explanation = Docker, Podman, Kubernetes는 따로 지정하지 않으면 컨테이너에 64 MiB를 주고, 일반 호스트는 메모리의 절반을 씁니다.
    .remedy = job이 실행되는 곳(컨테이너 안)에서 df -h /dev/shm을 실행하십시오. { $need } 이상이어야 합니다. 나온 값은 { $option }로 지정하십시오.
shm-size-unit-lost =
    .summary = /dev/shm이 전부 { $bytes }바이트입니다. 단위를 빠뜨린 것으로 보입니다.
    .explanation = --shm-size=2는 Docker에서 2바이트이며 한 페이지로 올림됩니다.
    .remedy = 단위를 쓰십시오. Docker는 --shm-size=2g, Kubernetes는 sizeLimit: 2Gi입니다.
shm-inodes-too-few =
    .summary = 이 job은 /dev/shm에 파일을 최대 { $needed }개 만들지만, { $free }개만 더 만들 수 있습니다.
    .explanation = tmpfs는 바이트뿐 아니라 파일 수도 제한합니다. inode가 없으면 df에 공간이 남아 있어도 "No space left on device"가 납니다.
    .remedy = 다음을 실행하십시오: mount -o remount,nr_inodes={ $inodes } /dev/shm
shm-size-is-default =
    .summary = 64.0 MiB는 아무것도 지정하지 않았을 때 컨테이너 런타임이 주는 크기입니다. 요청한 크기가 여기까지 전달되지 않았습니다.
    .explanation = compose 파일에서 shm_size가 build 아래에 있거나, 이를 무시하는 Swarm이거나, 해당 값이 없는 chart이거나, 플래그를 추가하기 전에 만든 컨테이너이거나, 다른 컨테이너에 적용된 경우에 이렇게 됩니다.
    .remedy = 바로 이 컨테이너를 띄우는 곳에서 설정하고, 컨테이너를 다시 만든 뒤 안에서 df -h /dev/shm으로 확인하십시오.
shm-of-the-host =
    .summary = 이 컨테이너는 호스트의 /dev/shm을 사용합니다.
    .of-pod = hostIPC: true이면 pod는 그 자리에 볼륨을 마운트하지 않는 한 노드의 /dev/shm을 씁니다.
    .of-container = 이때 컨테이너에 준 크기는 효과가 없습니다. Docker는 --ipc=host와 함께 쓴 --shm-size를 무시하고, podman은 시작을 거부합니다(종료 코드 125).
    .explanation = { $way } 호스트의 다른 job도 같은 공간을 쓰며, 강제 종료된 job이 남긴 파일은 컨테이너가 사라져도 남습니다.
    .remedy-pod = hostIPC를 빼고 pod에 자체 /dev/shm을 주십시오. 호스트의 다른 프로세스와 세그먼트를 주고받는 컨테이너만 호스트의 것이 필요합니다.
    .remedy = --ipc=host를 빼고 컨테이너에 자체 /dev/shm을 주십시오. 호스트의 다른 프로세스와 세그먼트를 주고받는 컨테이너만 호스트의 것이 필요합니다.
emptydir-not-sized =
    .summary = pod의 /dev/shm에 자체 크기가 없습니다. 볼륨의 sizeLimit과 상관없이 df는 노드 메모리의 절반을 보여 줍니다.
    .explanation = Kubernetes가 이 볼륨의 크기를 지정하지 않으므로, sizeLimit이 있으면 eviction("Usage of EmptyDir volume exceeds the limit")으로, pod의 메모리 제한은 OOM killer로 강제됩니다. 둘 다 df에는 보이지 않습니다.
    .remedy = sizeLimit을 { $need } 이상으로, 메모리 제한은 프로세스 필요량에 그만큼을 더한 값으로 설정하십시오{ $now }.
    .now = (현재 { $limit })
shm-in-use =
    .summary = 실행 중인 프로세스가 파일 { $files }개로 /dev/shm { $sum }를 점유하고 있습니다: { $names }{ $more }.
    .explanation = 추론 엔진, Ray의 object store, flash checkpoint, 다른 job이 세그먼트를 두며, 일부는 부하가 걸려야 채웁니다. 지금 남은 공간을 필요량과 비교합니다.
    .remedy = 이런 사용자를 { $option }로 전체 크기까지 지정하거나 job에 자체 /dev/shm을 주십시오. 누가 얼마나 쓰는지는 shmfit watch로 볼 수 있습니다.
memory-charged = tmpfs의 페이지는 메모리이며, 처음 쓴 프로세스의 메모리 제한에 계산됩니다. 제한을 넘으면 /dev/shm에 공간이 남아 있어도 커널이 프로세스를 죽입니다(Kubernetes에서는 OOMKilled).
memory-evicted = kubelet이 tmpfs 크기를 지정하지 않는 환경에서 memory emptyDir이 sizeLimit을 넘으면 pod가 evict됩니다.
memory-limit-shared =
    .summary = 메모리 제한 { $limit } 중 공유 메모리가 최대 { $shared }를 사용합니다. { $rest }
    .beside = 프로세스의 { $processes }를 빼고 { $left }가 남습니다.
    .left = 프로세스에는 { $left }가 남습니다.
    .remedy = 제한을 프로세스 필요량에 { $shared }를 더한 값으로 설정하십시오.
memory-limit-too-small =
    .killed = 메모리가 부족해 컨테이너가 강제 종료됩니다(OOMKilled). 공유 메모리 { $shared }와 프로세스 { $processes }를 합해 { $need }가 필요하지만 제한은 { $have }입니다.
    .summary = 공유 메모리만으로 { $need }가 필요하지만 컨테이너의 메모리 제한은 { $have }입니다.
    .remedy = 메모리 제한을 { $need } 이상으로 올리십시오.
    .remedy-plus = 메모리 제한을 최소 { $need }에 프로세스 필요량을 더한 값으로 올리십시오.
shm-size-above-memory-limit =
    .summary = /dev/shm은 { $size }까지 커질 수 있지만 메모리 제한은 { $limit }입니다.
    .explanation = 따라서 여기서 /dev/shm의 크기는 아무것도 막아 주지 못합니다.
    .remedy = /dev/shm을 제한보다 프로세스 필요량만큼 작게 하거나 제한을 올리십시오.
memory-left-when-shm-full =
    .summary = /dev/shm이 가득 차면({ $size }) 메모리 제한 { $limit } 중 { $left }가 남습니다.
system-memory-too-small =
    .both = 공유 메모리와 프로세스에
    .shared = 공유 메모리에
    .summary = { $what } { $need }가 필요하지만 머신의 메모리는 { $have }입니다.
    .explanation = tmpfs는 마운트 크기와 상관없이 메모리에 있습니다.
    .remedy = 이 노드의 rank나 worker 수를 줄이거나 batch를 줄이거나 다른 머신을 쓰십시오.
shm-size-above-memory =
    .summary = /dev/shm이 { $size }로 마운트되어 머신 메모리 { $ram }보다 큽니다.
    .explanation = tmpfs의 크기는 상한일 뿐 그 자체로 비용이 들지 않습니다. 메모리보다 큰 상한은 아무것도 제한하지 못하며, 누수는 OOM killer로 끝납니다.
    .remedy = job에 필요한 만큼만 요청하십시오: { $recommended }.
nofile-too-small =
    .summary = 한 프로세스가 공유 텐서용으로 파일을 최대 { $bound }개 열 수 있지만 제한(ulimit -n)은 { $limit }입니다.
    .explanation = worker와 trainer 사이를 오가는 텐서마다 디스크립터를 하나씩 잡습니다. 부족하면 "Too many open files", "received 0 items of ancdata" 또는 loader 멈춤으로 나타나며, /dev/shm을 늘려도 소용없습니다.
    .remedy = ulimit -n을 { $bound } 이상으로 올리십시오. batch당 텐서 수를 줄여도 됩니다.
memlock-too-small =
    .summary = pin_memory가 rank당 최대 { $pinned }를 잠그지만 제한(ulimit -l)은 { $limit }입니다.
    .explanation = pin된 batch는 잠긴 메모리에서 GPU를 기다립니다. 드라이버가 이를 이 제한에 계산하는지는 pin 방식에 달려 있습니다. RDMA 등록은 항상 계산되며 "Cannot allocate memory"로 실패합니다.
    .remedy = 제한을 푸십시오. Kubernetes에는 해당 필드가 없으므로 containerd에 LimitMEMLOCK=infinity를 설정하십시오.
memlock-limits-rdma =
    .summary = NCCL은 버퍼를 네트워크 카드에 등록하는데, 프로세스가 잠글 수 있는 메모리는 { $limit }(ulimit -l)입니다.
    .explanation = 제한을 넘는 등록은 "Call to ibv_reg_mr failed ... Cannot allocate memory"로 실패하며, 흔히 NCCL_SHM_DISABLE이나 두 번째 노드로 네트워크를 쓰게 된 뒤에야 나타납니다.
    .remedy = docker run --ulimit memlock=-1:-1. Kubernetes에는 해당 필드가 없으므로 containerd에 LimitMEMLOCK=infinity를 설정하십시오.
mappings-too-many =
    .summary = loader { $name }이(가) 세그먼트를 최대 { $segments }개 매핑하지만, 한 프로세스의 기본 매핑 한도는 { $mappings }개(vm.max_map_count)입니다.
    .explanation = sharing=file_system에서는 텐서마다 디스크립터 대신 매핑을 하나씩 씁니다. 부족하면 "unable to mmap"과 "Cannot allocate memory"가 나타납니다.
    .remedy = vm.max_map_count를 올리거나 batch당 텐서 수를 줄이십시오.
file-system-sharing =
    .summary = loader { $name }은(는) 텐서를 이름 있는 파일로 공유합니다(sharing=file_system).
    .explanation = 루프를 일찍 빠져나오면 전달 중이던 batch가 job이 끝날 때까지 /dev/shm에 남습니다(매번 최대 workers x prefetch개). 강제 종료된 job의 것은 영구히 남습니다.
    .remedy = 기본값인 file_descriptor를 쓰고, 디스크립터 때문이었다면 ulimit -n을 올리십시오.
nvidia-smi-hangs =
    .summary = 응답 없음: { $silent }.
    .explanation = nvidia-smi에 응답하지 않는 드라이버는 job에도 응답하지 않습니다. GPU가 버스에서 빠졌거나, 리셋을 기다리거나, 드라이버가 멈춘 상태입니다.
    .remedy = dmesg에서 NVRM과 Xid 줄을 확인하고 GPU를 리셋하거나 노드를 재시작하십시오. 드라이버 로딩이 느릴 뿐이라면 persistence mode를 켜거나 { $option } 값을 늘리십시오.
shm-missing =
    .summary = 여기에 /dev/shm이 없습니다.
    .explanation = C 라이브러리의 shm_open은 다른 위치를 모릅니다. NCCL이나 DataLoader의 첫 세그먼트가 "No such file or directory" 또는 "Function not implemented"로 실패합니다.
    .remedy = mkdir -p /dev/shm && mount -t tmpfs -o rw,nosuid,nodev,mode=1777,size=SIZE tmpfs /dev/shm을 실행하십시오. 컨테이너에서는 /dev 위에 아무것도 마운트하지 마십시오.
shm-read-only =
    .summary = /dev/shm이 읽기 전용으로 마운트되어 있습니다.
    .explanation = 세그먼트를 만들 수 없어 shm_open이 "Read-only file system"으로 실패합니다. 루트가 읽기 전용인 컨테이너에는 /dev/shm에 자체 tmpfs가 필요합니다.
    .remedy = mount -o remount,rw /dev/shm, 또는 docker run --read-only --tmpfs /dev/shm:rw,size=SIZE,mode=1777. pod에서는 medium Memory인 emptyDir을 /dev/shm에 두고 volumeMount에서 readOnly를 빼십시오.
shm-not-tmpfs =
    .summary = /dev/shm이 자체 tmpfs가 아니라 { $type } 안에 있습니다.
    .explanation = 그러면 공유 메모리의 크기, 속도, 권한이 다른 파일시스템의 것이 됩니다. 디스크라면 batch가 모두 기록되고, job이 남긴 파일이 재시작 후에도 남습니다.
    .remedy = tmpfs를 마운트하십시오: mount -t tmpfs -o rw,nosuid,nodev,mode=1777,size=SIZE tmpfs /dev/shm
shm-mode =
    .summary = /dev/shm의 mode가 { $mode }입니다. 1777이어야 합니다.
    .open = sticky bit가 없으면 누구나 다른 사용자의 세그먼트를 지울 수 있습니다. chmod 777이 이 비트를 지웁니다.
    .explanation = { $who ->
        [other] 소유자만 그곳에 세그먼트를 만들 수 있는데, 현재 사용자는 소유자가 아닙니다.
       *[you] 소유자만 그곳에 세그먼트를 만들 수 있습니다.
    } 다른 사용자의 shm_open은 "Permission denied"로 실패합니다.
    .remedy = chmod 1777 /dev/shm을 실행하거나 mode=1777로 마운트하십시오
shm-left-behind =
    .summary = 이전 job의 파일 { $files }개가 /dev/shm { $taken }를 차지하며, { $seen ->
        [some] 여기서 보이는 프로세스 중에는
       *[all] 어떤 프로세스도
    } 사용하지 않습니다: { $names }.
    .nothing = 0바이트
    .unseen = 다른 사용자나 다른 컨테이너의 프로세스가 사용 중일 수 있습니다.
    .explanation = 강제 종료된 job은 세그먼트를 unlink하지 못합니다. 누군가 지우거나 머신을 재시작할 때까지 남습니다.
    .remedy = 실행 중인 job이 없을 때: find /dev/shm -maxdepth 1 \( -name 'nccl-*' -o -name 'torch_*' \) -delete. 클러스터에서는 각 job의 epilog에서 실행하십시오.
logind-removes-ipc =
    .summary = 마지막 세션이 끝나면 systemd-logind가 이 사용자의 /dev/shm 파일을 삭제합니다(RemoveIPC).
    .explanation = 로그인 세션 없이 계속되는 job(백그라운드, 배치 시스템, SSH)은 세그먼트를 잃습니다. "could not unlink the shared memory file", "unlink shared memory /dev/shm/nccl-... failed"가 무작위로, 노드가 많을수록 자주 나타납니다.
    .remedy = /etc/systemd/logind.conf에 RemoveIPC=no를 넣고 systemd-logind를 재시작하거나 loginctl enable-linger USER를 실행하십시오.
acs-redirects-p2p =
    .summary = GPU 위쪽 브리지 { $bridges }개의 접근 제어(ACS)가 GPU 간 트래픽을 CPU로 올려 보냅니다: { $names }.
    .explanation = P2P가 잘해야 느려지며, 주소를 변환하는 IOMMU가 있으면 nvidia-smi topo -p2p가 OK라도 첫 collective에서 모든 GPU가 100 %인 채 멈춥니다.
    .remedy = 펌웨어에서 ACS를 끄거나 브리지마다 setpci -s BRIDGE ECAP_ACS+0x6.w=0000을 실행하십시오.
iommu-translates =
    .summary = 커널이 { $option }로, iommu=pt 없이 시작되었습니다.
    .explanation = 주소를 변환하는 IOMMU는 GPU 간 P2P를 깨뜨리거나 느리게 할 수 있습니다.
    .remedy = 장치를 가상 머신에 넘기는 환경이 아니라면 커널 명령줄에 iommu=pt를 추가하십시오.
nvlink-lost =
    .summary = { $without }에는 NVLink가 없지만 다른 GPU { $with }개에는 있습니다.
    .explanation = NVLink fabric이 있는 머신에서 링크가 없는 GPU는 대개 링크를 잃은 것입니다. 보드나 fabric manager의 문제이거나 리셋이 끝나지 않은 경우입니다. NCCL은 이 GPU가 포함된 모든 pair에 느린 경로를 씁니다.
    .remedy = nvidia-smi nvlink -s와 fabric manager 로그를 확인하고 노드를 서비스에서 제외하십시오.
p2p-refused =
    .summary = nvidia-smi가 { $pairs }에 { $status }를 보고합니다: { $which }.
    .explanation = { $meaning } NCCL은 이런 pair에 호스트 메모리를 거치므로 공유 메모리가 필요합니다.
    .remedy-virtual = 하이퍼바이저에 P2P clique나 가상 PCIe 스위치를 요청하십시오. 안 되면 job에 공유 메모리를 주십시오.
    .remedy = job에 공유 메모리를 주십시오. 드라이버가 보고하는 상태는 NCCL 설정으로 바뀌지 않습니다.
p2p-level-exceeded =
    .summary = { $far }가 NCCL이 P2P를 허용하는 거리보다 멉니다: { $which }.
    .explanation = 경로가 host bridge(PHB, NODE)나 소켓(SYS)을 넘습니다. 대부분의 머신에서 NCCL은 PCIe 스위치(PXB)까지만 P2P를 쓰고, P2P가 가능하더라도 그 너머는 공유 메모리를 거칩니다.
    .remedy = 대개 그대로 두면 됩니다. NCCL_P2P_LEVEL=SYS로 P2P를 시도할 수 있으나 더 느릴 수 있으니 측정한 뒤 유지하십시오.
network-inside-node =
    .summary = 이 노드의 { $net }가 네트워크로 통신합니다: { $which }.
    .explanation = NCCL이 P2P도 공유 메모리도 찾지 못했거나 더 빠른 네트워크 카드를 찾았습니다.
    .remedy = 해당 pair의 trace를 확인하십시오. 대개 NCCL_SHM_DISABLE이나 분리된 컨테이너 때문입니다.
transport-undetermined =
    .summary = { $open }은(는) 현재 정보로는 transport를 하나로 정할 수 없습니다: { $which }.
    .explanation = 수치는 가장 많이 필요한 transport로 계산했습니다.
    .remedy = 빠진 정보는 pair의 trace에 나옵니다. { $option }로 지정하십시오.
amd-p2p-default-changed =
    .after = NCCL { $since } 이전에는 이 노드의 { $affected }가 기본으로 P2P를 쓸 수 있었습니다. NCCL { $version }은 공유 메모리로 보냅니다.
    .summary = NCCL { $since }부터는 이 노드의 { $affected }가 기본으로 공유 메모리를 거칩니다. NCCL { $version }에서는 P2P를 씁니다.
    .explanation = AMD CPU에서 P2P의 기본 범위는 모두 SYS였으나, { $since }부터는 communicator의 GPU가 둘 이하일 때만 SYS이고 그 외에는 PXB입니다.
    .remedy-after = 그만큼 /dev/shm을 잡거나 NCCL_P2P_LEVEL=SYS로 측정해 보십시오.
    .remedy = 업그레이드 전에 /dev/shm을 잡으십시오. 버전별 필요량은 { $option }로 볼 수 있습니다.
env-disables-p2p =
    .summary = { $setting } 설정이 { $nvlink ->
        [yes] NVLink를 포함해 모든 pair의 P2P를 끕니다.
       *[no] 모든 pair의 P2P를 끕니다.
    }
    .explanation = GPU 간 트래픽이 모두 공유 메모리(또는 네트워크)를 거치므로 느려지고 /dev/shm 필요량이 가장 커집니다. 테스트로는 괜찮지만 이미지, job 스크립트, nccl.conf에 남아 있는 경우가 많습니다.
    .remedy = 이 머신에서 P2P가 고장 난 것이 확실하지 않다면 해제하십시오(그 경우 IOMMU와 ACS를 확인).
shm-disable-set =
    .summary = NCCL_SHM_DISABLE 때문에 P2P가 안 되는 pair가 노드 안에서도 네트워크로 통신합니다.
    .explanation = 이 설정으로 NCCL이 /dev/shm을 쓰지 않게 되는 것은 아닙니다. proxy pool 등은 그대로 만들어집니다. 공간을 아끼는 만큼 속도를 잃습니다.
    .remedy = 해제하고 job에 필요한 공간을 주십시오.
cumem-host-without-sys-nice =
    .summary = 컨테이너에 CAP_SYS_NICE가 없습니다. NCCL이 드라이버를 통해 호스트 메모리를 쓰려면 필요합니다.
    .tries = NCCL이 이를 감지하고 /dev/shm으로 대체합니다.
    .fails = { $first-that-tries } 이전의 NCCL은 미리 시험하지 않으므로, 드라이버가 그런 메모리를 제공하면 실패합니다.
    .explanation = { $tries } 호스트에서 직접 실행하면 같은 job이 /dev/shm을 전혀 쓰지 않을 수 있습니다. { $capability }
    .remedy-tries = 표시된 만큼 /dev/shm을 잡거나 capability를 추가하십시오.
    .remedy = capability를 추가하거나, NCCL_CUMEM_HOST_ENABLE=0으로 설정하고 /dev/shm을 잡으십시오.
cumem-host-in-place-of-shm =
    .summary = NCCL이 연결에 /dev/shm 대신 드라이버의 호스트 메모리를 사용합니다.
    .explanation = 최신 드라이버와 CAP_SYS_NICE가 필요합니다. 하나라도 없으면 같은 연결이 /dev/shm을 씁니다. { $capability }
    .remedy = 컨테이너에 capability가 있는지 확인하거나 { $option } cap-sys-nice=no로 계획하십시오.
fabric-not-ready =
    .summary = GPU { $waiting }개가 NVLink fabric에 합류하지 못했습니다: { $which }.
    .explanation = NVSwitch가 있는 머신에서는 fabric manager가 모든 GPU를 합류시킬 때까지 어떤 CUDA 프로그램도 시작되지 않습니다(error 802, "system not yet initialized"). fabric manager가 멈췄거나 드라이버와 버전이 다르면 합류하지 않습니다.
    .remedy = systemctl status nvidia-fabricmanager를 확인하십시오. 버전이 드라이버와 같아야 합니다. nvidia-smi -q의 fabric 상태가 Completed가 될 때까지 노드를 서비스에서 제외하십시오.
mig-enabled =
    .summary = GPU { $cut }개가 MIG 인스턴스로 나뉘어 있습니다: { $which }.
    .explanation = GPU의 링크와 관계없이 MIG 인스턴스와는 P2P가 되지 않으므로 NCCL은 공유 메모리나 네트워크를 씁니다. 예측은 nvidia-smi의 표에 따라 GPU 전체를 기준으로 합니다.
    .remedy = 여러 GPU를 쓰는 job이라면 MIG를 끄십시오(nvidia-smi -mig 0). 아니면 { $option } p2p=none으로 계획하십시오.
gpus-hidden =
    .summary = 드라이버에는 이 머신의 GPU { $all }개 중 { $shown }개만 보입니다. { $which }({ $hidden }개)은(는) 이 컨테이너에 할당되지 않았습니다.
    .explanation = NCCL에게 다른 컨테이너의 rank는 다른 노드에 있는 것과 같습니다. host name과 boot id, /dev/shm의 장치로 판단하기 때문입니다. 같은 머신이라도 네트워크로 통신하며, 이 예측에는 포함되지 않습니다.
    .remedy = 이 노드에서 job이 쓰는 모든 GPU를 한 컨테이너에 주십시오. 불가능하면 host name(또는 NCCL_HOSTID)과 /dev/shm을 같게 하고 각 컨테이너에 모든 GPU가 보이게 하십시오.
numa-node-empty =
    .summary = { $summary }.
    .explanation = NCCL { $since } 이후 버전은 각 GPU의 NUMA node에서 드라이버의 호스트 메모리를 쓸 수 있습니다. node에 메모리가 없는 rank만 /dev/shm으로 대체되고 나머지는 그렇지 않아, /dev/shm이 비어 있는데도 이름이나 크기가 깨진 "Error while attaching to shared memory segment"가 납니다.
    .remedy = 모든 rank에 똑같이 NCCL_CUMEM_HOST_ENABLE=0을 설정하십시오. 노드에서는 모든 소켓의 메모리 슬롯을 채우거나 펌웨어에서 소켓당 NUMA node 하나로 설정하십시오. /dev/shm을 늘려도 소용없습니다.
cumem-host-needs-p2p =
    .summary = NCCL { $version }은 드라이버의 호스트 메모리를 쓰는데, CUDA 13.0 이전에는 GPU 간 P2P가 필요합니다. nvidia-smi는 P2P가 안 되는 pair를 보고합니다.
    .explanation = 이런 머신(예: GeForce 두 장)에서는 NCCL_P2P_DISABLE=1이어도 초기화가 실패합니다.
    .remedy = 모든 rank에 NCCL_CUMEM_HOST_ENABLE=0을 설정하고 /dev/shm을 잡거나, CUDA 13.0용 드라이버 또는 NCCL { $version } 이상을 쓰십시오.
proxy-pool-dominates =
    .summary = 필요량 중 { $pool }는 NCCL의 proxy operation pool입니다.
    .explanation = 링크와 관계없이, 즉시 연결하거나 네트워크를 쓰는 communicator마다 모든 rank가 하나씩 만듭니다. 모두 NVLink로 연결된 머신에도 필요합니다. NCCL { $pool-grows-from }에서 { $pool-is-eightfold-from } 사이에 8배로 커졌습니다.
    .remedy = 최상위 communicator를 줄이면 pool도 줄어듭니다(자원을 공유하는 ncclCommSplit). SHM이나 P2P를 끄는 것은 효과가 없습니다.
communicators-add-up =
    .summary = 이 job의 communicator별 필요량은 합산됩니다: { $shares }.
    .another = communicator 하나만 계산했습니다. 같은 rank로 하나를 더 만들면 { $need }가 더 필요하며 맞지 않습니다.
    .explanation = process group마다 자체 세그먼트를 가진 communicator가 처음 쓸 때 만들어집니다. 그래서 한동안 실행되던 job이 context, pipeline, expert group이나 draft model을 쓰기 시작하면서 죽습니다.
    .remedy = 모든 group을 { $option }로 지정하십시오. 최상위 communicator가 적을수록 필요량도 줄어듭니다(자원을 공유하는 ncclCommSplit).
loader-dominates =
    .summary = 필요량 중 { $demand }는 전달 중인 DataLoader batch입니다.
    .explanation = loader마다 workers x prefetch개의 batch를 준비해 두고, 넘겨줄 때 한두 개가 더 있습니다. rank마다 따로 있습니다. GPU 메모리나 NCCL 설정과는 무관합니다.
    .remedy = worker나 prefetch를 줄이면 비례해서 줄어듭니다. 더 작은 dtype(float32 대신 GPU에 올릴 때까지 uint8)도 마찬가지입니다.
loader-pipe-limited =
    .summary = loader { $name }은(는) batch당 텐서 { $storages }개를 알리며, batch { $fewest }~{ $most }개쯤에서 result pipe가 가득 찹니다.
    .explanation = pipe가 가득 차 있는 동안 이후 batch는 worker 자체 메모리에서 기다리므로 정상 상태 사용량은 표시된 값보다 작습니다. 상한은 그대로입니다. 늦은 batch를 기다리는 trainer가 pipe를 비우기 때문입니다.
    .remedy = padding이나 packing으로 batch당 텐서 수를 줄이면 로딩도 빨라집니다.
advice-to-ignore =
    .summary = 따르지 마십시오: NCCL_SHM_DISABLE=1, NCCL_P2P_DISABLE=1, ulimit, kernel.shmmax, ipcs, chmod 777, --shm-size=1000g.
    .explanation = 앞의 둘은 데이터 경로를 바꿔 속도를 떨어뜨립니다. ulimit과 kernel.shmmax(ipcs -lm에 보임)는 System V 메모리 등에 관한 것으로 /dev/shm과 무관합니다. chmod 777은 sticky bit를 지우고, 메모리보다 큰 크기는 아무것도 제한하지 못합니다.
loader-not-covered =
    .summary = loader { $name }: 수치가 모든 것을 포함하지는 않습니다: { $open }.
    .more = 다음도 포함되지 않습니다: { $open }.
    .explanation = 설명에서 볼 수 있는 만큼만 계산했습니다.
    .remedy = 빠진 것을 workload 파일(extras, max-bytes, epochs)에 지정하거나 한 번의 실행을 지켜보십시오.
epochs-not-stated =
    .has = /dev/shm은 { $have }입니다
    .recommended = 권장 크기는 { $size }입니다
    .summary = epoch 수가 지정되지 않아 1 epoch로 예측했습니다. 두 번째 epoch부터는 { $later }가 필요하며, { $than }.
    .explanation = 다음 epoch를 위해 다시 시작하는 worker는 프로세스가 이전 epoch의 마지막 batch를 아직 쥔 상태에서 fork되어 이를 계속 유지합니다. 이전 iterator의 semaphore도 남아 있을 수 있습니다.
    .remedy = epochs=를 지정하거나(1보다 크면 모두 같음) persistent_workers=True로 설정하십시오.
other-decides-at-run-time =
    .summary = { $name }은(는) /dev/shm을 { $least }에서 { $most } 사이로 사용하며 실행 시점에 정해집니다.
    .explanation = 산출식: { $formula } ({ $source }). 상한으로 계획합니다.
    .remedy = { $option }을(를) 지정하면 그에 따라 정해집니다.
rules-of-thumb =
    .size = { $size }는 { $against }
    .quarter = 메모리의 1/4({ $size }): { $against }
    .rule = { $size }({ $against })
    .too-small = { $short } 부족
    .far = 필요량의 { $times }배 이상
    .enough = 충분
    .times = 필요량의 { $times }배
    .summary = 경험칙: workers x prefetch x batch는 { $ahead }, workers x batch x 2.5는 { $two-and-a-half }. 흔히 권하는 크기: { $usual }.
    .explanation = 경험칙은 보유·전달 중인 batch, 페이지 단위, semaphore, NCCL을 빠뜨립니다. 페이지는 쓸 때 계산되므로 크기 자체는 비용이 없지만, 필요량을 훨씬 넘는 크기는 누수도 메모리 제한에 의한 종료도 막지 못합니다.
workers-worth =
    .summary = loader { $name }: workers=0이면 { $compared }.
    .explanation = worker가 없으면 두 step 사이에 batch를 만듭니다: { $batch } × { $sample } + { $step } = { $cycle }. worker { $workers }개는 GPU가 계산하는 동안 batch를 만듭니다: { $step }과 { $batch } × { $sample } / { $workers } = { $each } 중 큰 값입니다.
    .assuming = 추정치입니다. batch를 받는 시간은 빼고, worker마다 프로세서가 있으며, worker가 없으면 매 step마다 GPU를 기다린다고 가정합니다. 기다리지 않는 루프라면 batch 생성과 step이 겹쳐 손실이 더 작습니다.
    .fewer = GPU를 계속 바쁘게 하는 데는 worker { $enough }개면 충분합니다. { $workers }개는 더 빠르지 않으면서 /dev/shm만 더 씁니다.
    .more = GPU를 계속 바쁘게 하려면 worker { $enough }개가 필요합니다. { $workers }개로는 시간의 { $busy } %만 바쁩니다.
step-as-long = step 시간은 약 { $time }로 같습니다
step-longer = step 시간이 { $than }에서 약 { $time }로 { $slower } % 길어지고, GPU 가동률은 { $before } %에서 { $busy } %가 됩니다
job-spans-nodes =
    .summary = 이 job은 노드 { $nodes }개에 걸쳐 있습니다. 여기 수치는 가장 많이 필요한 노드의 것입니다{ $node }.
    .node = (노드 { $node })
    .explanation = 다른 노드에 닿는 rank에는 pool과, 다른 rank의 proxy가 보내는 데이터(PXN)용 파일이 더 있습니다. NCCL topology XML처럼 NIC 속도를 알면 여러 노드에 걸친 NCCL의 탐색을 그대로 따르고, 모르면 channel 수가 네트워크에 달려 있어 필요량이 범위로 나옵니다. 네트워크 플러그인이 쓰는 양은 포함되지 않습니다.
    .remedy = 실행 중인 job에서 보려면 노드 하나를 지켜보거나 로그와 비교하십시오.
collnet-not-followed =
    .summary = { $offered ->
        [yes] NCCL_COLLNET_ENABLE=1: 수치는 CollNet(SHARP)이 더하는 양의 상한과 하한입니다.
       *[other] NCCL_COLLNET_ENABLE=1: 수치는 CollNet(SHARP)이 있을 때와 없을 때를 모두 담은 범위입니다.
    }
    .explanation = { $offered ->
        [yes] 지정한 대로 플러그인이 CollNet을 제공합니다. 그 그래프는 알려진 정보로 정해지지 않으므로 범위로 답합니다. 위쪽은 chain과 head, 그 pool이 쓸 수 있는 전부와 절반 더 많은 channel까지, 아래쪽은 CollNet이 집합 통신을 맡고 남는 만큼입니다(src/init.cc collNetTrySetup). 그런 플러그인으로 실행한 비교 대상은 없었습니다.
       *[other] NCCL은 네트워크 플러그인이 제공할 때만 CollNet을 씁니다(src/init.cc collNetSupport). 플러그인이 없으면 이 설정은 아무 영향이 없습니다. 여기서는 플러그인이 보이지 않으므로 범위가 둘 다 담습니다. 위쪽은 chain과 head, 그 pool이 쓸 수 있는 전부와 절반 더 많은 channel까지, 아래쪽은 CollNet이 집합 통신을 맡고 남는 만큼입니다. 그런 플러그인으로 실행한 비교 대상은 없었습니다.
    }
    .remedy = { $offered ->
        [yes] 위쪽 값으로 계획하거나, 한 번의 실행이 /dev/shm에 남긴 양과 비교하십시오.
       *[other] 플러그인이 제공하는지 지정하거나(collnet=no 또는 collnet=yes), 플러그인이 없으면 NCCL_COLLNET_ENABLE을 해제하십시오.
    }
adapters-excluded =
    .summary = { $others ->
        [yes] { $settings } 때문에 NCCL은 다음 어댑터를 쓰지 않습니다: { $adapters }. 나머지는 씁니다.
       *[no] { $settings } 때문에 NCCL은 표시된 어댑터({ $adapters })를 하나도 쓰지 않고, 알려진 것이 없는 소켓을 씁니다.
    }
    .explanation = 어댑터 정보는 다른 실행의 것이거나 실행과 무관할 수 있습니다. NCCL은 이 설정에서 네트워크가 제공하는 어댑터를 씁니다(src/graph/topo.cc ncclTopoGetSystem, src/transport/net_ib.cc). 소켓을 알 수 없으면 channel 수는 범위로 나옵니다.
    .remedy = 이 설정으로 실행하면서 topology를 다시 기록하거나(NCCL_TOPO_DUMP_FILE) 설정을 빼십시오.
host-id-set =
    .summary = { $setting }이(가) 설정되어 있습니다. 모든 노드의 값이 같으면 NCCL은 한 호스트로 보고 "Duplicate GPU detected"로 멈춥니다.
    .explanation = 이 값이 있으면 NCCL은 hostname과 boot id 대신 이것으로 호스트를 구분합니다(src/misc/utils.cc getHostHash). 한 호스트에서 bus id가 같은 GPU를 두 rank가 쓰면 오류입니다(src/init.cc initTransportsRank). 수치는 값이 서로 다른 노드를 기준으로 합니다.
    .remedy = NCCL_HOSTID를 해제하거나 노드마다 다른 값을 주십시오.
net-devices-policy-not-compared =
    .summary = NCCL_NETDEVS_POLICY={ $policy }는 NCCL 소스에 적힌 대로 반영합니다. 비교할 실행 기록은 없었습니다.
    .explanation = ALL은 각 GPU가 가장 가까운 NIC을 모두, MAX:N은 최대 N개까지 쓰게 하고, AUTO는 똑같이 가까운 GPU들에 나눠 줍니다(src/graph/topo.cc ncclTopoGetLocalNet). 각 GPU에 가장 가까운 NIC이 하나뿐이면 ALL과 AUTO는 같습니다.
    .remedy = 한 번의 실행 로그와 비교하거나 설정을 빼십시오.
nvlink-domain-not-compared =
    .summary = 명시한 대로 NVLink가 노드들을 잇습니다(MNNVL). NCCL 소스를 따른 계산이며, 비교할 실제 실행은 없었습니다.
    .explanation = clusterUuid와 cliqueId가 같은 rank는 NCCL에게 하나의 노드입니다. tray 사이는 P2P이고, 그 사이에는 네트워크도 pool도 없으며 NVLS 파일도 만들지 않습니다(src/mnnvl.cc ncclMnnvlCheck, src/transport/nvls.cc).
    .remedy = 한 번의 실행 로그와 비교하십시오. "MNNVL 1 … cliqueSize N" 줄이 도메인 사용 여부와 rank 수를 알려 줍니다.
nvlink-domain-not-followed =
    .summary = 노드들이 하나의 NVLink 도메인(MNNVL)일 수 있으나 NIC으로 연결된 것으로 계산했습니다.
    .explanation = 모든 rank의 clusterUuid와 cliqueId가 같고 fabric이 동작하며 IMEX가 노드 간 메모리를 내보내면 NCCL은 이들을 한 노드로 봅니다. 네트워크 대신 P2P를 쓰고 pool이 없습니다(src/mnnvl.cc ncclMnnvlCheck). 그런 랙에서 실행한 비교 대상은 없었습니다.
    .remedy = 여기 예측대로 하려면 NCCL_MNNVL_ENABLE=0을 설정하거나, 한 번의 실행 로그와 비교하십시오. "MNNVL 1" 줄이 있으면 도메인을 쓰는 것입니다.
nccl-newer-than-known =
    .explanation = 그 이후의 변경은 예측에 없습니다. 대부분의 릴리스는 크기나 경로를 바꾸지 않습니다. 이번에 바뀌었는지는 한 번의 실행 로그로 verify가 알려 줍니다.
engine-not-counted =
    .summary = 계산에 포함되지 않음: { $what }.
    .remedy = 한 번의 실행을 지켜보고(shmfit watch), 최대값을 { $option }로 { $name } 이름을 붙여 지정하십시오.
engine-version-assumed =
    .summary = vLLM 버전이 지정되지 않아 알려진 최신 버전으로 계산했습니다.
    .explanation = 0.11.1 이전에는 ring이 절반보다 작고, 0.8.0 이전에는 group의 ring만 있습니다.
    .remedy = 이미지 태그가 있는 manifest를 분석하거나 workload 파일에 버전을 지정하십시오: others: [{ "{" }name: vllm, kind: vllm-ring, tensor-parallel: N, version: 0.9.1{ "}" }].
input-not-understood =
    .summary = 입력 { $open }곳을 그대로 해석할 수 없습니다. 첫 번째: { $message }
    .others = 나머지: { $others }.
    .explanation = 읽을 수 없는 것은 추측하지 않고 미정으로 둡니다.
    .remedy = 노드를 다시 캡처하거나, 해석할 수 있도록 파일을 보내 주십시오.
container-differs-from-host =
    .needs = 이 job은 /dev/shm이 호스트에서는 { $on-host }, 컨테이너에서는 { $inside } 필요합니다.
    .summary = job의 필요량은 호스트와 컨테이너에서 같지만, 다른 점이 있습니다.
    .explanation = 호스트와 컨테이너: { $differences }.
    .boot = boot id가 다릅니다. 두 캡처가 서로 다른 머신이거나 재시작 전후의 것입니다.
    .names = 여기의 rank와 host name이 다른 곳의 rank는 NCCL에게 서로 다른 노드입니다(NCCL_HOSTID로 바꿀 수 있음).
    .remedy-refused = 컨테이너를 --cap-add SYS_NICE로 시작하면 NCCL이 호스트에서처럼 드라이버에서 버퍼를 얻습니다. 아니면 공간을 주십시오.
    .remedy = 컨테이너 크기는 컨테이너의 수치로 정하십시오. 호스트에서의 테스트로 대신할 수 없습니다.
job-mixes-nodes =
    .summary = 이 job은 여러 종류의 노드를 섞어 씁니다: { $needs }. 이 보고서는 { $name } 기준입니다.
    .explanation = 종류마다 시스템이 다릅니다. 모든 rank는 어느 노드에서든 찾은 가장 적은 channel, 가장 낮은 대역폭, 가장 먼 경로를 따르므로(src/init.cc initTransportsRank) 같은 종류끼리일 때와 필요한 크기가 다릅니다. 다른 종류에 대한 정보에 선택지가 있으면 가장 흔한 값과 한 가지만 다른 값들을 계산해 여기서 가장 많이 필요한 것을 씁니다.
    .remedy = 노드 종류마다 /dev/shm 크기를 따로 정하거나 모두 가장 큰 값으로 하십시오.
sections-not-used =
    .more = ; 외 { $more }개
    .summary = 텍스트 중 답을 바꾸지 않는 부분이 있습니다: { $parts }{ $more }.
    .explanation = 인식했지만, NCCL의 동작이나 /dev/shm 크기를 결정하지 않는 내용입니다.
setting-not-taken =
    .summary = 텍스트에 설정 이름이 있지만 확실히 설정하지는 않습니다: { $quotes }{ $more }. 쓰지 않았습니다.
    .explanation = 문장이나 주석, 조건 안에 있거나, 값이 텍스트에 없습니다. 그 설정에 따라 답이 바뀔 수 있습니다.
    .remedy = 이 작업에 맞는 것을 지정하십시오: { $options }
failure-in-text =
    .summary = { $line }행이 실패를 알립니다: { $title } ({ $id }).{ $beside ->
        [explained] { " " }이 예측이 그 이유를 보여 줍니다.
        [contradicted] { " " }이 예측은 그 이유를 보여 주지 않습니다. 실패한 작업은 여기서 예측한 작업보다 더 많이 필요했습니다.
        [size-unknown] { " " }작업에 얼마나 있었는지는 텍스트에 없지만, 필요량보다 적었습니다.
        [undecided] { " " }/dev/shm 부족이 원인일 수 있지만, 이 예측에서는 그렇게 보이지 않습니다.
        [of-loader] { " " }DataLoader가 쓴 공간일 수 있으나 지정된 loader가 없습니다. 예측은 NCCL만을 다룹니다.
        [other-size] { " " }여기서 비교한 크기는 지정된 값입니다. 실패한 작업은 더 작았을 수 있습니다.
       *[apart] { "" }
    }{ $version }
    .version = { " " }이 메시지는 NCCL { $versions }의 것이고, 예측은 { $version } 기준입니다.
    .explanation = 표와 함께 붙여 넣은 것은 대개 바로 그 작업의 실패입니다. 그런데도 예측이 맞는다면 다른 작업입니다. 여러 노드, 다른 rank·설정·loader, 다른 NCCL이거나, /dev/shm에 남은 파일이 있었습니다.
    .remedy = 실패한 작업의 조건을 지정하세요: { $options }. 실패 자체는 shmfit explain이 읽습니다.
log-in-text-differs =
    .summary = 텍스트의 로그에서 방향을 구분한 GPU 쌍 { $pairs }개 중 { $differing }개가 예측과 다르게 연결되어 있습니다: { $from }→{ $to } { $observed } ({ $line }행), 예측은 { $forecast }.
    .explanation = 로그의 작업은 다른 NCCL이거나, 로그에 없는 설정이 있거나, 다른 GPU에서 실행되었거나, 표에 링크가 있어도 P2P가 되지 않는 곳이었습니다.
    .remedy = 같은 텍스트를 캡처와 --nccl-log로 주어 shmfit verify를 실행하세요. 로그를 설명하는 것을 찾습니다.
mentioned-not-used =
    .summary = 답에 필요한 값이 텍스트의 문장에 있지만, 문장은 사실로 읽지 않습니다: { $quotes }. 이 작업에도 맞다면: { $options }
    .explanation = 사람이 쓴 문장은 다른 장비나 이전 시도에 관한 것일 수 있습니다.
    .remedy = 이 작업에 맞는 것만 위의 옵션으로 지정하세요.
gpus-not-mapped =
    .summary = { $name }={ $setting }에 있는 GPU { $unmapped }개가 어느 것인지 주어진 정보로 알 수 없습니다: { $which }.
    .explanation = 대신 앞에서부터 다른 GPU를 썼습니다(모두 GPU { $taken }). 다른 GPU라면 연결이 다를 수 있습니다.
    .remedy = 대응 관계를 알려 주는 것을 추가하십시오: { $would-map }. { $option }로 직접 지정할 수도 있습니다.
gpus-not-in-table =
    .summary = NVIDIA_VISIBLE_DEVICES={ $setting }에 GPU { $named }개가 있는데, 표의 GPU { $gpus }개에 모두 들어 있지는 않습니다.
    .explanation = 표가 다른 곳의 것이거나, 다른 GPU를 받은 컨테이너의 것입니다. NVIDIA 런타임은 노드에 없는 GPU로는 컨테이너를 시작하지 않습니다.
    .remedy = 작업이 도는 노드의 표나, 작업 컨테이너 안에서 nvidia-smi가 출력한 것을 주십시오. { $option }로 GPU를 지정할 수도 있습니다.
pod-gpus-not-named =
    .summary = pod는 표의 GPU { $gpus }개 중 { $asked }개를 요청합니다(nvidia.com/gpu={ $asked }). 어느 GPU인지는 받은 자료에 없습니다.
    .explanation = 어느 GPU를 줄지는 device plugin이 정합니다. 처음 { $asked }개인 GPU { $taken }으로 계산합니다. 다른 GPU는 다르게 연결되어 있을 수 있습니다.
    .remedy = pod 안에서 표를 뽑거나, pod의 NVIDIA_VISIBLE_DEVICES를 더하거나, { $option }로 GPU를 지정하십시오.
slurm-gpus-not-named =
    .summary = 스케줄러는 작업에 노드의 GPU { $asked }개를 주는데 표에는 { $gpus }개가 있습니다{ $how ->
        [fewer] { "" }. 어느 GPU인지는 받은 자료에 없습니다.
       *[more] { "" }. 다른 노드이거나 GPU가 더 적은 작업의 표일 수 있습니다.
    }
    .explanation = 어느 GPU를 줄지는 스케줄러가 정해 CUDA_VISIBLE_DEVICES에 적습니다. GPU { $taken }으로 계산합니다. 다른 GPU는 다르게 연결되어 있을 수 있습니다.
    .remedy = 작업 안에서 표를 뽑거나(Slurm이면 srun nvidia-smi topo -m), 그 CUDA_VISIBLE_DEVICES를 더하거나, { $option }로 GPU를 지정하십시오.
ranks-not-on-node =
    .summary = { $at }에 따르면 { $where ->
        [node] 노드의 rank는 { $said }개인데, 여기서 아는 GPU는 { $gpus }개입니다.
       *[all] rank는 모두 { $said }개인데, 노드당 { $taken }개와 노드 { $nodes }개로는 맞지 않습니다.
    } 답은 { $taken }개에 대한 것입니다.
    .explanation = 표가 작업이 도는 노드의 것이 아니거나, 노드나 GPU 수가 다른 곳에 적힌 것과 다릅니다.
    .remedy = 작업이 도는 노드의 표를 주거나 { $ranks }, { $nodes }로 지정하십시오.
runtime-gives-no-gpu =
    .summary = NVIDIA_VISIBLE_DEVICES={ $setting }이면 NVIDIA 컨테이너 런타임이 GPU를 주지 않습니다. 그래도 표의 GPU { $gpus }개를 썼습니다.
    .explanation = 이때 컨테이너는 다른 길로만 GPU를 받습니다: docker의 --gpus, 또는 "void"를 스스로 적는 CDI(--device nvidia.com/gpu=…, CDI를 쓰는 device plugin). 아니면 어떤 rank도 돌 수 없습니다.
    .remedy = 컨테이너 안에서 nvidia-smi -L을 실행하십시오. GPU가 나오지 않으면 변수를 지우거나 작업의 GPU를 적으십시오.
visible-list-ends =
    .summary = CUDA는 { $name }={ $setting }을 "{ $ended }"에서 끊습니다. GPU { $gpus }개 중 그런 것이 없습니다.
    .explanation = CUDA는 모르는 첫 항목 앞까지의 GPU만 보여 주고 그 뒤는 보여 주지 않습니다.
    .remedy = 실제로 있는 GPU를 적으십시오.
mig-instance-visible =
    .summary = { $name }에 MIG 인스턴스가 있습니다. 여기서는 각각을 그것이 속한 GPU로 봅니다.
    .explanation = 한 프로세스는 MIG 인스턴스 하나만 보며, MIG 인스턴스끼리는 직접 통신할 수 없습니다.
cuda-order-unknown =
    .summary = { $name }={ $visible }은 빠른 것부터 세는 CUDA 순서이며, 이 GPU들은 모두 같은 제품이 아닙니다.
    .explanation = nvidia-smi와 그 표는 bus id 순으로 셉니다. 번호는 nvidia-smi 기준으로 해석했습니다.
    .remedy = job에 CUDA_DEVICE_ORDER=PCI_BUS_ID를 설정하거나 GPU를 UUID로 지정하십시오. deviceQuery나 p2pBandwidthLatencyTest의 목록에서 CUDA 순서를 볼 수 있습니다.
no-gpus =
    .summary = 여기에는 GPU가 없어 NCCL이 연결할 것이 없습니다.
    .explanation = nvidia-smi도, PCI 장치 중 NVIDIA GPU도 찾지 못했습니다.
    .remedy = job이 GPU를 쓴다면 GPU가 있는 곳, 즉 그 컨테이너 안에서 실행하십시오.
gpus-not-known =
    .summary = GPU를 알 수 없어 NCCL의 /dev/shm 필요량도 알 수 없습니다: { $why }.
    .explanation = loader, 제한, /dev/shm 상태는 그대로 평가합니다.
    .remedy = 빠진 것을 고치거나 채우십시오. { $dump }와 { $table }로 파일에서 읽을 수 있습니다.
sources-disagree =
    .summary = { $what }에 대해 두 출처가 다릅니다. { $at }: { $counted }, { $other-at }: { $other }.
    .explanation = 답은 { $counted } 기준입니다. 모아 놓은 텍스트가 호스트와 컨테이너, 두 머신, 또는 변경 전후의 것일 수 있습니다.
    .remedy = job이 실행되는 컨테이너의 텍스트를 같은 시점의 것으로 주십시오.
fit =
    .any-epochs = { $fits }(epoch 수와 무관)
    .room = loader에 rank당 { $room } 사용 가능(rank { $ranks }개)
    .widest = { $start }. batch={ $batch }(batch당 { $bytes })에서 workers={ $workers },prefetch={ $prefetch }까지 들어가며 최대 batch { $batches }개
    .nothing = { $start }. workers=0이면 loader는 아무것도 필요하지 않음
    .none = { $start }. batch={ $batch }에서는 workers=1,prefetch=1도 { $need } 필요
    .batch = { $most }; workers={ $workers },prefetch={ $prefetch }이면 batch { $batch }까지 가능
p2p-status-virtual = 드라이버가 이 가상 머신의 에뮬레이션된 칩셋을 알지 못합니다.
p2p-status-cns = 드라이버가 이 칩셋을 넘는 P2P를 허용하지 않습니다.
p2p-status-gns = 이 GPU들은 P2P를 지원하지 않습니다.
p2p-status-tns = 드라이버가 이 경로의 P2P를 허용하지 않습니다.
p2p-status-ns = 이 GPU들은 P2P를 지원하지 않습니다. GeForce와 일부 추론용 카드에서는 정상입니다.
p2p-status-dr = 드라이버의 레지스트리 키가 P2P를 끕니다.
p2p-status-u = 드라이버가 알지 못합니다.
p2p-status-ok = P2P가 가능합니다.
sys-nice = Docker는 --cap-add SYS_NICE를 줄 때만 SYS_NICE를 허용합니다.
matrix =
    .summary = 표의 모순: { $message }.
    .several = 표의 모순: { $message }(같은 종류 { $more }건 더 있음).
    .gpus-missing = nvidia-smi는 GPU를 빈 번호 없이 셉니다. GPU가 버스에서 빠졌거나 텍스트가 잘렸습니다. 빠진 GPU의 링크와 rank는 예측에 없습니다.
    .cells-undetermined = 그 부분의 텍스트가 잘렸거나 손상되었습니다. 읽을 수 없는 것은 추측하지 않고 미정으로 두므로, 수치는 해당 pair가 필요로 할 수 있는 최대값입니다.
    .asymmetric = 드라이버는 pair에 대해 답하며 그 답에는 방향이 없습니다. 두 답이 다르면 고장이거나 편집된 텍스트입니다.
    .explanation = 정상 머신의 행렬은 대칭이고 PCIe 링크는 트리를 이룹니다. 이 표는 그렇지 않습니다. 해당 pair는 미정으로 두거나, 어느 정보를 따랐는지 메시지에 표시합니다.
    .remedy-missing = dmesg에서 "fallen off the bus"를 찾고 노드를 다시 캡처하십시오.
    .remedy = 노드를 다시 캡처하십시오(nvidia-smi topo -m, topo -p2p r, topo -p2p w). 표가 그대로면 노드 운영자에게 알리십시오.
setting =
    .unknown = NCCL은 모르는 변수를 아무 말 없이 무시하므로 예측도 무시합니다.
    .of-others = 여기 예측에는 영향이 없습니다.
    .ignored = 예측은 적힌 값이 아니라 NCCL이 받아들이는 값을 따릅니다.
    .refused = communicator 생성이 ncclInvalidUsage로 끝납니다.
setting-of-other-version =
    .summary = NCCL { $version }은 { $name }을 읽지 않습니다. 이 변수는 { $versions }에 있습니다.
setting-reader =
    .summary = { $name }은 NCCL의 변수가 아닙니다. { $reader }이(가) 읽거나 설정합니다.
setting-misspelt =
    .summary = { $name }을 읽는 NCCL 버전은 없습니다. { $near }을 쓰려던 것입니까?
    .remedy = { $name } 대신 { $near }을 쓰거나 빼십시오.
setting-nobody =
    .summary = { $name }을 읽는 NCCL 버전은 없습니다.
    .remedy = 플러그인이나 다른 라이브러리가 읽지 않는다면 { $name }을 빼십시오.
setting-not-understood =
    .summary = { $name }을 해석할 수 없습니다. NCCL의 동작: { $otherwise }.
    .remedy = { $name }은 다음과 같이 쓰십시오: { $remedy }.
setting-empty =
    .summary = { $name }이 비어 있어 NCCL은 기본값을 씁니다.
    .remedy = { $name }에 숫자를 주거나 빼십시오.
setting-too-long =
    .summary = { $name }은 64비트에 들어가지 않아 NCCL은 기본값을 씁니다.
    .remedy = { $name }에 더 작은 수를 쓰십시오.
setting-read-as =
    .summary = { $name }은 { $read }로 읽힙니다.
    .remedy = { $name }은 단위 없는 정수로 쓰십시오. 10진수, 또는 0x로 시작하는 16진수입니다.
setting-changed =
    .summary = { $name }은 그대로 쓰이지 않습니다. NCCL의 동작: { $otherwise }.
setting-algorithm-fails = { $setting } 때문에 NCCL이 실패합니다: { $why }.
setting-algorithm-passes = { $setting }: NCCL이 일부를 무시합니다: { $why }.
setting-algorithm =
    .remedy = { $name }을 다음과 같이 쓰십시오: { $as }.
