# 설명: 발견 항목, 로그가 보여 주는 원인, NCCL의 규칙. ID는 번역하지 않습니다.

shm-too-small = /dev/shm이 작업에 비해 너무 작습니다
    .because = 따로 지정하지 않으면 컨테이너의 /dev/shm은 64 MiB입니다. NCCL의 연결과 풀, worker에서 넘어오는 DataLoader 배치가 모두 그 안의 파일입니다. tmpfs가 가득 차면 쓰기는 bus error로, 할당은 "No space left on device"로 끝납니다.
    .fix = 작업에 필요한 만큼 /dev/shm을 주십시오. shmfit analyze가 노드와 작업 부하로 크기를 계산합니다. 실행 중인 컨테이너의 크기는 바뀌지 않으므로 다시 만들어야 합니다.
ray-store-exceeds-shm = Ray의 object store가 /dev/shm에 들어가지 않습니다
    .because = Ray는 머신 메모리의 약 30 %를 object store로 잡아 /dev/shm에 둡니다. /dev/shm이 그보다 작으면 /tmp의 디스크를 쓰거나, store를 줄이거나, 시작을 거부합니다. Ray가 차지한 만큼 NCCL과 DataLoader가 쓸 공간이 줄어듭니다.
    .fix = /dev/shm을 store와 나머지 작업을 합한 크기로 하거나, --object-store-memory로 store의 크기를 정하십시오.
vllm-ring-exceeds-shm = vLLM의 ring buffer가 /dev/shm에 들어가지 않습니다
    .because = 텐서 병렬에서 vLLM은 /dev/shm에 하나당 최대 240 MiB인 ring buffer를 만듭니다. 페이지는 사용할 때에야 할당되므로, 서버가 시작된 뒤 부하가 걸릴 때 죽을 수 있습니다. 2026년부터는 먼저 공간을 확인합니다.
    .fix = ring만큼 /dev/shm을 키우거나(worker용 하나, worker의 응답용 하나씩) VLLM_MQ_MAX_CHUNK_BYTES_MB로 ring을 줄이십시오.
triton-stub-exceeds-shm = Triton의 Python 백엔드가 /dev/shm에 들어가지 않습니다
    .because = Python 모델의 인스턴스마다 시작할 때 /dev/shm에 영역을 하나 잡고(1 MiB, 예전에는 64 MiB) 동작하면서 늘립니다.
    .fix = 영역 크기에 인스턴스 수를 곱하고 요청이 쓰는 만큼을 더해 /dev/shm 크기로 설정하십시오. --backend-config=python,shm-default-byte-size는 처음 영역을 줄입니다.
mpi-segment-exceeds-shm = MPI의 공유 메모리가 /dev/shm에 들어가지 않습니다
    .because = Open MPI는 노드의 프로세스마다 약 4 MiB 파일(vader_segment, sm_segment)을 /dev/shm에 만듭니다. UCX의 posix transport도 같습니다.
    .fix = 노드의 프로세스당 4 MiB 이상씩 /dev/shm을 키우십시오. 강제 종료된 작업이 남긴 vader_segment 파일은 지워도 됩니다.
shm-filling-up = 작업이 도는 동안 /dev/shm이 차오릅니다
    .because = epoch마다 늘어나는 것은 남겨진 파일입니다. 이름 있는 파일로 공유한 텐서(공유 방식 file_system), 공유 텐서를 붙잡고 있는 리스트, 일부러 공유 메모리에 캐시한 데이터셋이 그렇습니다.
    .fix = ls -l /dev/shm(또는 shmfit watch)으로 누구의 파일인지 확인하십시오. file_system 방식 대신 ulimit -n을 올리고, 보관할 것은 공유 메모리 밖으로 복사하십시오.
shm-leftovers = 죽은 프로세스의 파일이 /dev/shm을 차지하고 있습니다
    .because = 강제 종료된 프로세스는 세그먼트를 남깁니다. 호스트나 컨테이너만 재시작되는 pod에서는 그대로 남아 다음 실행의 공간을 줄입니다.
    .fix = 작업이 없을 때 지우십시오. 엔트리포인트나 Slurm epilog가 알맞은 곳입니다. fuser -v FILE 또는 lsof /dev/shm으로 아직 매핑한 프로세스가 있는지 볼 수 있습니다.
emptydir-evicted = pod가 축출되었습니다: 메모리 볼륨이 sizeLimit를 넘었습니다
    .because = kubelet이 tmpfs를 sizeLimit 크기로 만들지 않으면, 가끔 사용량을 확인해 넘은 pod를 축출합니다. 쓰기 오류는 나지 않습니다.
    .fix = sizeLimit는 작업에 필요한 만큼, 컨테이너의 메모리 한도는 프로세스에 필요한 만큼에 그것을 더해 설정하십시오.
container-default-shm = /dev/shm이 컨테이너 기본값인 64 MiB입니다
    .because = 아무도 크기를 지정하지 않으면 docker, podman, containerd는 64 MiB tmpfs를 마운트합니다.
    .fix = shmfit analyze가 이 작업에 대해 알려 주는 크기로 설정하십시오.
no-space-unnamed = 어느 장치인지 밝히지 않은 No space left on device입니다
    .because = 디스크가 가득 찬 경우, /dev/shm이 가득 찬 경우, inode가 떨어진 경우의 오류가 모두 같습니다. 컨테이너에서 프로세스를 띄우는 코드라면 대부분 /dev/shm입니다.
    .fix = 바로 그 컨테이너에서 df -h /dev/shm /tmp . 와 df -i /dev/shm으로 확인하고, 가득 찬 것을 늘리십시오.
disk-full = 가득 찬 것은 /dev/shm이 아니라 디스크입니다
    .because = 메시지에 나온 파일은 /dev/shm에 있지 않습니다.
    .fix = 그 파일 시스템을 비우거나 다른 곳에 쓰십시오: TMPDIR, 캐시 또는 체크포인트 디렉터리.
nofile-too-small = 열 수 있는 파일 수 한도에 도달했습니다
    .because = 프로세스 사이를 오가는 텐서마다, 그리고 {$version}부터는 NCCL의 세그먼트마다 파일 디스크립터를 하나씩 씁니다. 한도(ulimit -n, 흔히 1024)에 이르면 다음 것을 열 수 없습니다. 오래된 프로그램은 공유 메모리 객체를 열 수 없었다고만 말합니다.
    .fix = 한도를 올리십시오: ulimit -n 65536 (docker run --ulimit nofile=65536:65536). loader가 준 텐서를 복사하지 않은 채 리스트에 모아 두지 마십시오.
memlock-too-small = 고정(lock) 메모리 한도에 도달했습니다
    .because = RDMA나 GPU용으로 메모리를 등록하면 그 메모리가 고정되는데, 한도(ulimit -l)가 너무 작습니다. 컨테이너에서는 올리지 않으면 64 KiB 또는 8 MiB입니다.
    .fix = docker run --ulimit memlock=-1:-1. Kubernetes에는 해당 필드가 없으므로 containerd에 LimitMEMLOCK=infinity를 설정하십시오. 호스트에서는 /etc/security/limits.conf를 고치고 다시 로그인하십시오.
mappings-too-many = 프로세스의 매핑이 너무 많습니다
    .because = 공유 텐서 하나가 매핑 하나이고, 프로세스는 매핑을 65530개(vm.max_map_count)까지 가질 수 있습니다. 파일 이름 끝의 숫자는 그 프로세스가 지금까지 만든 개수입니다.
    .fix = sysctl vm.max_map_count=262144, 또는 공유 텐서 수를 줄이십시오: 작은 텐서를 배열 하나로 묶습니다.
killed-for-memory = 메모리 때문에 커널이 프로세스를 종료했습니다
    .because = 컨테이너 또는 작업의 메모리 한도에 도달했습니다. /dev/shm에 쓴 것은 쓴 프로세스의 한도에 포함되므로, /dev/shm만 키우면 오히려 더 잘 일어납니다.
    .fix = 메모리 한도를 프로세스에 필요한 만큼에 작업이 /dev/shm에 두는 만큼을 더해 올리거나, worker 수, prefetch, 배치 크기를 줄이십시오.
memory-refused = /dev/shm에 공간이 있는데도 시스템이 메모리를 내주지 않습니다
    .because = /dev/shm의 페이지도 메모리입니다. 엄격한 메모리 한도나 vm.overcommit_memory=2는 tmpfs가 차기 전에 매핑이나 할당을 거부합니다.
    .fix = 메모리 한도를 올리거나, 노드의 worker 또는 rank 수를 줄이십시오.
allocation-interrupted = 시그널이 할당을 중단시켰습니다
    .because = 시그널이 오면 할당이 중단되고, {$version} 전의 NCCL은 다시 시도하지 않습니다. 시그널(SIGPROF, SIGALRM)을 보내는 것은 대개 프로파일러나 타이머입니다.
    .fix = communicator를 만드는 동안 프로파일러나 타이머를 끄거나, NCCL {$version} 이상을 쓰십시오.
gpu-memory-full = GPU 메모리가 가득 찼습니다
    .because = VRAM, 머신의 메모리, /dev/shm은 서로 다른 것이며, 이것은 VRAM입니다.
    .fix = 배치, 모델 또는 정밀도를 줄이거나 gradient checkpointing을 쓰십시오.
