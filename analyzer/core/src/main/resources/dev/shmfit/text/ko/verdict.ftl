# The verdict in one sentence.
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
headline-problem = { $problem }; { $space }
headline-apart-from-nccl = NCCL을 제외하고 /dev/shm { $need } 필요;{ " " }
headline-nccl-not-known = GPU를 알 수 없어 NCCL의 필요량을 알 수 없음
headline-space-is = ; /dev/shm 크기 { $have }
