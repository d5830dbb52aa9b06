# The forecast beside the log: shmfit verify.
title = Forecast beside log
answer-log = LOG
answer-agrees = AGREES
answer-differs = DIFFERS
nothing-comparable = The log shows nothing that can be held against the forecast.
all-agree = { $things ->
        [one] The one thing that the log shows and that can be compared agrees
       *[other] All { $things } things that the log shows agree
    } with the forecast for NCCL { $version }.
some-differ = { $differ } of { $things } things compared differ from the forecast for NCCL { $version }.
log-alone = The log shows { $communicators ->
        [one] 1 communicator
       *[other] { $communicators } communicators
    }; without a capture there is nothing to hold it against.
heading-files = FILES IN /dev/shm
heading-log = THE LOG
cause-likely = Likely cause: { $why }
cause-possible = Would explain it: { $why }
rest-agrees = { $how ->
        [with] With { $option },
       *[then] Then
    } everything else agrees.
rest-remains = { $how ->
        [with] With { $option },
       *[then] Then
    } { $differences ->
        [one] 1 difference remains
       *[other] { $differences } differences remain
    }.
nothing-explains = Nothing that was tried explains it. Was the log written on this node, by this job?
communicator = COMMUNICATOR { $id }of { $least ->
        [yes] at least { $ranks ->
            [one] 1 rank
           *[other] { $ranks } ranks
        }
       *[no] { $ranks ->
            [one] 1 rank
           *[other] { $ranks } ranks
        }
    }
on-gpus = { " " }on GPUs { $gpus } (told by { $by })
times = , { $times } times
agree = { $all } agree
differ = { $differ } of { $all } differ
subject-communicator = communicators
subject-init = init
subject-channels = channels
subject-pair = pairs
subject-ring = rings
subject-tree = trees
subject-segments = segments
not-compared = Not compared:
and-more = ... and { $more } more
not-in-log = not in the log
forecast-and-log = forecast { $forecast }, log { $log }
no-version = NCCL's version is not in it
driver = , CUDA driver { $version }
lines-of-nccl = { $version }; { $messages } of { $lines ->
        [one] 1 line
       *[other] { $lines } lines
    } are NCCL's, { $unread } of them not understood
messages-in-lines = { $version }; { $messages } messages in { $lines ->
        [one] 1 line
       *[other] { $lines } lines
    } are NCCL's, { $unread } of them not understood
made = { $count } × { $bytes } bytes made in /dev/shm
rank = rank { $rank }
on = { " " }on { $device }
on-cuda-device = { " " }on CUDA device { $device }
rings = { $rings ->
        [one] 1 ring
       *[other] { $rings } rings
    }
channels = { $collective } collective, { $nvls } NVLS, { $p2p } p2p channels, { $peer } per peer
pairs-via = { $pairs ->
        [one] 1 pair
       *[other] { $pairs } pairs
    } via { $via }
by-order-of-bus-ids = order of bus ids
by-bus-id = bus id
by-nvml-index = NVML index
by-index-in-log = index in the log
by-cuda-index = CUDA index
by-order = order, as the log names no device
several-ranks-one-gpu = the log gives several ranks the same GPU; it is of several nodes, or of another one
ranks-not-said = which of its ranks run on this node is not said
gpus-not-captured = its GPUs are not among those of the capture
one-rank-found = only one of its ranks can be found on this node
gpus-not-said = the log does not say which GPUs it uses
not-all-ranks = channels, rings and trees, since { $known } of the { $ranks } ranks are known to run on this node
facts-missing = rings and trees, which depend on facts that are missing: { $facts }
see-the-pairs = see the pairs
cannot-be-forecast = it cannot be forecast
not-shown = pairs, channels, rings and trees, which are not shown
many-communicators = The log shows more than { $most } different communicators; the first were compared.
files-not-compared = The log shows files made in /dev/shm, but not every rank of every communicator, so their number was not compared.
other-communicator = The job's communicator has { $ranks } ranks (GPUs { $gpus }), another than the one that was asked about.
other-nccl = The job ran NCCL { $version }, and the forecast is for { $taken }.
other-nccl-with = The job ran NCCL { $version } with { $settings }; the forecast is for { $taken } without.
other-driver = The job ran on CUDA driver { $version }.
settings-shown = The log shows { $settings }, which the capture and the options lack.
guess-hidden-devices = Each process sees its own GPU only (hidden devices).
guess-p2p-none = NVML reports P2P as not possible where the job ran.
guess-p2p-ok = NVML reports P2P as possible where the job ran.
guess-peer-access-none = CUDA refuses peer access where the job ran.
guess-no-vmm = The driver has no virtual memory management where the job ran.
guess-own-process = Each rank is a process of its own.
guess-one-process = All ranks share one process.
guess-sys-nice = The container has CAP_SYS_NICE.
guess-no-sys-nice = The container lacks CAP_SYS_NICE.
guess-older-driver = The driver is older than 12.6.
guess-newer-driver = The driver is 12.6 or newer.
guess-no-multicast = The NVSwitches do not multicast where the job ran.
guess-intel = The CPU is Intel's.
guess-amd = The CPU is AMD's.
guess-setting = The job had { $setting } in its environment, which neither the capture nor the log shows.
guess-nccl = The job ran another NCCL, such as { $version }; the log does not name it.