segments-deleted = 사용 중인 /dev/shm의 세그먼트가 삭제됩니다
    .because = RemoveIPC=yes인 systemd-logind는 사용자의 마지막 세션이 끝날 때 그 사용자의 세그먼트를 삭제합니다. 작업이 돌고 있어도 그렇습니다(시스템 계정 제외). 정리 스크립트나, /dev/shm을 공유하다가 끝나는 컨테이너도 마찬가지입니다.
    .fix = /etc/systemd/logind.conf에 RemoveIPC=no, 또는 loginctl enable-linger USER.
shm-not-permitted = 프로세스가 /dev/shm에 쓸 수 없습니다
    .because = /dev/shm이 mode 1777의 tmpfs가 아니거나, 읽기 전용으로 마운트되었거나, 보안 정책이 막고 있습니다. 같은 이름의 파일이 다른 사용자의 것일 수도 있습니다.
    .fix = mount -t tmpfs -o rw,nosuid,nodev,mode=1777 tmpfs /dev/shm; ls -ld /dev/shm이 drwxrwxrwt를 보여야 합니다.
shm-attach-disagreement = 세그먼트가 어디에 있는지 rank끼리 어긋납니다
    .because = 한 rank는 드라이버를 통한 호스트 메모리를, 다른 rank는 /dev/shm을 쓰면서 드라이버의 핸들을 파일 이름으로 읽습니다. 그래서 이상한 문자로 된 이름이나 0 또는 말이 안 되는 크기가 나옵니다. 드라이버가 일부 NUMA node에서만 할당할 수 있을 때 일어납니다.
    .fix = 모든 rank에 NCCL_CUMEM_HOST_ENABLE=0(이때 /dev/shm이 충분히 커야 합니다), 또는 모든 NUMA node에 메모리를 두십시오.
shm-attach-failed = 다른 rank가 만든 세그먼트가 없습니다
    .because = 연결하려는 rank가 파일을 찾지 못합니다. 두 rank가 같은 /dev/shm을 보지 않거나(컨테이너 두 개), 그 사이에 파일이 삭제되었거나(RemoveIPC, 정리 스크립트), 만든 rank가 죽었습니다.
    .fix = 다른 rank의 첫 오류를 보십시오. 한 노드의 모든 rank에 /dev/shm 하나, 그리고 RemoveIPC=no.
bus-error-not-shm = /dev/shm에 공간이 있는데 bus error가 났습니다
    .because = bus error는 매핑된 페이지를 얻지 못했다는 뜻입니다. /dev/shm에 공간이 있다면 다른 곳의 매핑된 파일입니다: 고장 났거나 원격인 볼륨의 데이터셋, 또는 매핑 중에 잘린 파일.
    .fix = dmesg에서 I/O 오류를 확인하십시오. 데이터셋을 한 번 전부 읽어 보거나, 로컬 디스크로 복사하거나, 인덱스를 다시 만드십시오.
mapped-file-fails = 매핑된 데이터셋이나 디스크를 읽을 수 없습니다
    .because = 볼륨이 오류를 보고하거나, 매핑된 파일이 인덱스에 적힌 것보다 짧습니다. 그런 페이지를 읽으면 /dev/shm이 가득 찼을 때처럼 bus error가 납니다.
    .fix = 볼륨을 점검하고(dmesg, 스토리지 자체 도구) 데이터를 정상 디스크로 복사하십시오.
mpi-session-directory = MPI의 세션 디렉터리가 가득 찼거나 쓸 수 없습니다
    .because = Open MPI는 그렇게 지정되었거나 /dev/shm을 쓸 수 없으면 backing file을 /dev/shm이 아니라 세션 디렉터리(TMPDIR 아래, 보통 /tmp)에 둡니다.
    .fix = TMPDIR에 공간과 권한을 주거나 TMPDIR을 다른 곳으로 하십시오. 메시지에 나온 디렉터리를 df -h와 ls -ld로 확인하십시오.
sysv-not-posix = 거부된 것은 /dev/shm이 아니라 System V 세그먼트입니다
    .because = 프로그램이 System V 세그먼트(shmget)를 요청했습니다. 여기에는 별도의 한도(ipcs -lm: 세그먼트 수, kernel.shmmax, kernel.shmall)가 있고, /dev/shm과는 관계가 없습니다.
    .fix = sysctl kernel.shmmni와 kernel.shmall; UCX라면 sysv를 뺀 UCX_TLS. 오래된 세그먼트: ipcs -m, ipcrm.
shm-size-malformed = /dev/shm 크기의 표기가 잘못되었습니다
    .because = Docker는 64m, 2g(1024의 거듭제곱)를, Kubernetes는 2Gi를 받습니다. 단위가 없으면 바이트입니다.
shm-size-and-ipc-host = --shm-size와 --ipc=host를 함께 지정했습니다
    .because = --ipc=host이면 컨테이너는 호스트의 /dev/shm을 쓰므로 컨테이너 옵션으로 크기를 정할 수 없습니다. podman은 거부하고 docker는 크기를 무시합니다.
    .fix = 둘 중 하나만 지정하십시오.
bus-error = bus error: 매핑된 페이지를 얻지 못했습니다
    .because = 커널이 매핑된 파일의 페이지를 내주지 못했습니다: /dev/shm이 가득 찼거나, 매핑된 파일이 가득 찼거나 고장 난 디스크에 있거나 잘렸거나, 라이브러리가 잘려 있습니다. 어느 파일인지는 텍스트에 없습니다.
    .fix = 실패 직후의 df -h와 df -h /dev/shm, I/O 오류를 볼 dmesg, 그리고 스택(core에 대한 gdb의 bt, python -X faulthandler): 가장 안쪽 프레임이 페이지를 쓴 쪽을 알려 줍니다.
library-truncated = 디스크의 공유 라이브러리가 잘려 있습니다
    .because = 동적 로더가 라이브러리를 매핑하다 죽었습니다. 파일이 헤더에 적힌 것보다 짧습니다. 디스크가 모자란 상태에서 다운로드, 복사, 이미지 레이어를 만들면 이렇게 됩니다.
    .fix = 디스크 공간을 확보하고 라이브러리를 다시 설치하십시오. 크기나 체크섬을 패키지의 것과 비교하십시오.
memory-hardware = 머신의 메모리에 고장이 있습니다
    .because = 메모리 페이지에서 정정할 수 없는 오류가 발견되었습니다. 커널은 그 페이지를 빼고, 매핑한 프로세스에 SIGBUS를 보냅니다. /dev/shm이 가득 찼을 때와 같은 시그널입니다.
    .fix = 노드를 서비스에서 빼고 메모리 모듈을 검사하거나 교체하십시오. dmesg, edac-util, rasdaemon이 어느 모듈인지 알려 줍니다.
mapped-file-disk-full = 매핑된 파일이 가득 찬 디스크에 있습니다
    .because = 매핑을 통해 쓰는 프로그램은, 파일이 있는 파일 시스템에 블록이 남지 않으면 오류 메시지가 아니라 bus error를 받습니다.
    .fix = 그 파일 시스템을 비우거나 파일을 다른 곳에 두고 다시 실행하십시오.
process-crashed = 프로세스가 자체 결함으로 죽었습니다
    .because = 이 시그널은 잘못된 접근, 실패한 검사, 머신에 없는 명령어를 뜻합니다. /dev/shm이 가득 차면 이 시그널이 아니라 bus error나 오류 메시지로 끝납니다.
    .fix = 그 위의 첫 오류, 또는 스택: core에 대한 gdb의 bt, python -X faulthandler.
segment-left-behind = 이전 실행의 세그먼트가 걸려 있습니다
    .because = 프로그램은 정해진 이름으로 세그먼트를 만들고, 이미 있으면 거부합니다. 강제 종료된 실행이 남겼거나, 같은 프로그램이 또 돌고 있습니다.
    .fix = {$stale-files}로 누구의 파일인지 볼 수 있습니다. 열고 있는 프로세스가 없으면 지우십시오: {$remove-stale-files}, 또는 그 파일 하나만 rm.
shm-full-or-leftovers = /dev/shm에 공간이 없거나, 죽은 프로세스가 남긴 파일로 차 있습니다
    .because = 프로그램이 세그먼트를 만들지 못했고 이유를 말하지 않습니다. 강제 종료된 실행의 파일은 /dev/shm에 남아 다음 실행의 공간을 차지합니다.
    .fix = ls -l /dev/shm과 df -h /dev/shm. 아무 프로세스도 열고 있지 않은 것을 지우십시오({$stale-files}, {$remove-stale-files}). 살아 있는 파일로 가득 찬 경우에만 키우십시오.
shm-tenant = 실행 중인 프로그램이 /dev/shm에 데이터를 두고 있습니다
    .because = expert load balancer, object store, KV 캐시, 스트리밍 데이터셋은 도는 동안 가중치나 데이터를 그곳에 둡니다. 누수도 찌꺼기도 아닙니다. 그 프로그램과 작업 모두의 공간이 있어야 합니다.
    .fix = 그 프로그램의 크기를 필요량에 더하거나({$other-tenant}) 프로그램 자체의 한도를 줄이십시오.
