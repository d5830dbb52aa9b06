whole = 문제: { $problem }
    현황: { $state }
    요청: { $request }
    예상 효과: { $effect }
    이유: { $reason }
problem = { $where ->
        [job] 현재 크기보다 더 많은 공유 메모리(/dev/shm)가 학습 job에 필요합니다.
        [container] 컨테이너가 가진 것보다 더 많은 공유 메모리(/dev/shm)가 학습 job에 필요합니다.
       *[node] 노드가 제공하는 것보다 더 많은 공유 메모리(/dev/shm)가 학습 job에 필요합니다.
    }
lost = 그때까지는 loader worker 없이 실행됩니다(추정): { $compared }.
state = { $facts }.
size = /dev/shm: { $have }
size-unknown = /dev/shm: 크기를 알 수 없음
memory = 머신 메모리: { $bytes }
memory-limit = 메모리 제한: { $bytes }
needed = 최대 시점의 필요량: { $need }({ $bytes }바이트)
request = { $whom }의 /dev/shm을 { $size }로 설정해 주십시오{ $change }
whom-pod = pod { $pod }(컨테이너 { $container })
whom-service = { $service } 서비스
whom-container = 컨테이너 { $container }
whom-image = { $image } 컨테이너
whom-job = 이 job
whom-node = 노드
plain-host = 호스트에서 직접 실행
change = ({ $platform }):
    { $snippet }
    적용 후 확인:
    { $check }
change-any = . 실행 방식에 따라 다음 중 하나를 쓰십시오.
    { $ways }적용 후 job이 실행되는 곳에서 확인:
    df -h /dev/shm   # Size가 { $size }이어야 함
effect = loader worker를 모두 쓰면서 bus error 없이 job이 실행됩니다. 이 크기는 상한이며, 메모리는 실제로 쓰는 만큼만(이 job은 최대 { $most }) 차지하고 끝나면 반환됩니다.
reason = 추정이 아니라 계산한 값입니다. 최대 시점({ $moment }) 기준 { $sum }에 여유분을 더해 흔히 쓰는 크기로 올림했습니다.
