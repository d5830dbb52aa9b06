# The verdict in one sentence.
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
headline-problem = { $problem }；{ $space }
headline-apart-from-nccl = 除 NCCL 外需要 { $need } 的 /dev/shm；
headline-nccl-not-known = GPU 未知，因此 NCCL 的需求未知
headline-space-is = ；/dev/shm 为 { $have }