semaphores-missing = 시스템에 POSIX 세마포어가 없습니다
    .because = sem_open이 없거나 허용되지 않습니다: 샌드박스, 서버리스 함수, 또는 sem_open이 없는 libc. 그래서 Python multiprocessing의 lock을 만들 수 없습니다.
    .fix = /dev/shm이 마운트되고 sem_open이 되는 곳에서 실행하거나, 프로세스 대신 스레드를 쓰십시오(multiprocessing.dummy, num_workers=0).
segment-size-wrong = 세그먼트의 크기가 잘못되었습니다
    .because = 인자 때문에 호출이 거부되었습니다: 크기가 0이거나 음수이거나 페이지의 배수가 아니거나, 파일이 봉인(seal)되었거나 매핑할 것보다 짧습니다.
    .fix = 프로그램이 계산한 크기를 찾으십시오. 대개 shape가 0이거나 오버플로입니다.
threads-limit = 스레드 또는 프로세스 수 한도에 도달했습니다
    .because = 스레드나 프로세스를 시작할 수 없었습니다. 한도는 컨테이너 cgroup의 것(pids.max), 사용자의 것(ulimit -u), 커널의 것(threads-max) 중 하나입니다. 스택 메모리 부족은 드문 이유입니다.
    .fix = docker run --pids-limit=-1, kubelet의 podPidsLimit, systemd의 TasksMax; 또는 스레드를 줄이십시오: OMP_NUM_THREADS, worker 수.
threads-forbidden = 스레드를 시작할 수 없도록 막혀 있습니다
    .because = 공간이 아니라 권한이 없어 새 스레드가 거부됩니다. 컨테이너 런타임의 seccomp 프로파일이 이미지보다 오래되어 clone3 호출을 모릅니다.
    .fix = 호스트의 Docker(20.10.10 이상), containerd, libseccomp를 업데이트하십시오. 확인하려면 docker run --security-opt seccomp=unconfined.
cuda-failed-first = CUDA 호출이 먼저 실패했습니다
    .because = NCCL이 세그먼트를 언급하는 것은 그에 대한 CUDA 호출이 실패했기 때문입니다. 파일을 만드는 것이 아니라 호스트 메모리를 등록하거나 할당하는 호출입니다.
    .fix = 메시지 위의 CUDA 오류를 찾아보십시오. NCCL_CUMEM_HOST_ENABLE=0으로 드라이버를 통한 호스트 메모리 탓인지 알 수 있습니다.
nvls-slots-used-up = NVSwitch에 multicast 슬롯이 남아 있지 않습니다
    .because = NVLink SHARP는 communicator마다 NVSwitch의 multicast 그룹을 하나씩 쓰는데, 수가 적습니다. 죽은 프로세스나 많은 communicator가 다 써 버렸습니다.
    .fix = 필요 없는 그룹에는 NCCL_NVLS_ENABLE=0; 노드의 다른 작업을 끝내고, fabric manager를 재시작하십시오.
custom-all-reduce-off = 엔진 자체의 all-reduce가 꺼져 있습니다
    .because = 모든 GPU 사이에 P2P가 필요하며, 없으면 쓰지 않습니다. NCCL이 공유 메모리를 통해 대신합니다. 실패가 아닙니다.
    .fix = 할 일이 없습니다. --disable-custom-all-reduce로 메시지를 없앨 수 있습니다.
cuda-error = CUDA 또는 GPU가 실패했습니다
    .because = 999(unknown error)는 대개 드라이버와 커널 모듈이 맞지 않거나 장치 파일이 없다는 뜻입니다. 719는 프로그램의 커널이 GPU에서 죽은 것, 700과 717은 잘못된 주소입니다.
    .fix = dmesg의 Xid 메시지, nvidia-smi; CUDA_LAUNCH_BLOCKING=1로 어느 커널인지 알 수 있습니다.
loader-timeout = DataLoader worker가 제때 데이터를 주지 않았습니다
    .because = timeout=이 설정되어 있고 배치가 오지 않았습니다. 데이터가 느리거나 worker가 멈춰 있습니다. torch 2.10부터는 /dev/shm이 가득 찬 worker가 숫자와 리스트를 하나씩 보내다가 멈춥니다.
    .fix = 멈춘 동안 df -h /dev/shm, worker에 py-spy dump. 가득 찼으면 크기를 정하고(shmfit analyze), 아니면 읽기를 빠르게 하거나 timeout을 늘리십시오.
confidential-guest = 기밀(confidential) 게스트에는 P2P가 없습니다
    .because = 기밀 가상 머신(TDX, SEV-SNP)에서 GPU는 보호 모드로 동작합니다. 링크와 호스트 메모리가 암호화되고, P2P와 일부 호스트 매핑이 거부됩니다.
    .fix = {$fact} p2p=none으로 계획하고, NCCL_CUMEM_ENABLE=0 또는 이 모드를 지원하는 드라이버를 쓰십시오.
nvlink-p2p-disabled = NVLink로 연결된 GPU 사이의 P2P가 꺼져 있습니다
    .because = 이런 쌍에서 NCCL은 다른 방식으로 물러서지 않습니다. OK가 아닌 P2P 상태는 오류입니다. 링크, fabric manager 또는 드라이버에 문제가 있습니다.
    .fix = 노드를 서비스에서 빼십시오. nvidia-smi nvlink -s, fabric manager의 로그, GPU reset.
fabric-not-ready = NVSwitch의 fabric manager가 실행 중이 아닙니다
    .because = fabric manager가 내려가 있거나 드라이버와 버전이 다르면 CUDA는 시스템이 아직 초기화되지 않았다고(802) 보고합니다.
    .fix = systemctl status nvidia-fabricmanager; 드라이버와 같은 버전으로 맞추고 시작하십시오.
mnnvl-not-working = 노드들이 하나의 NVLink 도메인에 있지만 IMEX가 메모리 공유를 허용하지 않습니다
    .because = NCCL은 한 도메인의 노드들을 하나로 보고 메모리를 서로 내보내며, IMEX가 거부하면 멈춥니다.
    .fix = 각 노드에서 systemctl status nvidia-imex와 /dev/nvidia-caps-imex-channels의 채널을 확인하십시오. 그때까지 NCCL_MNNVL_ENABLE=0이면 도메인을 쓰지 않습니다.
pxn-level-crashes = NCCL_P2P_PXN_LEVEL=1이면 NCCL이 init 중에 죽습니다
    .because = 2.21.5부터 NCCL은 NIC를 담을 자리 없이 대신 보낼 랭크를 묻고, 레벨 1의 분기가 그 자리를 읽습니다. 첫 연산에서 연결하는 버전은 NCCL_RUNTIME_CONNECT=0이 아니면 묻지 않습니다.
    .fix = NCCL_P2P_PXN_LEVEL을 지우세요: 기본값은 2입니다. NCCL_PXN_DISABLE=1도 이 분기를 피합니다.
gpu-given-twice = 두 rank가 같은 GPU를 씁니다
    .because = NCCL은 같은 GPU가 두 번 나오는 communicator를 거부합니다. rank마다 장치를 정하지 않았거나 rank가 GPU보다 많습니다. 한 GPU의 MIG 조각들은 하나로 칩니다.
    .fix = 첫 collective 전에 torch.cuda.set_device(local_rank); rank 수는 GPU 수만큼.
cumem-host-refused = 드라이버를 통한 호스트 메모리가 실패했습니다
    .because = {$version}부터 NCCL은 가능하면 드라이버를 통해 호스트 메모리를 공유합니다. 여기에는 NUMA 호출(CAP_SYS_NICE)이 필요하고, 드라이버 13.0 전에는 GPU 사이의 P2P도 필요합니다.
    .fix = 모든 rank에 NCCL_CUMEM_HOST_ENABLE=0과 충분한 /dev/shm, 또는 더 새로운 드라이버.
cumem-host-fallback = NCCL이 드라이버의 호스트 메모리 대신 /dev/shm을 씁니다
    .because = 컨테이너에 CAP_SYS_NICE가 없거나 NUMA 호출이 막혀 있습니다. 이런 컨테이너 밖에서는 같은 작업에 /dev/shm이 전혀 필요 없을 수 있지만, 여기서는 필요합니다.
    .fix = 그에 맞게 /dev/shm 크기를 정하거나, docker run --cap-add SYS_NICE.
nvml-p2p-disabled = NVML이 이 GPU들 사이의 P2P가 OK가 아니라고 합니다
    .because = 많은 PCIe 카드 모델에서 정상입니다. NCCL은 이런 쌍을 공유 메모리로 연결하며, 그것은 동작하고 /dev/shm 공간을 씁니다.
    .fix = 고칠 것은 없습니다. /dev/shm 크기만 정하십시오.
cuda-peer-access-no = CUDA가 이 GPU들은 서로 접근할 수 없다고 합니다
    .because = cudaDeviceCanAccessPeer는 P2P 전의 마지막 질문입니다. NCCL은 이 쌍에 공유 메모리를 씁니다.
    .fix = 고칠 것은 없습니다. /dev/shm 크기만 정하십시오.
collective-timeout = collective가 제때 끝나지 않았습니다
    .because = rank 하나가 죽었거나 늦은 경우에는 그 rank의 메시지가 먼저 나옵니다. 아니면 P2P가 된다고 했는데도 GPU들이 서로를 기다립니다. 이때는 ACS나 IOMMU가 P2P를 돌려보냅니다(GPU 100 %, 첫 collective).
    .fix = 모든 rank의 첫 오류를 보십시오. 없으면 NCCL_P2P_DISABLE=1로 한 번 실행해 보고, 되면 iommu=pt로 부팅하고 브리지의 ACS를 끄십시오.
