no-gpu = GPU 없음
gpus-row = GPU { $first }~{ $last }번
gpus-list = GPU { $gpus }번{ $count ->
        [one] { "" }
       *[other] { "" }
    }
ranks = { $ranks }개({ $gpus }{ $from })
ranks-without-gpus = { $ranks }개(GPU 없음)
ranks-gpus-unknown = { $ranks }개(GPU 알 수 없음)
nodes = { $nodes }개{ $kinds ->
        [several] , 이 종류
       *[one] { "" }
    }, 각 rank { $ranks }개, 번호는 { $order ->
        [block] 노드 순서대로
       *[turn] 노드를 번갈아
    }; 필요량은 가장 많이 필요한 노드 기준
pods = { $pods }개, 각 rank { $ranks }개; 필요량은 가장 많이 필요한 pod 기준
loader = worker { $workers }개, prefetch factor { $prefetch }, batch 크기 { $batch }
rank-memory = rank당 메모리
other = 기타 { $name }
no-workers = worker 없음: 프로세스가 자체 메모리에서 직접 batch를 만듦
batches = { $size } batch { $batches }개({ $alive })
and-semaphores = { " " }+ { $size } 세마포어 { $semaphores }개
and-leftovers = { " " }+ 이전 epoch의 같은 수
and-other = { " " }+ 데이터셋과 지정된 추가분이 쓰는 { $bytes }
less-smaller = { $sum } - 일부 batch가 더 작아서 줄어드는 { $bytes }
prefetched = worker { $workers }개 × prefetch { $prefetch }
ahead = 미리 준비한 { $batches }
pinned = { $ahead }; pin된 복사본은 /dev/shm 밖에 있음
held = { $ahead } + 보유 { $held } + 전달 1
all-batches = 있는 것 전부; { $sum }이면 { $all }개
inherited = { $sum } + 이전 epoch에서 상속 { $inherited }
