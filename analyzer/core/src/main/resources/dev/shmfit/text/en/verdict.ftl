# The verdict in one sentence.
headline = { $who ->
        [job] needs
        [loaders-apart-known] without DataLoaders, needs
        [loaders-apart-least] without DataLoaders, needs at least
        [least] needs at least
       *[nccl] NCCL alone needs
    } { $need } of /dev/shm, has { $have }{ $of ->
        [free] { " free" }
       *[whole] { "" }
    }
headline-tight = { $headline } ({ $recommended } recommended)
headline-nothing = { $who ->
        [job] needs
        [loaders-apart-known] without DataLoaders, needs
        [loaders-apart-least] without DataLoaders, needs at least
        [least] needs at least
       *[nccl] NCCL alone needs
    } no /dev/shm
headline-size-not-known = { $who ->
        [job] needs
        [loaders-apart-known] without DataLoaders, needs
        [loaders-apart-least] without DataLoaders, needs at least
        [least] needs at least
       *[nccl] NCCL alone needs
    } { $need } of /dev/shm, whose size is not known
headline-problem = { $problem }; { $space }
headline-apart-from-nccl = needs { $need } of /dev/shm apart from NCCL;{ " " }
headline-nccl-not-known = what NCCL needs is not known, for the GPUs are not
headline-space-is = ; /dev/shm has { $have }