peer-gone = 다른 rank나 프로세스가 사라졌습니다
    .because = 연결의 상대가 닫혔습니다. 그 프로세스가 먼저 실패했고, 원인은 그 프로세스의 메시지에 있습니다.
    .fix = 모든 rank에서 첫 오류를 찾으십시오.
worker-gone = worker 프로세스가 끝났습니다
    .because = worker를 기다리던 프로그램이 worker가 끝났음을 알립니다. 이유는 worker 자신의 메시지나 시그널에 있습니다.
    .fix = 첫 오류를 찾으십시오. 커널이 종료했는지는 dmesg가 보여 줍니다.
nccl-system-error = NCCL이 원인 없이 시스템 오류를 보고합니다
    .because = PyTorch는 NCCL의 시스템 호출이 실패했다고만 전합니다. 어느 호출인지는 NCCL의 경고에 있습니다: /dev/shm 공간 부족, 디스크립터 부족, 닿지 않는 네트워크.
    .fix = NCCL_DEBUG=WARN(또는 INFO)으로 다시 실행하고 그 로그를 explain하십시오.
leaked-at-exit = 종료할 때 정리할 세그먼트가 남아 있었습니다
    .because = 프로그램이 지우지 않은 것을 Python의 resource tracker가 종료할 때 지웁니다. 일찍 끝난 프로세스의 결과입니다.
    .fix = 그 프로세스를 끝낸 것을 찾으십시오. tracker까지 강제 종료되면 파일이 /dev/shm에 남습니다.
vllm-waits = vLLM의 프로세스들이 서로를 기다립니다
    .because = 1분 동안 ring에 빈 블록이나 찬 블록이 없었습니다. worker가 오래 계산하거나 컴파일하거나, 멈췄거나, 죽었습니다. /dev/shm 크기와는 관계없습니다.
    .fix = 모델을 컴파일하는 동안은 기다리십시오. 아니면 worker의 첫 오류를 찾으십시오.
shm-tight = /dev/shm이 충분하지만 여유가 거의 없습니다
    .because = 필요량은 넘지 않는 상한입니다. 강제 종료된 실행이 남긴 것이나 밝히지 않은 라이브러리는 들어 있지 않습니다.
    .fix = 권장 크기를 주십시오.
shm-fits = /dev/shm이 충분합니다
    .because = NCCL, loader, 그 밖에 밝힌 사용자가 쓰는 양의 상한이 빈 공간보다 작습니다. 그래도 worker가 bus error로 죽는다면 원인은 다른 곳의 매핑된 파일입니다.
shm-size-unknown = /dev/shm의 크기를 알 수 없습니다
    .because = 캡처에 없습니다. 따로 지정하지 않으면 컨테이너는 64 MiB, 호스트는 메모리의 절반입니다.
    .fix = --shm-size로 알려 주십시오. 바로 그 컨테이너에서 df -h /dev/shm으로 볼 수 있습니다.
shm-size-unit-lost = /dev/shm의 크기를 단위 없이 쓴 것 같습니다
    .because = docker에 --shm-size=2는 2바이트를 뜻하고, 한 페이지로 올림됩니다.
    .fix = docker는 --shm-size=2g, Kubernetes는 sizeLimit: 2Gi.
shm-size-is-default = 요청한 크기가 이 컨테이너에 적용되지 않았습니다
    .because = 64 MiB는 컨테이너 런타임이 아무 지정도 받지 못했을 때 주는 크기입니다: build: 아래의 shm_size, Swarm, 그런 값이 없는 chart, 플래그보다 먼저 만든 컨테이너, 또는 다른 컨테이너에 적용된 경우입니다.
    .fix = 바로 이 컨테이너를 시작하는 곳에서 설정하고, 컨테이너를 다시 만든 뒤, 안에서 df -h /dev/shm으로 확인하십시오.
shm-of-the-host = 컨테이너가 호스트의 /dev/shm을 씁니다
    .because = 크기는 호스트의 것입니다. --ipc=host와 함께 쓴 --shm-size를 Docker는 무시하고 podman은 시작을 거부합니다(exit code 125). 호스트의 모든 작업이 함께 씁니다.
    .fix = 둘 중 하나만: 호스트에서 크기를 정한 호스트의 /dev/shm, 또는 컨테이너 자신의 것.
emptydir-not-sized = Kubernetes가 /dev/shm 볼륨의 크기를 정하지 않습니다
    .because = 마운트 옵션 size=가 없는 메모리 emptyDir은 df에서 노드 메모리의 절반으로 보입니다. sizeLimit는 pod 축출로, 메모리 한도는 OOM killer로 지켜집니다.
    .fix = sizeLimit는 필요량 이상, 메모리 한도는 프로세스에 필요한 만큼에 그것을 더한 값.
shm-in-use = 실행 중인 프로세스가 /dev/shm의 일부를 쓰고 있습니다
    .because = 추론 엔진, Ray, flash checkpoint, 다른 작업이 세그먼트를 그곳에 둡니다. 부하가 걸려야 채우는 것도 있습니다.
    .fix = {$other-tenant}는 그런 사용자를 전체 크기로 셉니다. 누가 무엇을 쓰는지는 shmfit watch가 보여 줍니다.
communicators-add-up = 프로세스 그룹마다 세그먼트가 따로 듭니다
    .because = communicator는 처음 쓸 때 자기 것을 만듭니다. 그래서 context, pipeline, expert 그룹을 쓰기 시작할 때 늦게 죽습니다.
    .fix = {$group}로 모든 그룹을 알려 주십시오. 자원을 공유하는 ncclCommSplit은 덜 씁니다.
memlock-limits-rdma = 고정 메모리 한도가 네트워크 카드를 막습니다
    .because = NCCL이 카드에 등록한 메모리는 고정된 것으로 셉니다. ulimit -l을 넘으면 등록이 "Cannot allocate memory"로 실패합니다.
    .fix = Docker는 --ulimit memlock=-1:-1, Kubernetes는 containerd의 LimitMEMLOCK=infinity.
shm-inodes-too-few = /dev/shm에 둘 수 있는 파일 수가 부족할 수 있습니다
    .because = tmpfs는 바이트뿐 아니라 파일 수도 제한합니다. inode가 남지 않으면 df에 공간이 있어도 "No space left on device"가 나옵니다. df -i가 보여 줍니다.
memory-limit-too-small = 공유 메모리만으로 메모리 한도를 넘습니다
    .because = tmpfs의 페이지는 처음 쓴 쪽의 메모리 한도에 포함됩니다. 넘으면 /dev/shm에 공간이 있어도 커널이 프로세스를 종료합니다.
    .fix = 메모리 한도를 프로세스에 필요한 만큼에 작업이 /dev/shm에 두는 만큼을 더해 정하십시오.
memory-limit-shared = 공유 메모리가 메모리 한도의 일부를 차지합니다
    .because = tmpfs의 페이지는 처음 쓴 쪽의 메모리 한도에 포함됩니다.
    .fix = 한도를 정할 때 함께 세십시오.
shm-size-above-memory-limit = /dev/shm이 메모리 한도보다 큽니다
    .because = 한도에 먼저 도달하므로, 오류가 보고될 곳에서 커널이 프로세스를 종료합니다.
    .fix = /dev/shm을 한도보다 프로세스에 필요한 만큼 작게 하거나, 한도를 올리십시오.
memory-left-when-shm-full = /dev/shm이 가득 찼을 때 한도에서 남는 것
    .because = tmpfs의 페이지는 메모리 한도에 포함됩니다.
system-memory-too-small = 공유 메모리가 머신의 메모리를 넘습니다
    .because = tmpfs는 어떤 크기로 마운트하든 메모리에 있습니다.
    .fix = 이 노드의 rank나 worker를 줄이거나, 배치를 줄이거나, 다른 머신을 쓰십시오.
shm-size-above-memory = /dev/shm이 머신의 메모리보다 큽니다
    .because = 크기는 한도일 뿐이고 비용이 없습니다. 메모리보다 크면 아무것도 제한하지 않습니다.
    .fix = 작업에 필요한 크기로 하십시오.
file-system-sharing = loader가 텐서를 이름 있는 파일로 공유합니다
    .because = 루프를 일찍 빠져나오면 오가던 배치가 작업이 끝날 때까지 /dev/shm에 남습니다. 작업이 강제 종료되면 영영 남습니다.
    .fix = 기본값인 file_descriptor와 더 큰 ulimit -n.
nvlink-lost = 다른 GPU에는 NVLink가 있는데 한 GPU에는 없습니다
    .because = 보드나 fabric manager의 고장, 또는 끝나지 않은 reset입니다.
    .fix = nvidia-smi nvlink -s, fabric manager의 로그; 노드를 서비스에서 빼십시오.
network-inside-node = 한 노드의 GPU들이 네트워크로 통신합니다
    .because = NCCL이 이 GPU들에 P2P도 공유 메모리도 쓸 수 없었거나, 더 빠른 네트워크 카드를 찾았습니다. 이름이 다르거나 /dev/shm이 따로인 컨테이너는 NCCL에 다른 노드입니다.
    .fix = 노드의 모든 GPU에 컨테이너 하나, 또는 같은 NCCL_HOSTID와 같은 /dev/shm; NCCL_SHM_DISABLE을 해제하십시오.
