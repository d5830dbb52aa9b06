"""Loaders as people write them, one of each kind: what the comparison of ``compare_kinds.py`` describes, sizes and runs.

``KINDS`` has for each name a function that makes the loader, or several that go together, and how it is used: ``epochs``,
``held`` batches, ``samples`` that describe looks at, ``first`` batch asked of the worker, ``mode`` (``zip``: together;
``after``: one after the other), ``fs``: the file_system strategy, ``slow`` to start, ``min``: the first PyTorch that has it.
"""

import collections
import dataclasses
import random
import typing

import torch
from torch.utils.data import (
    ChainDataset,
    ConcatDataset,
    DataLoader,
    Dataset,
    DistributedSampler,
    IterableDataset,
    RandomSampler,
    Sampler,
    Subset,
    SubsetRandomSampler,
    TensorDataset,
    WeightedRandomSampler,
    get_worker_info,
)

try:
    from torch.utils.data import StackDataset
except ImportError:
    pass
try:
    import numpy as np
except ImportError:
    np = None
V = tuple(int(x) for x in torch.__version__.split("+")[0].split("a")[0].split(".")[:2])


class M(Dataset):
    def __init__(self, n, f):
        self.n, self.f = n, f

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        return self.f(i)


class It(IterableDataset):
    def __init__(self, n, f, shard=False, skew=0):
        self.n, self.f, self.shard, self.skew = n, f, shard, skew

    def __iter__(self):
        w = get_worker_info()
        r = range(self.n)
        if w and self.shard:
            r = range(w.id, self.n, w.num_workers)
            if self.skew and w.id:
                r = list(r)[: len(list(r)) // self.skew]
        for i in r:
            yield self.f(i)


Point = collections.namedtuple("Point", "img label")


@dataclasses.dataclass
class DC:
    img: typing.Any
    lens: typing.Any
    name: typing.Any


def f_img(i):
    return torch.ones(3, 40, 41) * i, i


def f_dict(i):
    return {
        "x": torch.ones(3, 33, 33),
        "y": i,
        "name": "s%d" % i,
        "meta": {"w": torch.ones(5), "t": (1.5, torch.ones(2, 2, dtype=torch.int32))},
        "l": [torch.ones(7), torch.ones(9)],
    }


def f_nt(i):
    return Point(torch.ones(30, 31), float(i))


def f_np(i):
    return np.ones((17, 19, 3), np.uint8), np.float32(2.0), np.int64(i)


def f_scalar(i):
    return i * 1.5, i, bool(i % 2)


def f_bytes(i):
    return b"x" * 5000, torch.ones(11, 13)


def f_str(i):
    return "x" * 100


def f_zero(i):
    return torch.tensor(i), torch.tensor(1.5, dtype=torch.float64)


def f_empty(i):
    return torch.ones(0, 4), torch.ones(4, 400)


def f_dt(i):
    return (
        torch.ones(50, 50, dtype=torch.complex64),
        torch.ones(333, dtype=torch.bool),
        torch.ones(77, 79, dtype=torch.bfloat16),
    )


def f_view(i):
    return torch.ones(8, 1000)[:, 0], torch.ones(2000)[:100]


def f_big(i):
    return torch.ones(3, 224, 224)


def f_small(i):
    return torch.ones(3), i


def f_var(i):
    return torch.ones(100 + (i * 37) % 900)


def f_pil(i):
    from PIL import Image

    return Image.new("RGB", (64, 48)), i


def f_whole(i):
    return torch.ones(16, 3, 20, 20), np.ones((16, 5), np.float32), list(range(16))


def f_list(i):
    return [torch.ones(64, 65), torch.ones(12)]


def c_list(b):
    return b


def c_tup(b):
    return tuple(zip(*b))


def c_dc(b):
    return DC(torch.stack([x[0] for x in b]), torch.tensor([3] * len(b)), [str(x[1]) for x in b])


def c_np(b):
    return np.stack([x[0].numpy() for x in b])


def c_pad(b):
    return {
        "x": torch.nn.utils.rnn.pad_sequence(b, batch_first=True),
        "len": torch.tensor([len(x) for x in b]),
        "mask": torch.ones(1, 1000, dtype=torch.bool).expand(len(b), 1000),
    }


def c_pack(b):
    return torch.nn.utils.rnn.pack_sequence(sorted(b, key=len, reverse=True))


def c_split(b):
    x = torch.stack([t[0] for t in b])
    return x[: len(b) // 2], x[len(b) // 2 :], x.t() if x.dim() == 2 else x.transpose(1, 2)


def c_cat(b):
    return torch.cat([x.flatten() for x in b])


def c_sparse(b):
    return torch.eye(len(b) * 10).to_sparse(), torch.eye(50).to_sparse_csr()


def c_jag(b):
    return torch.nested.nested_tensor(list(b), layout=torch.jagged)


def c_nest(b):
    return torch.nested.nested_tensor(list(b))


def c_pilcat(b):
    return [x[0] for x in b], torch.tensor([x[1] for x in b])


def c_gen(b):
    return {"a": [{"b": torch.ones(100)} for _ in b], "n": None, "k": len(b)}


def c_same(b):
    x = torch.stack([t[0] for t in b])
    return {"x": x, "again": x, "view": x.view(-1)}


def c_mixup(b):
    x = torch.stack([t[0] for t in b])
    return x * 0.5 + x.flip(0) * 0.5, torch.nn.functional.one_hot(torch.tensor([t[1] % 10 for t in b]), 10).float()


class BS:
    def __init__(self, sizes):
        self.sizes = sizes

    def __len__(self):
        return len(self.sizes)

    def __iter__(self):
        k = 0
        for z in self.sizes:
            yield list(range(k, k + z))
            k += z


class GI(M):
    def __getitems__(self, idx):
        return [self.f(i) for i in idx]


class TensorHolder(M):
    def __init__(self, n):
        self.n = n
        self.data = torch.ones(n, 3, 30, 30)
        self.lab = torch.arange(n)

    def __getitem__(self, i):
        return self.data[i], self.lab[i]


class Kept(M):
    def __init__(self, n):
        self.n = n
        self.data = [torch.ones(50, 50) + i for i in range(n)]

    def __getitem__(self, i):
        return self.data[i]


class NpHolder(M):
    def __init__(self, n):
        self.n = n
        self.data = np.ones((n, 40, 40), np.float32)

    def __getitem__(self, i):
        return self.data[i], i


class DictIdx(M):
    def __getitem__(self, i):
        return self.f(i)


class KeySampler(Sampler):
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter(random.sample(range(self.n), self.n))

    def __len__(self):
        return self.n


def winit(i):
    random.seed(i)


KINDS = {}


def add(name, make, **k):
    KINDS[name] = (make, k)


def here(kind):
    """Whether this PyTorch has what a kind needs."""
    return KINDS[kind][1].get("min", (0, 0)) <= V


L = DataLoader
add("img", lambda: L(M(60, f_img), batch_size=6, num_workers=2))
add("img_uneven", lambda: L(M(62, f_img), batch_size=8, num_workers=3, prefetch_factor=1))
add("img_drop", lambda: L(M(62, f_img), batch_size=8, num_workers=2, drop_last=True))
add("dict", lambda: L(M(64, f_dict), batch_size=5, num_workers=2))
add("namedtuple", lambda: L(M(40, f_nt), batch_size=4, num_workers=2, prefetch_factor=3))
add("numpy", lambda: L(M(80, f_np), batch_size=9, num_workers=2))
add("scalars", lambda: L(M(80, f_scalar), batch_size=7, num_workers=2))
add("bytes", lambda: L(M(60, f_bytes), batch_size=6, num_workers=2))
add("str", lambda: L(M(60, f_str), batch_size=6, num_workers=2))
add("zero", lambda: L(M(60, f_zero), batch_size=6, num_workers=2))
add("empty", lambda: L(M(60, f_empty), batch_size=6, num_workers=2))
add("empty_fs", lambda: L(M(60, f_empty), batch_size=6, num_workers=2), fs=True)
add("dtypes", lambda: L(M(60, f_dt), batch_size=6, num_workers=2))
add("views", lambda: L(M(60, f_view), batch_size=6, num_workers=2))
add("views_list", lambda: L(M(60, f_view), batch_size=6, num_workers=2, collate_fn=c_list))
add("batch1", lambda: L(M(40, f_img), batch_size=1, num_workers=2))
add("batch1_list", lambda: L(M(40, f_list), batch_size=1, num_workers=2, collate_fn=c_list))
add("batch4096", lambda: L(M(65536, f_small), batch_size=4096, num_workers=2))
add("whole_map", lambda: L(M(20, f_whole), batch_size=None, num_workers=2))
add("whole_iter", lambda: L(It(40, f_whole, True), batch_size=None, num_workers=2), first=True)
add("iter", lambda: L(It(90, f_img, True), batch_size=6, num_workers=2), first=True)
add("iter_drop", lambda: L(It(95, f_img, True), batch_size=6, num_workers=3, drop_last=True), first=True)
add("iter_skew", lambda: L(It(120, f_img, True, 5), batch_size=6, num_workers=3), first=True)
add("iter_list", lambda: L(It(60, f_list, True), batch_size=4, num_workers=2, collate_fn=c_list), first=True)
add("iter_np", lambda: L(It(60, f_np, True), batch_size=4, num_workers=2), first=True)
add(
    "iter_persist",
    lambda: L(It(60, f_img, True), batch_size=4, num_workers=2, persistent_workers=True),
    first=True,
    epochs=3,
)
add("iter_epochs", lambda: L(It(60, f_img, True), batch_size=4, num_workers=2), first=True, epochs=3)
add("chain", lambda: L(ChainDataset([It(30, f_img), It(30, f_img)]), batch_size=4, num_workers=1), first=True)
add("list", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_list))
add("tuple", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_tup))
add("dataclass", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_dc))
add("np_collate", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_np))
add("pad", lambda: L(M(60, f_var), batch_size=6, num_workers=2, collate_fn=c_pad), samples=60)
add("pack", lambda: L(M(60, f_var), batch_size=6, num_workers=2, collate_fn=c_pack), samples=60)
add("varlist", lambda: L(M(60, f_var), batch_size=6, num_workers=2, collate_fn=c_list), samples=60)
add("cat", lambda: L(M(60, f_var), batch_size=6, num_workers=2, collate_fn=c_cat), samples=60)
add("split", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_split))
add("sparse", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_sparse), min=(2, 0))
add("jagged", lambda: L(M(60, f_var), batch_size=6, num_workers=2, collate_fn=c_jag), samples=60, min=(2, 6))
add("nested", lambda: L(M(60, f_var), batch_size=6, num_workers=2, collate_fn=c_nest), samples=60, min=(2, 1))
add("pil_list", lambda: L(M(60, f_pil), batch_size=6, num_workers=2, collate_fn=c_pilcat))
add("gen", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_gen))
add("same", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_same))
add("mixup", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_mixup))
add("bs_fixed", lambda: L(M(60, f_img), batch_sampler=BS([6] * 10), num_workers=2))
add("bs_vary", lambda: L(M(60, f_img), batch_sampler=BS([3, 9, 2, 10, 6, 6, 4, 8, 1, 11]), num_workers=2))
add(
    "bs_vary_list",
    lambda: L(M(60, f_list), batch_sampler=BS([3, 9, 2, 10, 6, 6, 4, 8, 1, 11]), num_workers=2, collate_fn=c_list),
)
add("weighted", lambda: L(M(60, f_img), batch_size=6, num_workers=2, sampler=WeightedRandomSampler([1.0] * 60, 48)))
add("subset_random", lambda: L(M(60, f_img), batch_size=6, num_workers=2, sampler=SubsetRandomSampler(range(0, 60, 2))))
add(
    "replace",
    lambda: L(
        M(60, f_img), batch_size=6, num_workers=2, sampler=RandomSampler(range(60), replacement=True, num_samples=200)
    ),
)
add("distributed", lambda: L(M(61, f_img), batch_size=6, num_workers=2, sampler=DistributedSampler(M(61, f_img), 4, 1)))
add("keysampler", lambda: L(M(60, f_img), batch_size=6, num_workers=2, sampler=KeySampler(60)))
add("subset", lambda: L(Subset(M(90, f_img), list(range(5, 70))), batch_size=6, num_workers=2, shuffle=True))
add("concat", lambda: L(ConcatDataset([M(30, f_img), M(30, f_img)]), batch_size=6, num_workers=2, shuffle=True))
add("tensords", lambda: L(TensorDataset(torch.ones(60, 3, 30, 30), torch.ones(60)), batch_size=6, num_workers=2))
add(
    "tensords_spawn",
    lambda: L(
        TensorDataset(torch.ones(60, 3, 30, 30), torch.ones(60)),
        batch_size=6,
        num_workers=2,
        multiprocessing_context="spawn",
    ),
    slow=True,
)
add(
    "holder_forkserver",
    lambda: L(TensorHolder(60), batch_size=6, num_workers=2, multiprocessing_context="forkserver"),
    slow=True,
)
add(
    "holder_forkserver_persist",
    lambda: L(
        TensorHolder(60), batch_size=6, num_workers=2, multiprocessing_context="forkserver", persistent_workers=True
    ),
    slow=True,
    epochs=2,
)
add(
    "holder_spawn_epochs",
    lambda: L(TensorHolder(60), batch_size=6, num_workers=2, multiprocessing_context="spawn"),
    slow=True,
    epochs=2,
)
add("npholder_spawn", lambda: L(NpHolder(60), batch_size=6, num_workers=2, multiprocessing_context="spawn"), slow=True)
add("kept_list", lambda: L(Kept(60), batch_size=6, num_workers=2, collate_fn=c_list))
add(
    "kept_list_persist",
    lambda: L(Kept(60), batch_size=6, num_workers=2, collate_fn=c_list, persistent_workers=True),
    epochs=2,
)
add(
    "kept_shuffle_persist",
    lambda: L(Kept(60), batch_size=6, num_workers=2, collate_fn=c_list, persistent_workers=True, shuffle=True),
    epochs=4,
)
add("kept_batch1", lambda: L(Kept(30), batch_size=1, num_workers=2, collate_fn=c_list))
add("kept_none", lambda: L(Kept(30), batch_size=None, num_workers=2))
add("holder_list", lambda: L(TensorHolder(60), batch_size=6, num_workers=2, collate_fn=c_list))
add("getitems", lambda: L(GI(60, f_img), batch_size=6, num_workers=2))
add("npholder", lambda: L(NpHolder(60), batch_size=6, num_workers=2))
add("persist", lambda: L(M(60, f_img), batch_size=6, num_workers=2, persistent_workers=True), epochs=3)
add("epochs", lambda: L(M(60, f_img), batch_size=6, num_workers=2), epochs=3)
add("epochs_uneven", lambda: L(M(62, f_img), batch_size=6, num_workers=3), epochs=3)
add("few_batches", lambda: L(M(18, f_img), batch_size=6, num_workers=8), epochs=2)
add("one_batch", lambda: L(M(4, f_img), batch_size=6, num_workers=2), epochs=2)
add("pf8", lambda: L(M(120, f_img), batch_size=6, num_workers=1, prefetch_factor=8))
add("w6", lambda: L(M(160, f_img), batch_size=4, num_workers=6, prefetch_factor=2))
add("fs", lambda: L(M(60, f_img), batch_size=6, num_workers=2), fs=True)
add("fs_list", lambda: L(M(60, f_list), batch_size=6, num_workers=2, collate_fn=c_list), fs=True)
add("fs_epochs", lambda: L(M(60, f_img), batch_size=6, num_workers=2), fs=True, epochs=2)
add("unordered", lambda: L(M(60, f_img), batch_size=6, num_workers=3, in_order=False), min=(2, 6))
add("unordered_epochs", lambda: L(M(62, f_img), batch_size=6, num_workers=3, in_order=False), min=(2, 6), epochs=3)
add(
    "unordered_iter",
    lambda: L(It(120, f_img, True, 5), batch_size=6, num_workers=3, in_order=False),
    min=(2, 6),
    first=True,
)
add(
    "unordered_bs",
    lambda: L(M(60, f_img), batch_sampler=BS([3, 9, 2, 10, 6, 6, 4, 8, 1, 11]), num_workers=2, in_order=False),
    min=(2, 6),
)
add("timeout_init", lambda: L(M(60, f_img), batch_size=6, num_workers=2, timeout=60, worker_init_fn=winit))
add("held0", lambda: L(M(60, f_img), batch_size=6, num_workers=2), held=0)
add("held3", lambda: L(M(90, f_img), batch_size=6, num_workers=2), held=3)
add("held3_epochs", lambda: L(M(90, f_img), batch_size=6, num_workers=2), held=3, epochs=2)
add(
    "zip2",
    lambda: [L(M(60, f_img), batch_size=6, num_workers=2), L(M(60, f_nt), batch_size=5, num_workers=1)],
    mode="zip",
)
add(
    "after2",
    lambda: [L(M(60, f_img), batch_size=6, num_workers=2), L(M(60, f_nt), batch_size=5, num_workers=3)],
    mode="after",
    epochs=2,
)
add(
    "after2_persist",
    lambda: [
        L(M(60, f_img), batch_size=6, num_workers=2, persistent_workers=True),
        L(M(60, f_nt), batch_size=5, num_workers=3, persistent_workers=True),
    ],
    mode="after",
    epochs=2,
)
add("big", lambda: L(M(80, f_big), batch_size=16, num_workers=2))
add("workers1_pf1", lambda: L(M(40, f_img), batch_size=6, num_workers=1, prefetch_factor=1), epochs=3)


