# The HTML page: its templates and drawings. What its scripts say stands in script.ftl.
skip = Skip to the report
captured = captured { $time }
redacted = redacted
stops-here = is where NCCL stops
beside-log = Beside the log
do-first = Do this first
parts = Parts of the report
nav-log = Log
nav-budget = Budget
nav-whatif = What if
nav-node = Node
nav-pairs = Pairs
nav-findings = Findings
nav-versions = Versions
nav-details = Details
nav-provenance = Provenance
node = The node
pairs = Pairs
pairs-intro = How NCCL connects each GPU (row) to each other (column). A cell leads to the rules that decided.
findings = Findings
nothing = Nothing to mend.
checks-passed = { $checks ->
        [one] 1 check
       *[other] { $checks } checks
    } passed
foot = Made by { $tool }. This page is complete in itself: it loads nothing and sends nothing.

against-unknown = size of /dev/shm not known
against-free = { $bytes } free
against-there = { $bytes } there
against-nothing = perhaps nothing
at-least = at least { $bytes }
recommended = { $bytes } recommended

budget = The budget of /dev/shm
budget-picture = Demand against /dev/shm
budget-has = has { $bytes }
sum = The sum, part by part
sum-caption = The sum, at the worst moment, in whole pages
consumer = Consumer
part = Part
needs = Needs
bytes = Bytes
how = How
required = Required
shm-free = /dev/shm has free
shm-holds = /dev/shm holds
short = Short
spare = To spare
not-exact = Not exact:
moments = Who needs what, and when
moments-picture = At each moment of the job
limits = What can run out
what = What
has = Has
enough = Enough
no = ✕ no
yes = ✓ yes
unlimited = unlimited
against-memory = Against the memory limit
this-job = this job
memory-counts = Pages of /dev/shm count against the memory limit, { $limit }, beside what the processes use themselves.
memory-counts-source = Pages of /dev/shm count against the memory limit, { $limit } ({ $provenance }), beside what the processes use themselves.
memory-unknown = No memory limit is known. Where there is one, the pages of /dev/shm count against it: { $needs }.
memories = The memories, side by side
memories-caption = Memories, side by side
memory = Memory
memory-what = What it is
letter = To the administrator

whatif = What if
whatif-intro = Another job on the same node, by the same forecast. The report around it stays as it is; the address of the page keeps what is asked here.
ranks = Ranks
containers = Containers
channels = Channels
loader = Loader
workers = Workers
prefetch = Prefetch
batch = Batch
sample = Sample
sample-unit = Unit of the sample size
size-unit = Unit of the size of /dev/shm
size-unknown = not known
reset = As reported
need-parts = Parts of the need
same-command = The same from the command line: to the command that made this page add, or change in it,
options = Options

picture = Picture of the node
picture-title = The node: { $summary }
picture-about = Boxes are NUMA nodes and switches with the devices that they hold. Arcs below show which GPUs NCCL connects, and by which transport; the matrix of pairs says the same in words.
picture-summary = { $parts }.
neighbours = Ring neighbours
all-pairs = All pairs
transports = Transports
pairs-of = { $pairs } of { $all } ordered pairs
circles = Circles are ranks; arcs hang below the GPUs that they connect.
question-mark = “?” after a name or rate: assumed, not captured.
not-placed = Place not known
dot = Rank { $rank } on GPU{ $gpu }
link = GPU{ $a } and GPU{ $b }: { $what }
arc-ring = GPU{ $a } and GPU{ $b }: { $what }, neighbours in the rings of { $some } of { $all } channels
nvswitches = { $switches ->
        [one] NVSwitch
       *[other] { $switches } NVSwitches
    }
from-each = { $switches } · { $links } from each GPU
count-gpu = { $n ->
        [one] 1 GPU
       *[other] { $n } GPUs
    }
count-socket = { $n ->
        [one] 1 socket
       *[other] { $n } sockets
    }
count-numa = { $n ->
        [one] 1 NUMA node
       *[other] { $n } NUMA nodes
    }
count-switch = { $n ->
        [one] 1 PCIe switch
       *[other] { $n } PCIe switches
    }
count-nic = { $n ->
        [one] 1 NIC
       *[other] { $n } NICs
    }
count-nvswitch = { $n ->
        [one] 1 NVSwitch
       *[other] { $n } NVSwitches
    }

group-channels = { $ranks ->
        [one] 1 rank
       *[other] { $ranks } ranks
    }, { $collective } collective + { $p2p } p2p channels
stops = NCCL stops at { $phase }:
matrix = Matrix of pairs of { $group }
matrix-caption = Transport of every ordered pair of GPUs; from the row's to the column's
from-to = from ↓ to →
cell = { $from } to { $to }: { $transport }, path { $path }, why
traces = Why: { $explanations ->
        [one] 1 explanation
       *[other] { $explanations } explanations
    } for { $pairs ->
        [one] 1 ordered pair
       *[other] { $pairs } ordered pairs
    }