transport-undetermined = 알려진 사실만으로는 transport가 하나로 정해지지 않습니다
    .because = 수치는 가장 많이 필요한 transport로 계산했습니다.
    .fix = {$fact}로 빠진 사실을 알려 주십시오.
amd-p2p-default-changed = NCCL {$version}에서 AMD CPU의 P2P 범위가 좁아졌습니다
    .because = 그 전에는 P2P가 어디든 닿았지만, 이후로는 communicator의 GPU가 둘 이하일 때만 그렇고 아니면 PCIe 스위치까지입니다. 업그레이드하면 /dev/shm 필요량이 늘어납니다.
    .fix = 그에 맞게 /dev/shm 크기를 정하십시오. NCCL_P2P_LEVEL=SYS는 예전 범위로 되돌리니 측정해 보십시오.
env-disables-p2p = 설정이 모든 쌍의 P2P를 끕니다
    .because = NCCL_P2P_DISABLE=1 또는 NCCL_P2P_LEVEL=LOC이며, 이미지나 스크립트, nccl.conf에 남아 있는 일이 많습니다. 모든 통신이 공유 메모리로 가고 NVLink는 쓰이지 않습니다.
    .fix = 이 머신의 P2P가 고장 난 것이 확실하지 않다면 해제하십시오.
shm-disable-set = NCCL_SHM_DISABLE=1이 설정되어 있습니다
    .because = P2P가 없는 쌍은 노드 안에서도 네트워크로 갑니다. 그래도 proxy 작업 풀과 NVLS 세그먼트는 /dev/shm에 만들어집니다.
    .fix = 해제하고 작업에 필요한 공간을 주십시오.
cumem-host-without-sys-nice = 컨테이너에 CAP_SYS_NICE가 없습니다
    .because = NCCL이 드라이버를 통해 호스트 메모리를 쓰려면 필요합니다. {$version}부터는 NCCL이 알아채고 /dev/shm으로 물러서지만, 그 전에는 실패합니다.
    .fix = docker run --cap-add SYS_NICE, 또는 NCCL_CUMEM_HOST_ENABLE=0; 그리고 /dev/shm 크기를 정하십시오.
cumem-host-in-place-of-shm = NCCL이 /dev/shm이 아니라 드라이버의 호스트 메모리를 씁니다
    .because = 최신 드라이버와 CAP_SYS_NICE가 필요합니다. 하나라도 없으면 같은 연결이 /dev/shm으로 갑니다.
    .fix = {$fact} cap-sys-nice=no로 그것이 없는 컨테이너를 계획할 수 있습니다.
proxy-pool-dominates = 필요량의 대부분이 NCCL의 proxy 작업 풀입니다
    .because = 링크와 상관없이, 미리 연결하거나 네트워크를 쓰는 communicator마다 rank가 하나씩 만듭니다. NCCL {$from}에서 {$to} 사이에 8배로 커졌습니다.
    .fix = 최상위 communicator를 줄이십시오: 자원을 공유하는 ncclCommSplit.
loader-dominates = 필요량의 대부분이 DataLoader 배치입니다
    .because = rank마다 worker × prefetch개의 배치가 기다리고, 넘겨줄 때 한두 개가 더 있습니다.
    .fix = worker 수, prefetch, dtype을 줄이십시오.
loader-pipe-limited = 배치보다 loader의 결과 pipe가 먼저 가득 찹니다
    .because = 텐서가 많은 배치는 알림 메시지가 깁니다. pipe가 가득 찬 동안 다음 배치는 worker 자신의 메모리에서 기다립니다. 주어진 상한은 그대로 맞습니다.
    .fix = padding이나 packing으로 배치당 텐서 수를 줄이십시오.
advice-to-ignore = 떠돌지만 도움이 되지 않는 조언
    .because = 아래는 모두 이 실패에 대해 흔히 전해지는 것입니다.
job-spans-nodes = 작업이 여러 노드에 걸쳐 있고, 필요량은 한 노드의 것입니다
    .because = 노드마다 /dev/shm이 따로 있습니다. 다른 노드와 통신하는 rank에는 다른 rank에 없는 풀과 파일이 있어 노드마다 다릅니다. 가장 많이 필요한 노드를 보여 줍니다.
job-mixes-nodes = 작업이 여러 종류의 노드에 걸쳐 있습니다
    .because = 모든 rank는 어느 노드든 찾은 가장 적은 채널 수를 씁니다. 그래서 각 종류의 노드는 같은 종류끼리일 때와 필요한 크기가 다릅니다.
    .fix = 노드 종류마다 맞는 /dev/shm 크기를 주거나, 모두에게 가장 큰 크기를 주십시오.
collnet-not-followed = CollNet을 요청했습니다: 수치는 범위입니다
    .because = NCCL은 네트워크 plugin이 제공할 때만 CollNet을 씁니다.
    .fix = 한 노드의 로그와 비교하십시오: shmfit verify.
adapters-excluded = 설정 때문에 NCCL이 topology의 어댑터를 쓰지 않습니다
    .because = topology는 다른 실행에서 기록한 것입니다. 그 어댑터가 없으면 NCCL은 나머지나, topology에 나오지 않는 소켓을 씁니다.
    .fix = 같은 설정으로 실행하면서 topology를 기록해(NCCL_TOPO_DUMP_FILE) { $fact }(으)로 지정하십시오.
host-id-set = 여러 노드의 작업에 NCCL_HOSTID가 설정되어 있습니다
    .because = 값이 같은 노드들을 NCCL은 한 호스트로 봅니다. 그러면 bus id가 같은 GPU들이 같은 GPU가 되어 init이 실패합니다.
    .fix = 해제하거나 노드마다 다른 값을 주십시오.
net-devices-policy-not-compared = GPU가 쓸 수 있는 NIC 수가 설정되어 있습니다
    .because = NCCL_NETDEVS_POLICY는 NCCL 소스에 적힌 대로 반영합니다. 비교할 실행 기록은 없었습니다.
    .fix = 한 노드의 로그와 비교하십시오: shmfit verify.
nvlink-domain-not-compared = 명시한 대로 NVLink가 노드들을 잇습니다
    .because = NCCL은 이때 노드들을 하나로 봅니다. 소스를 따른 계산이며, 비교할 실제 실행은 없었습니다.
    .fix = 한 노드의 로그와 비교하십시오: shmfit verify.
nvlink-domain-not-followed = 노드들이 하나의 NVLink 도메인일 수 있습니다
    .because = 그러면 NCCL은 이들을 한 노드로 보고 네트워크 없이 연결합니다.
    .fix = NCCL_MNNVL_ENABLE=0을 알려 주거나, 한 노드의 로그와 비교하십시오: shmfit verify.
loader-not-covered = loader의 설명에 정해지지 않은 것이 있습니다
    .because = 스스로를 설명하는 loader는 샘플 몇 개만 보고, worker와 루프는 보지 못합니다. 보지 못한 것은 workload 파일에 not-covered로 적혀 있습니다.
    .fix = workload 파일에 적거나(extras, max-bytes, epochs), 한 번 실행해 관찰하십시오: shmfit watch.
epochs-not-stated = 두 번째 epoch부터 loader가 더 많이 필요할 수 있습니다
    .because = loader를 몇 번 도는지 밝히지 않으면 epoch 하나로 예측합니다. 다음 epoch를 위해 다시 fork된 worker는 프로세스가 아직 쥐고 있는 지난 배치를 유지합니다.
    .fix = loader에 epochs=2 이상을 적거나 persistent_workers=True로 하십시오.
other-decides-at-run-time = 다른 프로그램이 쓰는 /dev/shm은 범위로만 알 수 있습니다
    .because = 어떤 프로그램은 필요한 만큼만 세그먼트를 건드리고, 시작할 때 /dev/shm이 너무 작으면 임시 디렉터리를 씁니다. 계획은 상한으로 합니다.
    .fix = /dev/shm 크기와 그 프로그램의 설정을 workload 파일에 적으십시오.
engine-not-counted = 서빙 엔진 자체의 파일은 세지 않았습니다
    .because = 이 엔진이 /dev/shm에 두는 것의 공식이 알려져 있지 않습니다. NCCL 몫은 세었습니다.
    .fix = 한 번 실행해 관찰하고(shmfit watch) 최댓값을 {$other-tenant}로 알려 주십시오.
engine-version-assumed = vLLM의 버전이 없어 알려진 최신 버전으로 계산했습니다
    .because = ring의 크기가 0.8.0, 0.9.1, 0.11.1에서 바뀌었습니다.
    .fix = 이미지를 태그와 함께 적거나, workload 파일에 버전을 적으십시오.
input-not-understood = 입력의 일부를 이해하지 못했습니다
    .because = 읽을 수 없는 것은 미정으로 두고 추측하지 않습니다.
    .fix = 노드를 다시 캡처하거나, 파일을 보내 주십시오.