def f_video(i):
    return torch.full((4, 3, 18, 20), i % 255, dtype=torch.uint8), i % 7


def f_half(i):
    return torch.ones(3, 33, 31, dtype=torch.float16), torch.tensor([i], dtype=torch.int16)


def f_last(i):
    return torch.ones(1, 3, 20, 22).to(memory_format=torch.channels_last)[0], i


def f_crops(i):
    return [torch.ones(3, 32, 32) for _ in range(2)] + [torch.ones(3, 12, 12) for _ in range(6)], i


def f_boxes(i):
    return torch.ones(3, 30 + i % 5, 40), {
        "boxes": torch.ones(i % 6, 4),
        "labels": torch.ones(i % 6, dtype=torch.int64),
        "id": i,
    }


def f_tokens(i):
    line = torch.arange(257) + i
    return line[:-1], line[1:]


def f_grad(i):
    return torch.ones(50, 60, requires_grad=True)


def f_sub(i):
    return Marked(torch.ones(41, 43))


def f_const(i):
    return torch.ones(100) * i, GRID


def f_none(i):
    return torch.ones(0, 3), BIG[:0]


def f_strided(i):
    return torch.ones(40, 50).t(), torch.ones(9, 100).expand(9, 100)[::2]


def f_numbers(i):
    return {"a": np.float64(i), "b": np.bool_(True), "c": np.arange(5), "d": 3.5, "e": True}


