# The answer on one screen, as text and as Markdown.
status-fits = Fits
status-tight = Tight
status-fails = Fails
status-unknown = Unknown
severity-problem = Problem
severity-warning = Warning
severity-note = Note
severity-not-assessed = Not assessed
severity-ok = Passed
provenance-measured = measured
provenance-reported = reported
provenance-stated = stated
provenance-default = default
provenance-assumed = assumed
none = none
or = { " " }or{ " " }
short = { $bytes } short
to-spare = { $bytes } to spare
margin-recommended = { $margin }; { $recommended } recommended
scope-loaders = no DataLoader was stated. State it with --loader workers=…,prefetch=…,batch=…,sample=…; --loader none says that there is none.
scope-workers = the command line gives a DataLoader { $workers } workers, and nothing says what a batch holds. State it with --loader workers={ $workers },prefetch=…,batch=…,sample=….
scope-engines = files of { $engines } are not counted. State what they take with --other NAME=SIZE.
scope-both = files of { $engines } are not counted, and no DataLoader was stated. State it with --loader workers=…,prefetch=…,batch=…,sample=…; --loader none says that there is none.
scope-alone = This is about NCCL alone: { $asked }
not-known = not known
gpus-not-known = the GPUs are not known
stops = NCCL stops at { $phase } of { $group }: { $why }
pairs-all = All { $all } ordered pairs
pairs-some = { $some } of { $all } ordered pairs
path = { " " }(path { $paths })
why = . { $title }
pairs-not-connected = { $pairs } cannot be connected{ $path }{ $why } [{ $rule }].
pairs-use = { $pairs } use { $transport }{ $path }{ $why } [{ $rule }].
apart = No NVLink leads from one to the other: it joins the GPUs { $islands }.
versions = { $first } to { $last }
fails = fails
narrow-by = To narrow it: { $facts }.
narrow-one = To narrow it, state one of these:
narrow-one-then = To narrow it, state one of these, and then { $facts }:
range = { $figures }. The upper end is planned with.
range-bound = { $figures }, as a bound. The upper end is planned with.
values-more = { " " }and { $more } more:{ " " }
from-to = { $from } to { $to }
up-to = { $name } up to { $max }, perhaps { $less } less
between = { $name } between { $min } and { $max }
figure-demand = the demand
figure-collective = collective channels
figure-p2p = p2p channels
figure-p2p-per-peer = p2p channels per peer
figure-nvls = NVLS channels
not-exact = Not exact: { $sentence }
do = DO
or-with = or, with { $platform }:{ " " }
platform-gives = --platform NAME gives the text to paste and the check.
platform-gives-also = --platform NAME gives the text to paste and the check; also for { $others }.
check = check:
because = WHY
together = together
by-version = By version of NCCL (--section versions says what changes):
lines-before = { $lines ->
        [one] 1 line
       *[other] { $lines } lines
    } before
more-warnings = { $warnings ->
        [one] 1 more warning
       *[other] { $warnings } more warnings
    }
notes = { $notes ->
        [one] 1 note
       *[other] { $notes } notes
    },{ " " }
more = More: --details ({ $notes }pairs, facts, numbers), --section NAME, -o report.html
markdown-do = Do:
markdown-head = | /dev/shm | needs | how |
markdown-not-exact = *Not exact:*
markdown-then = Then look:
markdown-foot = { $tool }, from { $from }
beyond = ; { $bytes } of host memory through the driver (cuMem) come on top, not in /dev/shm
no-file = NCCL makes no file in /dev/shm
files = { $files ->
        [one] 1 file
       *[other] { $files } files
    }
files-of = { $files ->
        [one] 1 file
       *[other] { $files } files
    } of { $communicators } communicators
alike = { $files ->
        [one] 1 file
       *[other] { $files } files
    } of { $size } { $purpose }
alike-of = { $files ->
        [one] 1 file
       *[other] { $files } files
    } of { $size } { $purpose } of { $communicators } communicators
kinds = { $files }: { $terms }
term = { $count } of { $size } { $purpose }
smaller = { $count } smaller
purpose-receive = to receive
purpose-send = to send
purpose-proxies = for proxies
purpose-nvls = for NVLS
purpose-memcpy = for P2P by copy engine
purpose-network = for the network
ranks = { $ranks } ranks × { $size }:{ " " }
left-of-it = what is left of it while a loader that runs before or after it is full
batches = { $batches ->
        [one] 1 batch
       *[other] { $batches } batches
    } of { $size }
less = , less { $bytes } that some of them are smaller
semaphores = , and { $bytes } of semaphores
and-more = , and { $bytes } more
peak-of-ranks = peak of one rank x ranks on the node (bytes of one rank { $bytes }, ranks { $ranks })