sources-disagree = 한 사실에 대해 두 출처가 다르게 말합니다
    .because = 합쳐진 텍스트가 호스트와 컨테이너, 두 머신, 변경 전과 후의 것일 수 있습니다. 두 줄과 어느 쪽을 썼는지는 발견 항목에 있습니다.
    .fix = 작업이 도는 컨테이너의 텍스트를, 모두 같은 시점의 것으로 주십시오.
gpus-not-mapped = 작업이 어느 GPU를 받는지 알 수 없습니다
    .because = CUDA_VISIBLE_DEVICES 또는 NVIDIA_VISIBLE_DEVICES가 GPU를 UUID로 적었는데, 어느 GPU가 어느 UUID인지 알 자료가 없습니다.
    .fix = nvidia-smi -L의 출력을 더하십시오. {$gpus}로 GPU를 알려 줄 수도 있습니다.
gpus-not-in-table = NVIDIA_VISIBLE_DEVICES에 표에 없는 GPU가 있습니다
    .because = 표가 다른 곳의 것이거나, 다른 GPU를 받은 컨테이너의 것입니다. NVIDIA 런타임은 노드에 없는 GPU로는 컨테이너를 시작하지 않습니다.
    .fix = 작업이 도는 노드의 표나, 작업 컨테이너 안에서 nvidia-smi가 출력한 것을 주십시오. {$gpus}로 GPU를 알려 줄 수도 있습니다.
pod-gpus-not-named = pod가 표에 있는 것보다 적은 GPU를 요청합니다
    .because = Kubernetes는 GPU를 개수로만 셉니다. 어느 GPU를 줄지는 device plugin이 정하고, pod의 환경에만 이름이 남습니다.
    .fix = pod 안에서 nvidia-smi topo -m을 실행하거나, 그 NVIDIA_VISIBLE_DEVICES를 더하거나, { $gpus }로 GPU를 지정하십시오.
slurm-gpus-not-named = 스케줄러가 주는 GPU 수가 표와 다릅니다
    .because = 스케줄러(Slurm, PBS, LSF)는 GPU를 개수로 셉니다. 어느 GPU인지는 스케줄러가 정하고 작업 안의 CUDA_VISIBLE_DEVICES에만 적힙니다.
    .fix = 작업 안에서 nvidia-smi topo -m을 실행하거나, 그 CUDA_VISIBLE_DEVICES를 더하거나, { $gpus }로 GPU를 지정하십시오.
ranks-not-on-node = launcher나 환경 변수가 말하는 rank 수가 답과 다릅니다
    .because = WORLD_SIZE는 모든 노드의 rank 수, LOCAL_WORLD_SIZE는 한 노드의 rank 수입니다. 표의 GPU와 알려진 노드 수에 맞지 않습니다.
    .fix = 작업이 도는 노드의 표를 주거나 { $ranks }, { $nodes }로 지정하십시오.
runtime-gives-no-gpu = NVIDIA 컨테이너 런타임에 GPU를 요청하지 않습니다
    .because = NVIDIA_VISIBLE_DEVICES가 비었거나 none, void이면 런타임은 컨테이너에 GPU를 주지 않습니다. 다른 길로 GPU를 주는 CDI는 스스로 void를 적습니다.
    .fix = 컨테이너 안에서 nvidia-smi -L을 실행하십시오. GPU가 나오지 않으면 변수를 지우거나 작업의 GPU를 적으십시오.
visible-list-ends = 보이는 GPU 목록에 없는 GPU가 있습니다
    .because = CUDA는 모르는 항목을 만나면 그 앞의 GPU까지만 보여 줍니다.
    .fix = 있는 GPU만 적으십시오.
mig-instance-visible = 작업에 MIG 인스턴스가 주어집니다
    .because = 프로세스는 MIG 인스턴스 하나만 보며, MIG 인스턴스끼리는 서로 직접 닿지 않습니다.
cuda-order-unknown = CUDA가 nvidia-smi와 다른 순서로 GPU를 셀 수 있습니다
    .because = CUDA_DEVICE_ORDER=PCI_BUS_ID가 아니면 CUDA는 가장 빠른 것부터 셉니다. nvidia-smi는 bus id 순입니다.
    .fix = 작업에 CUDA_DEVICE_ORDER=PCI_BUS_ID를 설정하거나, GPU를 UUID로 지정하십시오.
job-found = 검사하는 곳에서 작업이 돌고 있습니다
    .because = torchrun, accelerate, deepspeed, vllm, sglang의 명령줄과 rank 환경의 LOCAL_WORLD_SIZE로 알 수 있습니다. loader는 밖에서 보이지 않습니다.
setting-not-taken = 이름만 나온 설정은 쓰지 않습니다
    .because = 문장이나 주석, 조건 안에 있거나, 값이 텍스트에 없습니다. 숫자는 바뀌지 않습니다.
    .fix = 이 작업에 맞다면 {$setting}로 지정하십시오.
failure-in-text = 텍스트가 실패를 알립니다
    .because = 표가 있는 텍스트 속의 실패는 증거입니다. /dev/shm이 모자랐는데 예측은 맞는다면 판정은 unknown입니다. 예측이 실패한 작업과 다른 작업을 다루기 때문입니다.
    .fix = shmfit explain으로 실패를 읽고, 실패한 작업의 노드, rank, NCCL 버전, 설정, loader를 지정하세요.
log-in-text-differs = 텍스트의 로그가 다른 연결을 보여 줍니다
    .because = 표 옆의 NCCL 로그는 증거입니다. 로그에는 공유 메모리가 있는데 예측에는 없다면 판정은 unknown입니다. 예측이 다른 작업을 다루기 때문입니다.
    .fix = shmfit verify가 로그와 예측을 비교하고, 차이를 설명하는 설정, 버전, 사실을 찾습니다.
mentioned-not-used = 텍스트의 문장에 적힌 값은 쓰지 않습니다
    .because = 붙여 넣은 출력 옆의 문장은 다른 장비나 이전 시도에 관한 것일 수 있습니다. 답이 그 값에 달려 있으면 인용만 하고, 답은 바뀌지 않습니다.
    .fix = 이 작업에도 맞다면 표시된 옵션으로 지정하세요.
sections-not-used = 텍스트의 일부를 알아보았지만 쓰지 않았습니다
    .because = 패키지 목록이나 커널 로그는 NCCL의 동작을 정하지 않습니다.
nccl-newer-than-known = NCCL이 규칙을 아는 모든 버전보다 새 버전입니다
    .because = 아는 것 중 가장 새 버전의 규칙으로 대신합니다. 그 뒤 크기, 대역폭, 기본값이 바뀌었다면 예측은 이전 버전의 것입니다.
    .fix = 한 번 실행해 shmfit verify로 비교하거나, 더 새로운 shmfit을 쓰십시오.
nccl-setting-unknown = 이 변수를 읽는 NCCL 버전이 없습니다
    .fix = 이름을 고치거나 빼십시오. plugin이 자체 이름을 읽을 수는 있습니다.
nccl-setting-of-others = NCCL_로 시작하지만 NCCL의 것이 아닌 변수입니다
    .because = PyTorch, plugin, 이미지, 빌드 스크립트도 이런 이름을 씁니다.
nccl-setting-of-other-version = 다른 버전의 NCCL이 읽는 변수입니다
    .fix = 무엇이 대신하는지 찾거나, 빼십시오.
nccl-setting-never-read = NCCL은 아는 변수만 찾아보고 나머지는 보지 않습니다. 그래서 철자가 틀렸거나 다른 버전의 변수는 아무 일도 하지 않고, 아무 말도 나오지 않습니다.
nccl-setting-value-ignored = NCCL이 값을 적힌 대로 받아들이지 않습니다
    .because = 숫자는 strtoll로 읽습니다: "4M"은 4, "true"는 0, "010"은 8입니다. NCCL이 모르는 단어와 범위는 기본값으로 바뀌며, 기껏해야 NCCL_DEBUG=INFO에 한 줄이 나옵니다.
    .fix = 바이트 수를 모두 적고, 예는 1로, 단어는 NCCL 문서의 철자대로 쓰십시오.
nccl-setting-value-refused = NCCL이 값을 거부하고 실패합니다
    .because = {$version}부터 NCCL_ALGO나 NCCL_PROTO에 NCCL이 모르는 단어가 있으면 ncclInvalidUsage로 끝납니다. 그 전에는 조용히 넘어갔습니다.
    .fix = 이 버전이 아는 단어를 쓰십시오.
acs-redirects-p2p = ACS가 P2P를 root complex로 돌려보냅니다
    .because = 브리지에 Access Control Services가 켜져 있으면 GPU 사이의 통신이 스위치를 건너지 않고 IOMMU까지 올라갑니다. 모든 P2P 상태가 OK여도 느리거나 멈춥니다.
    .fix = GPU 위 브리지의 ACS를 끄십시오(setpci 또는 펌웨어 설정). 가상 머신이 호스트를 나눠 쓰는 곳에서는 끄지 마십시오.
iommu-translates = IOMMU가 GPU의 주소를 변환합니다
    .because = 변환하는 IOMMU는 P2P를 돌려보내므로 느리거나 멈춥니다.
    .fix = 커널 명령줄에 iommu=pt.
logind-removes-ipc = 사용자가 로그아웃하면 systemd-logind가 세그먼트를 삭제합니다
    .because = RemoveIPC=yes이면 사용자의 마지막 세션이 끝날 때 /dev/shm에 있는 그 사용자의 것을 삭제합니다. 그 사용자의 작업이 돌고 있어도 그렇습니다(시스템 계정 제외).
    .fix = /etc/systemd/logind.conf에 RemoveIPC=no, 또는 loginctl enable-linger USER.
