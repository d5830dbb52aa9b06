copy = 복사
copied = 복사됨
selected = 선택됨
save = 저장
saved = 저장됨
copy-markdown = Markdown으로 복사
ring-of = 표시할 ring:
no-channel = 없음
ring-channels = { $count ->
        [one] channel
       *[other] channel
    } { $channels }번
save-all = 전체를 캡처로 저장
save-redacted = 가린 채로 저장
either-analyzed = 둘 다 shmfit analyze에 그대로 넣을 수 있습니다. 가린 파일은 shmfit capture처럼 호스트와 사용자 이름, 주소, UUID, 일련번호를 바꾼 것입니다.
analyzed = shmfit analyze에 그대로 넣을 수 있습니다.
redacting-nothing = 가릴 내용이 없습니다.
one-container = 1개
equal-containers = { $containers } × rank { $ranks }개{ $count ->
        [one] { "" }
       *[other] { "" }
    }
by-nccl = NCCL이 결정
wrong-size = /dev/shm 크기는 0에서 1000000 사이의 수이며, 모르면 비워 둡니다.
wrong-batch = batch의 샘플 수는 1에서 1000000 사이입니다.
wrong-sample = 샘플 크기는 0에서 1000000 사이의 수입니다.
without = ({ $option } 없이)
apart = 여기서는 컨테이너마다 /dev/shm이 따로 있습니다. NCCL은 각각을 노드로 보며, 컨테이너 사이의 쌍은 캡처된 네트워크 어댑터로, 없으면 소켓용 인터페이스 하나로 네트워크를 거칩니다.
not-in-page = 이 조합은 페이지에 없습니다. 아래 명령으로 계산할 수 있습니다.
nccl-fails = NCCL 실패:
too-many = 셀 수 있는 범위를 넘습니다.
needs = { $bytes } 필요
at-worst = 가장 많이 쓰는 시점({ $moment }) 기준, { $room }
at-worst-each = 컨테이너마다, 가장 많이 쓰는 시점({ $moment }) 기준, { $room }
room-unknown = /dev/shm 크기를 알 수 없음
room-fails = 실패: { $size }에서 { $short } 부족
room-tight = 빠듯함: { $size }에서 { $spare } 여유
room-fits = 적합: { $size }에서 { $spare } 여유
recommended = 권장 { $bytes }
nccl-channels = NCCL, channel { $channels }개{ $count ->
        [one] { "" }
       *[other] { "" }
    }
others = 기타
other-versions = 다른 NCCL 버전은 --nccl all로 만든 페이지에 있습니다.
settled = 캡처로 정해지지 않는 값은 보고서의 계획값으로 정했습니다: { $facts }.
