title = 예측과 로그 비교
answer-log = 로그
answer-agrees = 일치
answer-differs = 불일치
nothing-comparable = 로그에 예측과 비교할 수 있는 내용이 없습니다.
all-agree = 로그에 나온 { $things }개 항목이 모두 NCCL { $version } 예측과 일치합니다.
some-differ = 비교한 { $things }개 항목 중 { $differ }개가 NCCL { $version } 예측과 다릅니다.
log-alone = 로그에 communicator { $communicators }개가 있습니다. 캡처가 없어 비교할 대상이 없습니다.
heading-files = /dev/shm의 파일
heading-log = 로그
cause-likely = 유력한 원인: { $why }
cause-possible = 설명이 되는 원인: { $why }
rest-agrees = { $how ->
        [with] { $option }를 주면
       *[then] 그러면
    } 나머지는 모두 일치합니다.
rest-remains = { $how ->
        [with] { $option }를 주면
       *[then] 그러면
    } 차이 { $differences }개가 남습니다.
nothing-explains = 시도한 것 중 이를 설명하는 것이 없습니다. 이 노드에서 이 job이 남긴 로그가 맞습니까?
communicator = COMMUNICATOR { $id }(rank { $least ->
        [yes] { $ranks }개 이상
       *[no] { $ranks }개
    })
on-gpus = , GPU { $gpus }(구분: { $by })
times = , { $times }회
agree = { $all }개 일치
differ = { $all }개 중 { $differ }개 다름
subject-communicator = communicator 구성
subject-init = 초기화
subject-channels = channel 수
subject-pair = pair 연결
subject-ring = ring 순서
subject-tree = tree 구조
subject-segments = 파일
not-compared = 비교하지 않음:
and-more = ... 외 { $more }개
not-in-log = 로그에 없음
forecast-and-log = 예측 { $forecast }, 로그 { $log }
no-version = NCCL 버전이 나와 있지 않음
driver = , CUDA 드라이버 { $version }
lines-of-nccl = { $version }; { $lines }줄 중 { $messages }줄이 NCCL의 것이고, 그중 { $unread }줄은 해석하지 못함
messages-in-lines = { $version }; { $lines }줄의 메시지 { $messages }개가 NCCL의 것이고, 그중 { $unread }개는 해석하지 못함
made = /dev/shm에 { $bytes }바이트 파일 { $count }개를 만듦
rank = rank { $rank }번
on = , 장치 { $device }
on-cuda-device = , CUDA 장치 { $device }
rings = ring { $rings }개
channels = channel: collective { $collective }, NVLS { $nvls }, p2p { $p2p }, peer당 { $peer }
pairs-via = pair { $pairs }개: { $via }
by-order-of-bus-ids = bus id 순서
by-bus-id = bus id 기준
by-nvml-index = NVML 번호
by-index-in-log = 로그의 번호
by-cuda-index = CUDA 번호
by-order = 로그에 장치가 없어 순서
several-ranks-one-gpu = 로그에서 여러 rank가 같은 GPU를 씁니다. 여러 노드나 다른 노드의 로그입니다
ranks-not-said = 어느 rank가 이 노드에서 실행되는지 나와 있지 않습니다
gpus-not-captured = 이 GPU들은 캡처에 없습니다
one-rank-found = 이 노드에서 찾을 수 있는 rank가 하나뿐입니다
gpus-not-said = 어느 GPU를 쓰는지 로그에 나와 있지 않습니다
not-all-ranks = channel, ring, tree: rank { $ranks }개 중 이 노드에서 실행되는 것으로 알려진 것은 { $known }개입니다
facts-missing = ring과 tree: 빠진 사실에 따라 달라집니다({ $facts })
see-the-pairs = pair 참조
cannot-be-forecast = 예측할 수 없습니다
not-shown = pair, channel, ring, tree: 로그에 나와 있지 않습니다
many-communicators = 로그에 서로 다른 communicator가 { $most }개 넘게 있어 처음 것들만 비교했습니다.
files-not-compared = 로그에 /dev/shm에 만든 파일이 나오지만 모든 communicator의 모든 rank가 있지는 않아 개수를 비교하지 않았습니다.
other-communicator = job의 communicator는 rank { $ranks }개(GPU { $gpus })로, 질문한 것과 다릅니다.
other-nccl = job은 NCCL { $version }으로 실행되었고 예측은 { $taken } 기준입니다.
other-nccl-with = job은 { $settings } 설정과 NCCL { $version }으로 실행되었고, 예측은 그 설정이 없는 { $taken } 기준입니다.
other-driver = job은 CUDA 드라이버 { $version }에서 실행되었습니다.
settings-shown = 로그에 { $settings }이(가) 나오지만 캡처와 옵션에는 없습니다.
guess-hidden-devices = 각 프로세스가 자기 GPU만 봅니다(hidden devices).
guess-p2p-none = job이 실행된 곳에서 NVML은 P2P가 불가능하다고 보고합니다.
guess-p2p-ok = job이 실행된 곳에서 NVML은 P2P가 가능하다고 보고합니다.
guess-peer-access-none = job이 실행된 곳에서 CUDA가 peer access를 거부합니다.
guess-no-vmm = job이 실행된 곳의 드라이버에 가상 메모리 관리가 없습니다.
guess-own-process = rank마다 별도의 프로세스입니다.
guess-one-process = 모든 rank가 한 프로세스를 공유합니다.
guess-sys-nice = 컨테이너에 CAP_SYS_NICE가 있습니다.
guess-no-sys-nice = 컨테이너에 CAP_SYS_NICE가 없습니다.
guess-older-driver = 드라이버가 12.6보다 오래되었습니다.
guess-newer-driver = 드라이버가 12.6 이상입니다.
guess-no-multicast = job이 실행된 곳의 NVSwitch는 multicast를 하지 않습니다.
guess-intel = CPU가 Intel입니다.
guess-amd = CPU가 AMD입니다.
guess-setting = job의 환경에 { $setting }이(가) 있었지만 캡처와 로그에는 나오지 않습니다.
guess-nccl = job은 { $version } 같은 다른 NCCL로 실행되었습니다. 로그에는 버전이 없습니다.