shm-call-failed = /dev/shm에 대한 호출이 공간이 아닌 이유로 실패했습니다
    .because = 시스템이 오류를 밝혔고, /dev/shm이 가득 찼을 때 나오는 오류가 아닙니다: 너무 긴 이름, 파일 자리에 있는 디렉터리, 사용 중인 객체, 소유자가 죽은 lock, 프로그램이 넘긴 잘못된 주소, tmpfs가 아닌 파일 시스템.
    .fix = 메시지에 나온 객체를 보십시오: ls -la /dev/shm, fuser -v FILE, findmnt /dev/shm. 강제 종료된 프로세스가 남긴 lock이나 queue는 지워야 합니다.
shm-mode = /dev/shm의 권한이 잘못되었습니다
    .because = 누구나 쓸 수 있어야 하고, 남의 파일은 지울 수 없어야 합니다: mode 1777.
shm-missing = /dev/shm이 없습니다
    .because = shm_open은 다른 곳을 모르므로 첫 세그먼트부터 실패합니다. /dev 위에 무언가 마운트되었거나, 이미지가 보통의 마운트 없이 시작되었습니다.
shm-read-only = /dev/shm이 읽기 전용으로 마운트되어 있습니다
    .because = shm_open이 "Read-only file system"으로 실패합니다. root가 읽기 전용인 컨테이너에 별도의 tmpfs가 없거나, 마운트가 ro입니다.
shm-not-tmpfs = /dev/shm이 tmpfs가 아닙니다
    .because = 디스크에 있거나 없으면 느리고, 실패하는 것은 디스크의 한도입니다.
shm-left-behind = 죽은 프로세스의 파일이 /dev/shm을 차지하고 있습니다
    .because = 강제 종료된 프로세스는 세그먼트를 남기고, 다음 실행의 공간이 그만큼 줄어듭니다.
    .fix = 작업이 없을 때 지우십시오: 엔트리포인트나 Slurm epilog에서.
container-differs-from-host = 컨테이너가 보는 머신이 호스트와 다릅니다
    .because = 컨테이너에는 자체 /dev/shm, 한도, 장치가 있습니다. 호스트에서 본 것은 안의 작업에 대해 아무것도 말해 주지 않습니다.
    .fix = 작업이 도는 컨테이너 안에서 캡처하고, {$host-capture}로 비교하십시오.
no-gpus = 보이는 GPU가 없습니다
    .because = transport 예측에는 GPU가 필요합니다. loader 몫에는 필요 없습니다.
    .fix = 작업이 쓸 GPU와 함께 컨테이너를 시작하십시오.
gpus-not-known = 어떤 GPU가 있는지 알 수 없습니다
    .because = 캡처한 것에 나와 있지 않습니다.
    .fix = nvidia-smi가 PATH에 있는 곳에서 캡처하거나, 다른 곳에서 얻은 출력을 주십시오.
nvidia-smi-hangs = nvidia-smi가 응답하지 않습니다
    .because = GPU가 버스에서 떨어졌거나 드라이버가 멈춰 있습니다. 노드의 작업도 멈춥니다.
    .fix = dmesg(Xid)를 보고 reset 또는 재부팅; 노드를 서비스에서 빼십시오.
mig-enabled = GPU가 MIG 인스턴스로 나뉘어 있습니다
    .because = GPU의 링크와 상관없이 MIG 인스턴스와는 P2P가 되지 않습니다. NCCL은 공유 메모리나 네트워크를 씁니다.
    .fix = 여러 GPU를 쓰는 작업이면 nvidia-smi -mig 0; 아니면 {$fact} p2p=none으로 계획하십시오.
gpus-hidden = 컨테이너가 머신의 모든 GPU를 받지는 않았습니다
    .because = 다른 컨테이너의 rank는 NCCL에 다른 노드입니다. NCCL은 호스트 이름, boot id, /dev/shm의 장치로 판단하므로, 같은 머신이어도 네트워크로 통신합니다.
    .fix = 노드에서 작업의 모든 GPU를 가진 컨테이너 하나; 아니면 각 컨테이너에 같은 호스트 이름 또는 NCCL_HOSTID, 같은 /dev/shm, 모든 GPU.
numa-node-empty = NUMA node에 메모리가 없거나, GPU의 NUMA node에 CPU가 없습니다
    .because = 드라이버의 호스트 메모리는 각 GPU의 NUMA node에서 가져옵니다. 그 node에 없으면 이 rank는 /dev/shm으로 물러서고 다른 rank는 그러지 않아 서로 만나지 못합니다.
    .fix = 모든 rank에 NCCL_CUMEM_HOST_ENABLE=0; 모든 소켓의 슬롯에 메모리.
cumem-host-needs-p2p = 이 드라이버에서는 드라이버의 호스트 메모리에 P2P가 필요합니다
    .because = {$from}부터 {$before} 전까지의 NCCL은 드라이버 12.6부터 이것을 쓰는데, CUDA 13.0 전의 드라이버는 P2P 없는 GPU 사이에 공유할 수 없습니다. 초기화가 실패하며, NCCL_P2P_DISABLE=1일 때도 그렇습니다.
    .fix = 모든 rank에 NCCL_CUMEM_HOST_ENABLE=0과 그때 필요한 크기의 /dev/shm; 또는 더 새로운 드라이버나 NCCL.
workers-worth = loader의 worker가 주는 효과
    .because = worker가 없으면 배치를 step 사이에 만들고, 충분하면 GPU가 계산하는 동안 만듭니다. 그 값이 공유 메모리입니다.
    .fix = GPU가 쉬지 않을 만큼만 worker를 두십시오.
rules-of-thumb = 경험 법칙이라면 말했을 크기
    .because = 떠도는 크기 표는 배치도 노드도 모릅니다.
    .fix = 계산된 수치를 쓰십시오.
matrix = 정상 머신의 행렬은 대칭이고 PCIe 링크는 트리를 이룹니다. 해당하는 쌍은 미정으로 두거나, 어느 사실을 따랐는지 메시지에 적습니다.
    .fix = 노드를 다시 캡처하십시오(nvidia-smi topo -m, topo -p2p r, topo -p2p w). 표가 그대로면 노드 관리자에게 알리십시오.
cells-undetermined = 표의 셀을 읽을 수 없었습니다
matrix-asymmetric = 표에서 한 쌍의 두 방향이 서로 다릅니다
p2p-asymmetric = P2P 표에서 한 쌍의 두 방향이 서로 다릅니다
matrix-self-contradiction = 표가 한 GPU와 자기 자신에 대해 모순됩니다
matrix-not-a-tree = 표의 링크가 트리를 이루지 않습니다
nvlinks-contradiction = 표의 NVLink가 서로 모순됩니다
affinity-contradiction = 표의 affinity가 링크와 모순됩니다
nvlinks-lost = 한 쌍의 NVLink가 비슷한 쌍보다 적습니다
gpus-missing = 표에 빠진 GPU가 있습니다
    .because = GPU가 버스에서 떨어졌거나, 텍스트가 잘렸습니다.
different-node = 두 rank가 서로 다른 노드에 있습니다
    .because = NCCL은 호스트의 해시로 노드를 구별합니다. 다른 노드의 rank는 네트워크로 통신하며, 이런 쌍은 어느 노드의 /dev/shm도 쓰지 않습니다.
p2p-level-exceeded = GPU 사이의 거리가 P2P가 닿을 수 있는 범위보다 멉니다
    .because = 대부분의 머신에서 NCCL은 P2P를 PCIe 스위치(PXB)까지 허용합니다. 호스트 브리지를 넘으면 P2P가 되더라도 공유 메모리를 씁니다.
    .fix = 대개 그대로 두고 /dev/shm 크기를 정하십시오. NCCL_P2P_LEVEL=SYS로 P2P를 시도할 수 있지만, 측정해 보고 유지하십시오.
p2p-turned-off = 설정이 모든 쌍의 P2P를 끕니다
    .because = NCCL_P2P_DISABLE=1과 NCCL_P2P_LEVEL=LOC이면 P2P가 NVLink로도 다른 GPU에 닿지 않습니다.
    .fix = 고장을 피하려는 것이 아니라면 해제하십시오. 이미지나 스크립트에 남아 있는 일이 많습니다.
p2p-level-ok = GPU가 P2P를 쓸 만큼 가깝습니다
    .because = 경로 종류가 NCCL의 level 안에 있습니다.
nvml-p2p-ok = NVML이 이 쌍의 P2P가 된다고 합니다
    .because = nvidia-smi topo -p2p r과 w가 보여 주듯 읽기와 쓰기가 모두 OK입니다.
nvml-status-not-applied = NVML은 안 된다고 하지만, 이 NCCL은 계속합니다
    .because = {$version} 전의 NCCL은 NVLink가 없는 쌍에서 OK가 아닌 P2P 상태를 언급만 합니다.
p2p-ipc = P2P, CUDA IPC로 공유한 메모리
    .because = cudaDeviceCanAccessPeer가 된다고 합니다. 이런 쌍은 /dev/shm을 쓰지 않습니다.
