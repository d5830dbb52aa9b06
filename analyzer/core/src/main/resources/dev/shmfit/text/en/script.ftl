# What the scripts of the HTML page say. The page has them with its arguments in braces.
copy = Copy
copied = Copied
selected = Selected
save = Save
saved = Saved
copy-markdown = Copy as Markdown
ring-of = Ring of
no-channel = no channel
ring-channels = { $count ->
        [one] channel
       *[other] channels
    } { $channels }
save-all = Save them all as a capture
save-redacted = Save them redacted
either-analyzed = Either is what shmfit analyze takes. Redacted, names of hosts and users, addresses, UUIDs and serial numbers are replaced, as shmfit capture does.
analyzed = It is what shmfit analyze takes.
redacting-nothing = Redacting would change nothing in it.
one-container = one
equal-containers = { $containers } × { $ranks } { $count ->
        [one] rank
       *[other] ranks
    }
by-nccl = by NCCL
wrong-size = The size of /dev/shm is a number from 0 to 1000000, or nothing where it is not known.
wrong-batch = A batch has from 1 to 1000000 samples.
wrong-sample = A sample's size is a number from 0 to 1000000.
without = (without { $option })
apart = Each container here has a /dev/shm of its own: NCCL takes each for a node, and pairs across them go over the network, by the network adapters that the capture shows or else by one interface for sockets.
not-in-page = This combination is not in the page; the command below counts it.
nccl-fails = NCCL fails:
too-many = More than can be counted.
needs = needs { $bytes }
at-worst = at the worst moment ({ $moment }), { $room }
at-worst-each = in each container, at the worst moment ({ $moment }), { $room }
room-unknown = the size of /dev/shm is not known
room-fails = fails: { $short } short of { $size }
room-tight = tight: { $spare } to spare of { $size }
room-fits = fits: { $spare } to spare of { $size }
recommended = { $bytes } recommended
nccl-channels = NCCL, { $channels } { $count ->
        [one] channel
       *[other] channels
    }
others = others
other-versions = Other versions of NCCL are in pages made with --nccl all.
settled = What the capture leaves open is settled as the report plans with: { $facts }.
