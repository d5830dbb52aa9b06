numbers = 수치
peak = 최대 시점: { $moment }
free = 여유 공간
size = 크기
short = 부족
to-spare = 여유
recommended = 권장
size-unknown = /dev/shm의 크기를 알 수 없어 비교할 수 없습니다.
when = 시점별
limits = 고갈될 수 있는 것
limit-fits = { $has } 중 { $needs } 필요
limit-fails = { $has } 중 { $needs } 필요: 부족
limit-none = { $needs } 필요; 제한 없음
limit-unknown = { $needs } 필요; 제한을 알 수 없음
no-limit = 제한 없음
memories = 메모리 비교
letter = 관리자에게 보낼 글(복사용)
letter-title = 관리자에게
findings = 진단
passed = 통과: { $ids }
owner = 담당: { $owner ->
        [job] job
        [image] 이미지
        [node] 노드
       *[hypervisor] 하이퍼바이저
    }
how-by-platform = 플랫폼별 방법은 아래 "수정"에 있습니다.
from = 근거:
facts = 캡처에 없는 사실
facts-read = 읽은 사실
without-consequence = 다른 값이어도 결과가 같은 것: { $facts }.
fixes = { $id } 수정
fixes-title = { $id } 수정
then-look = 그다음 확인:
bare-host = 호스트에서 직접 실행
versions = 다른 NCCL 버전
versions-compare = shmfit plan NODE --change nccl={ $first }..{ $last } 명령으로 처음과 마지막을 비교합니다.
node-gpus = 노드의 GPU
pairs = { $group }의 pair
groups-alike = { $first }~{ $last }(rank { $ranks }개인 같은 group { $groups }개)
channels = NCCL { $version }, rank { $ranks }개, channel: collective { $collective }, p2p { $p2p }(peer당 { $peer }), NVLS { $nvls }
stops = NCCL이 { $phase } 단계에서 멈춤: { $why }
of-all = { $all }개 중 { $pairs }
path = 경로 { $path }
over-nodes = 노드 { $nodes }개 중 노드 { $node }에서 본 모습(rank는 job 전체 기준, 다른 노드와의 pair는 NET 사용):
over-nodes-joined = 노드 { $nodes }개 중 노드 { $node }에서 본 모습(rank는 job 전체 기준, NVLink가 노드들을 이음):
legend = { $letters } (행에서 열로 전송, GPU 번호)
nvlink-all = NVLink가 모든 GPU를 연결합니다.
nvlink-some = NVLink는 GPU { $islands }끼리만 연결합니다.
numa-nodes = NUMA 노드별 GPU: { $nodes }.
narrowest = 일부에서 나머지로 가는 가장 좁은 경로는 { $over }이며, NCCL 계산으로 { $rate } GB/s입니다{ $assumed ->
        [yes] (가정)
       *[no] { "" }
    }.
link-between-cpus = CPU 사이 링크
ring = channel { $channels }개({ $which })의 ring: { $first }{ $between } → { $last } → 처음으로
nodes-between = 노드 { $nodes }개
more-rings = 그 외 ring { $rings }개; JSON 보고서에 모두 있음
stop = 노드 { $node }({ $ranks })
sockets = 소켓
with-gdr = { $nic }(GPUDirect RDMA 사용)
crossing-collective = ring과 tree: rank { $ranks }개({ $which }), { $by } 경유
crossing-sendrecv = send/recv: rank { $ranks }개({ $which }), { $by } 경유
through-proxy = , rank { $rank }의 proxy 사용(PXN)
first-to-last = { $first }번~{ $last }번
md-sum = | /dev/shm | 필요량 | 바이트 | 산출 |
md-memories = | 메모리 | 크기 | 바이트 | 설명 |
md-pairs-of = rank { $ranks }개, NCCL { $version }, collective channel { $channels }개
md-pairs = | 순서쌍 | transport | 경로 | 결정 규칙 |
md-from = 근거: { $places }.
md-facts = | 캡처에 없는 사실 | 값 | 출처 | 영향 |
md-facts-read = | 읽은 사실 | 값 | 위치 |
md-at = | 시점 |
md-limits = | 고갈될 수 있는 것 | 필요량 | 크기 | |
md-too-little = **부족**
md-versions = | NCCL | 필요량 | 변화 |