def f_triplet(i):
    return tuple(torch.ones(1, 28, 28) + k for k in range(3))


def f_fft(i):
    return torch.fft.rfft(torch.ones(16, 64))


def f_map(i):
    return collections.OrderedDict(x=torch.ones(7, 9), y=collections.OrderedDict(z=i))


GRID = torch.ones(30, 40)
BIG = torch.ones(300, 300)


class Marked(torch.Tensor):
    pass


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Graph:
    def __init__(self, x, edges, ptr):
        self.x, self.edge_index, self.ptr = x, edges, ptr


class Buffered:
    """A collate function that writes each batch into a buffer of its own, as people do who save allocations."""

    def __init__(self):
        self.buffer = None

    def __call__(self, b):
        if self.buffer is None:
            self.buffer = torch.empty(len(b), *b[0][0].shape)
        return torch.stack([x[0] for x in b], out=self.buffer[: len(b)]).clone()


class Cached(M):
    """Keeps the samples that it made."""

    def __init__(self, n, f):
        super().__init__(n, f)
        self.kept = {}

    def __getitem__(self, i):
        return self.kept.setdefault(i, self.f(i))


class Chunks(IterableDataset):
    """Reads chunks and gives their rows, which are views of them."""

    def __init__(self, n, rows):
        self.n, self.rows = n, rows

    def __iter__(self):
        info = get_worker_info()
        for c in range(info.id if info else 0, self.n, info.num_workers if info else 1):
            chunk = torch.ones(self.rows, 500) * c
            for row in chunk:
                yield row