path = path { $path }
names-more = { $names } and { $more } more
sender = the sender
receiver = the receiver
decided-by = Decided by

owner = owner: { $owner }
owner-job = job
owner-image = image
owner-node = node
owner-hypervisor = hypervisor
to-assess = To assess it:
remedy = Remedy:
platform = Platform
then-look = Then look:
evidence = Evidence
stated-with = stated with { $source }

log = Forecast beside log
likely-cause = Likely cause:
would-explain = Would explain it:
communicator = Communicator of { $ranks ->
        [one] 1 rank
       *[other] { $ranks } ranks
    }
communicator-least = Communicator of at least { $ranks ->
        [one] 1 rank
       *[other] { $ranks } ranks
    }
communicator-log = Communicator of { $ranks } ranks: forecast beside log
times = { $times } times
not-compared-word = not compared
not-compared = Not compared: { $why }
files = Files in /dev/shm
files-log = Files in /dev/shm: forecast beside log
agreeing = { $things ->
        [one] 1 thing agrees
       *[other] { $things } things agree
    }
agreeing-label = { $label }, what agrees
others-label = { $label }, what does not simply agree
outcome = Outcome
forecast = Forecast
in-log = Log
differs = ✕ differs
agrees = ✓ agrees
within = ○ within the range
not-in-log = not in the log
rest-agrees = Then everything else agrees.
rest-agrees-with = With that, everything else agrees.
rest-remains = Then { $differences ->
        [one] 1 difference remains
       *[other] { $differences } differences remain
    }.
rest-remains-with = With that, { $differences ->
        [one] 1 difference remains
       *[other] { $differences } differences remain
    }.

versions = Other NCCL versions
versions-none = No version among these connects a pair otherwise.
versions-picture = Pairs by transport in each version; the table has the numbers
versions-table = NCCL versions, one by one
versions-caption = The same job under other versions of NCCL
ordered-pairs = Ordered pairs
what-changes = What changes
this-report = this report
version-fails = ✕ Fails:
step-fails = An upgrade from { $from } to { $to } makes NCCL fail: { $why }
step-works = An upgrade from { $from } to { $to } lets NCCL come up.
step-moves = An upgrade from { $from } to { $to } moves { $moves }.
step-move = { $pairs ->
        [one] 1 ordered pair
       *[other] { $pairs } ordered pairs
    } to { $transport }
step-need = The job then needs { $is } of /dev/shm in place of { $was }.

details = Details
over-nodes = Over { $nodes } nodes:
over-nodes-joined = As node { $node } sees it; ranks are those of the job. NVLink joins the nodes.
over-nodes-intro = As node { $node } sees it; ranks are those of the job. Pairs of different nodes use NET.
nccl-files-of = Files that NCCL makes for { $group }
nccl-files = Files of NCCL's in /dev/shm:
after = After
new-files = New files, on the node
file-sizes = File sizes
in-pages = In pages
no-files = none
through-driver = and { $bytes } of host memory through the driver, not in /dev/shm
loaders = DataLoaders
loaders-caption = DataLoaders, in one rank
steady = Steady
peak = Peak
files-word = Files
of-loader = Loader
descriptors = Descriptors
peak-how = How the peak comes about
gpus-read = { $gpus ->
        [one] 1 GPU
       *[other] { $gpus } GPUs
    }, as read from { $source }
gpus = GPUs
index = Index
name = Name
bus-id = Bus id
numa-node = NUMA node
not-captured = not captured

provenance = Assumptions and provenance
nothing-assumed = Nothing had to be assumed.
nothing-matters = Nothing was assumed that could change the answer.
assumptions = Assumptions
assumptions-caption = Facts that were not captured
fact = Fact
taken-as = Taken as
why = Why
depends = What depends on it
other-facts = { $facts ->
        [one] 1 fact that was
       *[other] { $facts } facts that were
    } taken, too, and would change nothing here
facts-read = { $facts ->
        [one] 1 fact that was read
       *[other] { $facts } facts that were read
    }, and where
facts-read-caption = Facts that were read
read-from = Read from
without-consequence = Assumptions without consequence
settings = NCCL settings
variable = Variable
value = Value
about-measured = read from the kernel or the file system
about-reported = a tool's or a library's own word
about-stated = given by the user
about-default = the documented default of the software
about-assumed = taken because a fact is missing
inputs = Inputs in this page
inputs-embedded = The captured texts are embedded, to be analysed again; they stand in the element { $element } of this page's source.
inputs-redacted = The capture is redacted: names and addresses were replaced before it was written.
characters = { $characters ->
        [one] 1 character
       *[other] { $characters } characters
    }