p2p-cumem = P2P, 드라이버의 할당자(cuMem)로 공유한 메모리
    .because = cudaDeviceCanAccessPeer가 된다고 합니다. 이런 쌍은 /dev/shm을 쓰지 않습니다.
p2p-indirect = 제3의 GPU를 거치는 P2P
    .because = 이 쌍에는 직접 연결된 NVLink가 없고, 둘 다 NVLink로 이어진 GPU를 거쳐 닿습니다.
p2p-mnnvl = 노드에 걸친 NVLink 도메인을 통한 P2P
    .because = 노드들의 clusterUuid와 cliqueId가 같고 IMEX가 메모리를 공유합니다. 이 쌍은 /dev/shm을 쓰지 않습니다.
cuda-peer-not-asked = 이 쌍의 P2P 가능 여부를 CUDA에 묻지 않습니다
    .because = 상대 GPU가 프로세스에서 보이지 않습니다(CUDA_VISIBLE_DEVICES). NCCL은 level과 NVML에 의존합니다.
shm-same-host = 공유 메모리: 같은 호스트, 같은 /dev/shm
    .because = trace가 보여 주듯 P2P는 앞에서 거부되었습니다.
    .fix = 고칠 것은 없습니다. 방향과 채널마다 기본으로 /dev/shm을 9.2 MiB 씁니다.
shm-disabled = NCCL_SHM_DISABLE=1이 공유 메모리를 금지합니다
    .because = 이 쌍은 노드 안에서 네트워크로 갑니다.
    .fix = 해제하고 작업에 필요한 공간을 주십시오.
net-faster = 네트워크가 GPU 사이의 경로보다 빠릅니다
    .because = 두 GPU 모두 서로 간의 대역폭보다 네트워크 카드까지의 대역폭이 큽니다.
    .fix = NCCL_NET_DISABLE_INTRA=1이면 이런 쌍을 노드 안에 둡니다.
net-last = 다른 방법이 없어 네트워크를 씁니다
    .because = trace가 보여 주듯 P2P와 공유 메모리가 거부되었습니다.
net-disabled-intra = NCCL_NET_DISABLE_INTRA=1이 노드 안의 네트워크를 금지합니다
    .because = 한 노드의 쌍이 네트워크를 쓰려는 곳에서 이 설정을 읽습니다.
no-transport-found = 이 쌍을 받아들이는 transport가 없습니다
    .because = P2P, 공유 메모리, 네트워크가 모두 거부되어 NCCL이 "No transport found"로 멈춥니다. 공통 /dev/shm도 네트워크도 없는 두 컨테이너이거나, 모두를 금지하는 설정입니다.
    .fix = 하나를 허용하십시오: NCCL_SHM_DISABLE을 해제하거나, rank들에 공통 /dev/shm 또는 네트워크를 주십시오.
gpu-outside-domain = 상대 GPU가 노드의 다른 부분에 있습니다
    .because = NCCL은 GPU끼리 닿을 수 없는 노드를 여러 부분으로 나누고 서로 다른 노드로 다룹니다.
different-host = 두 컨테이너가 NCCL에는 다른 호스트입니다
    .because = 호스트 이름과 boot id, 또는 그 대신인 NCCL_HOSTID가 다릅니다. GPU가 무엇을 할 수 있든 P2P도 공유 메모리도 안 됩니다. 모든 rank에 컨테이너 하나, 또는 공통 NCCL_HOSTID와 하나의 /dev/shm이면 달라집니다.
different-shm = 두 컨테이너가 NCCL에는 한 호스트지만 /dev/shm이 따로입니다
    .because = NCCL은 /dev/shm의 마운트를 비교합니다. 공유 메모리에서는 항상, P2P에서는 {$version}부터입니다. 컨테이너들이 공유하는 볼륨이나 --ipc면 달라집니다.
domains-decide = NCCL이 노드의 부분들을 서로 다른 노드로 봅니다
    .because = P2P로도 공유 메모리로도 서로 닿지 않는 GPU는 서로의 시야에서 제외됩니다.
facts-missing = 답이 캡처되지 않은 사실에 달려 있습니다
    .because = 어느 값이면 어느 transport인지 후보가 보여 줍니다.
    .fix = {$fact}로 알려 주십시오.
candidate = 사실이 남겨 둔 transport 후보 중 하나
    .because = 빠진 사실이 적힌 값일 때 그렇습니다.
operation-fails = 첫 연산이 실패합니다
    .because = communicator는 만들어지지만 연산을 위한 연결이 성공하지 못합니다. 어느 쌍인지는 요약에 있습니다.
    .fix = 요약에 나온 설정을 바꾸세요. 쌍이 나와 있으면 그 쌍의 추적에 이유가 있습니다.
algorithm-list-invalid = NCCL_ALGO 또는 NCCL_PROTO를 읽을 수 없습니다
    .because = 새 버전은 모르는 알고리즘이나 collective가 든 목록을 거부합니다.
    .fix = 고치거나 해제하십시오.
no-algorithm = collective에 쓸 알고리즘과 프로토콜이 남지 않습니다
    .because = NCCL_ALGO와 NCCL_PROTO가 함께 이 버전에 있는 것을 모두 제외합니다.
    .fix = 둘 다 해제하십시오.
p2p-refused = nvidia-smi topo -p2p가 {$status}라고 합니다
    .because = 이런 쌍에서 NCCL은 호스트 메모리를 거칩니다.
    .fix = /dev/shm 크기를 정하십시오. NCCL의 어떤 설정도 드라이버의 답을 바꾸지 못합니다.
    .cns = 드라이버가 이 칩셋을 건너는 P2P를 허용하지 않습니다. 가상 머신에서는 에뮬레이션된 칩셋을 봅니다.
    .cns-fix = 가상 머신이면 하이퍼바이저에서 P2P clique 또는 가상 PCIe 스위치; 아니면 /dev/shm 크기를 정하십시오.
    .gns = 이 GPU들은 P2P를 지원하지 않습니다. 많은 PCIe 카드에서 정상입니다.
    .ns = 이 GPU들은 P2P를 지원하지 않습니다. 많은 PCIe 카드에서 정상입니다.
    .tns = 드라이버가 이 경로의 P2P를 허용하지 않습니다.
    .dr = 드라이버의 registry key가 P2P를 끕니다.
    .u = 드라이버가 알지 못합니다.

# 떠돌지만 도움이 되지 않는 조언과 그 이유
wrong-shm-disable = 연결이 네트워크 스택으로 가서 느려지고, proxy 작업 풀과 NVLS 세그먼트는 /dev/shm에 남습니다
wrong-p2p-disable = 모든 GPU 쌍이 공유 메모리를 쓰므로 /dev/shm이 덜이 아니라 더 필요합니다
wrong-huge = --shm-size=1000g 같은 것
    .why = 크기는 한도일 뿐이며, 메모리 한도보다 크면 실패가 OOM killer로 옮겨 갈 뿐입니다
wrong-chmod = sticky bit가 사라져 누구나 아무 세그먼트나 지울 수 있게 됩니다
wrong-ulimit = 프로세스를 제한하는 것이며, /dev/shm의 크기는 마운트의 크기입니다
wrong-shmmax = System V 세그먼트에 대한 것이며, /dev/shm은 자체 크기를 가진 tmpfs입니다
wrong-no-workers = num_workers=0을 계속 쓰는 것
    .why = 부족함을 감추고 GPU가 데이터를 기다리게 합니다. 크기를 바꿀 사람이 없는 동안에만 맞습니다
wrong-file-system = 프로세스가 죽으면 세그먼트가 /dev/shm에 남아 실행할 때마다 쌓입니다
wrong-more-shm = 더 큰 --shm-size
    .why = 공간은 있었고, 실패의 원인은 다른 것입니다
wrong-ipc-host-and-size = --ipc=host와 --shm-size를 함께
    .why = docker는 호스트의 /dev/shm을 쓰고 크기를 무시하며, podman은 시작을 거부합니다
wrong-slow-storage = 메시지만 없앨 뿐, store는 디스크에 남아 느립니다
wrong-backend-config = 그런 설정은 없습니다. /dev/shm의 크기는 컨테이너를 시작하는 곳에서 정합니다
wrong-btl = 프로세스들이 머신의 네트워크 스택으로 통신해 느려지고, NCCL과 DataLoader에는 여전히 공간이 필요합니다
wrong-remove-all = 다른 작업이 돌고 있으면 그 세그먼트까지 지웁니다
wrong-no-size-limit = sizeLimit를 빼는 것
    .why = 볼륨이 노드 메모리의 절반까지 쓸 수 있습니다
wrong-oom-kill-disable = 작업이 끝나는 대신 멈춥니다
wrong-remove-files = 그 파일을 rm하는 것
    .why = 매핑한 프로그램이 bus error로 죽거나 아무것도 읽지 못합니다
wrong-ignore-links = 동작하지 않는 링크 위에서 작업을 시작합니다
wrong-ignore-message = 메시지만 없앱니다
wrong-p2p-disable-for-good = NCCL_P2P_DISABLE=1을 계속 쓰는 것
    .why = 원인을 확인해 주지만 모든 쌍의 속도를 잃습니다
wrong-longer-timeout = 더 긴 timeout
    .why = 멈춘 collective는 더 기다려도 끝나지 않습니다