class Packed(IterableDataset):
    """Gives whole batches of a token budget."""

    def __init__(self, n):
        self.n = n

    def __iter__(self):
        info = get_worker_info()
        for i in range(info.id if info else 0, self.n, info.num_workers if info else 1):
            k = 1 + i * 7 % 11
            yield {"ids": torch.ones(k, 1024 // k, dtype=torch.int64), "cu": torch.arange(k + 1, dtype=torch.int32)}


class ShuffleBuffer(IterableDataset):
    def __init__(self, n, f, size):
        self.n, self.f, self.size = n, f, size

    def __iter__(self):
        info = get_worker_info()
        draw = random.Random(1)
        held = []
        for i in range(info.id if info else 0, self.n, info.num_workers if info else 1):
            held.append(self.f(i))
            if len(held) >= self.size:
                yield held.pop(draw.randrange(len(held)))
        yield from held


class Buckets:
    def __init__(self, n, size):
        self.n, self.size = n, size

    def __len__(self):
        return -(-self.n // self.size)

    def __iter__(self):
        order = sorted(range(self.n), key=lambda i: (i * 37) % 900)
        for k in range(0, self.n, self.size):
            yield order[k : k + self.size]


def c_dict_of_deque(b):
    return {"d": collections.deque(x[0] for x in b), "s": frozenset([len(b)])}


def c_slotted(b):
    return Slotted(torch.stack([x[0] for x in b]), [x[1] for x in b])


def c_graph(b):
    n = [3 + x[1] % 5 for x in b]
    return Graph(torch.ones(sum(n), 16), torch.zeros(2, 4 * sum(n), dtype=torch.int64), torch.tensor([0] + n).cumsum(0))


def c_mlm(b):
    ids = torch.stack([x[0] for x in b])
    labels = ids.clone()
    mask = torch.ones_like(ids, dtype=torch.bool)
    return {
        "input_ids": ids,
        "labels": labels,
        "attention_mask": mask,
        "position_ids": torch.arange(ids.shape[1]).expand_as(ids),
    }


def c_parameter(b):
    return torch.nn.Parameter(torch.stack([x[0] for x in b]))


def c_one(b):
    return len(b)


def c_nothing(b):
    return None


def c_chunked(b):
    return torch.stack([x[0] for x in b]).chunk(3)


def c_unbound(b):
    return list(torch.stack([x[0] for x in b]).unbind(0))


def c_storage(b):
    return torch.stack([x[0] for x in b]).untyped_storage()


def c_quantized(b):
    return torch.quantize_per_tensor(torch.stack([x[0] for x in b]), 0.1, 0, torch.quint8)


def c_coo(b):
    return torch.stack([x[0].flatten() for x in b]).relu().to_sparse_coo()


def c_padded_narrow(b):
    big = torch.zeros(len(b), 1000)
    for k, x in enumerate(b):
        big[k, : len(x)] = x
    return big[:, : max(map(len, b))]


def c_bool_list(b):
    return [[True] * len(b), torch.ones(len(b), dtype=torch.bool)]


def c_numpy_views(b):
    return torch.from_numpy(np.concatenate([np.ones((1, 50, 51), np.float32) for _ in b]))[:, ::2]


add("video", lambda: L(M(40, f_video), batch_size=3, num_workers=2))
add("half", lambda: L(M(60, f_half), batch_size=7, num_workers=3))
add("channels_last", lambda: L(M(60, f_last), batch_size=6, num_workers=2))
add("multi_crop", lambda: L(M(40, f_crops), batch_size=4, num_workers=2))
add("boxes", lambda: L(M(40, f_boxes), batch_size=4, num_workers=2, collate_fn=c_tup), samples=40)
add("tokens", lambda: L(M(60, f_tokens), batch_size=6, num_workers=2))
add("tokens_list", lambda: L(M(60, f_tokens), batch_size=6, num_workers=2, collate_fn=c_list))
add("mlm", lambda: L(M(60, f_tokens), batch_size=6, num_workers=2, collate_fn=c_mlm))
add("requires_grad_list", lambda: L(M(60, f_grad), batch_size=6, num_workers=2, collate_fn=c_list))
add("parameter", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_parameter))
add("subclass", lambda: L(M(60, f_sub), batch_size=6, num_workers=2), min=(2, 0))
add("subclass_list", lambda: L(M(60, f_sub), batch_size=6, num_workers=2, collate_fn=c_list), min=(2, 0))
add("constant", lambda: L(M(60, f_const), batch_size=6, num_workers=2))
add("constant_list", lambda: L(M(60, f_const), batch_size=6, num_workers=2, collate_fn=c_list))
add("empty_view_of_much", lambda: L(M(60, f_none), batch_size=6, num_workers=2, collate_fn=c_list))
add("strided_list", lambda: L(M(60, f_strided), batch_size=6, num_workers=2, collate_fn=c_list))
add("numpy_numbers", lambda: L(M(60, f_numbers), batch_size=6, num_workers=2))
add("triplet", lambda: L(M(60, f_triplet), batch_size=6, num_workers=2, drop_last=True))
add("complex", lambda: L(M(60, f_fft), batch_size=6, num_workers=2))
add("ordered_dict", lambda: L(M(60, f_map), batch_size=6, num_workers=2))
add("deque", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_dict_of_deque))
add("slots", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_slotted))
add("graph", lambda: L(M(60, f_small), batch_size=6, num_workers=2, collate_fn=c_graph), samples=60)
add("length_alone", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_one))
add("nothing", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_nothing))
add("chunked", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_chunked))
add("unbound", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_unbound))
add("storage", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_storage), min=(2, 1))
add("quantized", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_quantized))
add("coo", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_coo), samples=60)
add("padded_narrow", lambda: L(M(60, f_var), batch_size=6, num_workers=2, collate_fn=c_padded_narrow), samples=60)
add("bool_list", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_bool_list))
add("numpy_views", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=c_numpy_views))
add("buffered", lambda: L(M(60, f_img), batch_size=6, num_workers=2, collate_fn=Buffered()))
add(
    "cached_list",
    lambda: L(Cached(24, f_list), batch_size=6, num_workers=2, collate_fn=c_list, persistent_workers=True),
    epochs=3,
)
add("chunk_rows", lambda: L(Chunks(12, 16), batch_size=8, num_workers=2), first=True)
add("chunk_rows_list", lambda: L(Chunks(12, 16), batch_size=8, num_workers=2, collate_fn=c_list), first=True)
add("token_budget", lambda: L(Packed(40), batch_size=None, num_workers=2), first=True)
add("shuffle_buffer", lambda: L(ShuffleBuffer(80, f_img, 10), batch_size=5, num_workers=2), first=True)
add(
    "shuffle_buffer_list",
    lambda: L(ShuffleBuffer(80, f_list, 10), batch_size=5, num_workers=2, collate_fn=c_list),
    first=True,
)
add("buckets", lambda: L(M(60, f_var), batch_sampler=Buckets(60, 7), num_workers=2, collate_fn=c_pad), samples=60)
add(
    "random_split",
    lambda: L(torch.utils.data.random_split(M(90, f_img), [70, 20])[0], batch_size=6, num_workers=2, shuffle=True),
)
add("range", lambda: L(range(100), batch_size=6, num_workers=2))
add(
    "list_of_dicts", lambda: L([{"x": np.ones(50, np.float32), "y": i} for i in range(60)], batch_size=6, num_workers=2)
)
add("tensor_itself", lambda: L(torch.ones(60, 3, 30), batch_size=6, num_workers=2))
add("prefetch_16", lambda: L(M(400, f_small), batch_size=4, num_workers=2, prefetch_factor=16))
add("workers_without_work", lambda: L(M(10, f_img), batch_size=4, num_workers=7, persistent_workers=True), epochs=2)
add(
    "generator",
    lambda: L(M(60, f_img), batch_size=6, num_workers=2, shuffle=True, generator=torch.Generator().manual_seed(3)),
)
add(
    "three_beside",
    lambda: [
        L(M(60, f_img), batch_size=6, num_workers=2),
        L(M(60, f_nt), batch_size=6, num_workers=1),
        L(M(60, f_half), batch_size=6, num_workers=3),
    ],
    mode="zip",
)
add("pinned_without_gpu", lambda: L(M(60, f_img), batch_size=6, num_workers=2, pin_memory=True))
if V >= (2, 1):
    add("stack", lambda: L(StackDataset(M(60, f_big), M(60, f_small)), batch_size=4, num_workers=2))
