"""Runs PyTorch DataLoaders, each job in a mount namespace of its own with a tmpfs of stated size on /dev/shm.

    python3 rig.py JOBS.json [AT_ONCE]

JOBS.json is a list of jobs; one line of JSON comes out for each when it has ended. A job:

    name      comes back unchanged
    size      bytes of /dev/shm
    loaders   texts as the option --loader of shmfit takes them; the first is the outer loop, each other runs inside
              the one before
    shared    optional: bytes of a tensor that the program moves with share_memory_()
    rest      optional: samples of a last, smaller batch
    drop_last optional: leave that batch out
    nest      optional: in which epoch of the outer loop the inner ones run: first (default), last or each
    numpy     optional: samples of numpy arrays in place of tensors
    peak      optional: sample the highest use as well
    stall     optional: seconds without a batch and without work after which the job counts as stuck (15)

The result: outcome (ok, error, signal, stalled), message, settled (the highest use seen while every worker was idle),
unsettled (how often that was not to be had in time), batches (received), peak, left (what was still used once
everything had ended).

Needs the right to mount; as a user without it, run it under "unshare -Urm".
"""
import contextlib
import ctypes
import json
import mmap
import os
import select
import signal
import struct
import sys
import tempfile
import time

SHM = '/dev/shm'
CLONE_NEWNS = 0x20000
MS_REC, MS_PRIVATE = 0x4000, 0x40000
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
UNITS = {'': 1, 'KiB': 1 << 10, 'MiB': 1 << 20, 'GiB': 1 << 30}


def libc(name, *args):
    done = getattr(ctypes.CDLL(None, use_errno=True), name)(*args)
    if done != 0:
        raise OSError(ctypes.get_errno(), name + ': ' + os.strerror(ctypes.get_errno()))


def private_shm(size):
    """A tmpfs of exactly `size` bytes on /dev/shm, for this process and its children alone."""
    libc('unshare', CLONE_NEWNS)
    libc('mount', b'none', b'/', None, MS_REC | MS_PRIVATE, None)
    libc('mount', b'tmpfs', SHM.encode(), b'tmpfs', 0, ('size=%d,mode=1777' % size).encode())


def used():
    s = os.statvfs(SHM)
    return (s.f_blocks - s.f_bfree) * s.f_frsize


# ---------------------------------------------------------------- what a job loads

def size_of(text):
    number = text.rstrip('KMGiB')
    return int(number) * UNITS[text[len(number):]]


def settings(text):
    s = dict(name='loader', prefetch='2', collate='default', held='1', pin='no', persistent='no',
             sharing='file_descriptor', start='fork', epochs='1', batches=None, dataset='0')
    s.update(part.split('=', 1) for part in text.split(','))
    for key in ('workers', 'prefetch', 'batch', 'held', 'epochs'):
        s[key] = int(s[key])
    s['ahead'] = s['workers'] * s['prefetch']
    # Enough to fill up, to hold what is to be held, and to go on for a while.
    s['batches'] = int(s['batches']) if s['batches'] else s['ahead'] + s['held'] + 5
    s['leaves'] = s['sample'].split('+')
    return s


def value(leaf, index, numpy):
    """A new value each time: a tensor that the dataset keeps would stay in shared memory once it was sent."""
    import torch
    if leaf == 'int':
        return index
    if leaf == 'float':
        return index + 0.5
    if leaf == 'str':
        return 'sample %d' % index
    if ':' in leaf:
        shape, dtype = leaf.split(':')
        t = torch.ones([int(n) for n in shape.split('x')], dtype=getattr(torch, dtype))
    else:
        t = torch.ones(size_of(leaf), dtype=torch.uint8)
    return t.numpy() if numpy else t


class Made:
    """Counts the batches that workers have put together, in a file that every process maps."""

    def __init__(self, path):
        self.path = path

    def open(self):
        if not hasattr(self, 'map'):
            with open(self.path, 'r+b') as f:
                self.map = mmap.mmap(f.fileno(), 8 * 1024)
        return self.map

    def __getstate__(self):
        return dict(path=self.path)

    def add(self, worker):
        m = self.open()
        struct.pack_into('Q', m, 8 * worker, struct.unpack_from('Q', m, 8 * worker)[0] + 1)

    def total(self):
        return sum(struct.unpack_from('1024Q', self.open()))


class Samples:
    def __init__(self, s, numpy, rest, drop_last):
        import torch
        self.leaves, self.numpy = s['leaves'], numpy
        self.length = s['batch'] * s['batches'] + rest
        if rest and not drop_last:
            self.length -= s['batch']           # the smaller batch is one of those stated
        stored = size_of(s['dataset'])
        self.tensor = torch.ones(stored, dtype=torch.uint8) if stored else None

    def __len__(self):
        return self.length

    def __getitem__(self, i):
        return tuple(value(leaf, i, self.numpy) for leaf in self.leaves)


class Collate:
    def __init__(self, s, made):
        self.kind, self.sharing, self.made = s['collate'], s['sharing'], made

    def start(self, worker):
        """In a new worker: one that was not forked knows nothing of the strategy that its parent has set."""
        import torch
        torch.multiprocessing.set_sharing_strategy(self.sharing)

    def __call__(self, samples):
        import torch
        from torch.utils.data._utils.collate import default_collate
        batch = default_collate(samples) if self.kind == 'default' else list(samples)
        worker = torch.utils.data.get_worker_info()
        if worker is not None:
            self.made.add(worker.id)
        return batch


class Loop:
    """One loader, and what the program still holds of it."""

    def __init__(self, text, job, folder):
        import torch
        self.s = s = settings(text)
        handle, path = tempfile.mkstemp(dir=folder)
        os.truncate(handle, 8 * 1024)
        os.close(handle)
        self.made, self.kept, self.passes, self.asked = Made(path), [], 0, 0
        keywords = {}
        if s['workers']:
            keywords = dict(prefetch_factor=s['prefetch'], persistent_workers=s['persistent'] == 'yes',
                            multiprocessing_context=s['start'])
        collate = Collate(s, self.made)
        self.loader = torch.utils.data.DataLoader(
            Samples(s, job.get('numpy', False), job.get('rest', 0), job.get('drop_last', False)), batch_size=s['batch'], num_workers=s['workers'],
            collate_fn=collate, worker_init_fn=collate.start, drop_last=job.get('drop_last', False),
            pin_memory=s['pin'] == 'yes', **keywords)
        self.batches = len(self.loader)

    def moments(self):
        """The steps at which to wait until every worker is idle: where the use is at its highest, and the edges."""
        held = max(self.s['held'], 1)
        return {1, held, held + 1, self.batches - 1, self.batches}


# ---------------------------------------------------------------- waiting until nothing moves

def processes(root):
    children = {}
    for p in os.listdir('/proc'):
        if p.isdigit():
            try:
                with open('/proc/%s/stat' % p) as f:
                    parent = int(f.read().rsplit(')', 1)[1].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(p))
    found, todo = [], [root]
    while todo:
        p = todo.pop()
        found += children.get(p, [])
        todo += children.get(p, [])
    return found


def worked(pids):
    """Seconds of processor time of these processes and of those of their children that have ended."""
    ticks = 0
    for p in pids:
        try:
            with open('/proc/%d/stat' % p) as f:
                ticks += sum(int(n) for n in f.read().rsplit(')', 1)[1].split()[11:15])
        except OSError:
            pass
    return ticks / os.sysconf('SC_CLK_TCK')


def busy(p):
    """Whether any thread of a process runs, could run, or waits for a disk."""
    try:
        for t in os.listdir('/proc/%d/task' % p):
            with open('/proc/%d/task/%s/stat' % (p, t)) as f:
                if f.read().rsplit(')', 1)[1].split()[0] not in 'SZXI':
                    return True
    except OSError:
        return True
    return False


def idle(made, wanted, alive, quiet=0.12, patience=60):
    """Waits until `wanted` batches are made and no worker has moved for a while; then the use is settled.

    Gives up where nothing moves although batches are missing: then something is broken. While something moves, `alive`
    is called now and then."""
    start = since = told = time.monotonic()
    before = None
    while True:
        now = time.monotonic()
        state = (used(), made.total() >= wanted, tuple(busy(p) for p in processes(os.getpid()) if p != idle.sampler))
        if state != before or any(state[2]):
            since, before = now, state
        elif now - since > (quiet if state[1] else 1.5):
            return state[0], state[1]
        if since == now and now - told > 1:
            told = now
            alive()
        if now - start > patience:
            return state[0], False
        time.sleep(0.008)


idle.sampler = 0


# ---------------------------------------------------------------- the job itself

class Gate:
    """The thread that pins batches, without a GPU: it copies into ordinary memory, and waits while the gate is shut."""

    def __init__(self):
        import threading
        import torch
        self.open = threading.Event()
        torch.cuda.is_available = lambda: True
        torch.cuda.current_device = lambda: 0
        torch.cuda.set_device = lambda device: None
        # PyTorch of late asks for any accelerator.
        newer = getattr(torch, 'accelerator', None)
        if newer is not None:
            newer.is_available = lambda *_, **__: True
            newer.current_accelerator = lambda *_, **__: torch.device('cuda')
            newer.current_device_index = lambda: 0
            newer.set_device_index = lambda device: None
            if hasattr(newer, 'device_index'):
                newer.device_index = lambda device: contextlib.nullcontext()

        def pinned(tensor, device=None):
            self.open.wait()
            return tensor.clone()
        torch.Tensor.pin_memory = pinned


class Job:
    def __init__(self, job, progress, folder):
        import torch
        self.job, self.progress = job, progress
        texts = job['loaders']
        first = settings(texts[0])
        torch.multiprocessing.set_sharing_strategy(first['sharing'])
        self.gate = Gate() if any(settings(t)['pin'] == 'yes' for t in texts) else None
        self.shared = torch.ones(job['shared'], dtype=torch.uint8).share_memory_() if job.get('shared') else None
        self.loops = [Loop(t, job, folder) for t in texts]
        self.settled = self.unsettled = self.received = 0

    def read(self, loop, step):
        use, all_made = idle(loop.made, loop.asked + min(loop.batches, loop.s['ahead'] + step),
                             lambda: os.write(self.progress, b'~'))
        if all_made:
            self.settled = max(self.settled, use)
        else:
            self.unsettled += 1

    def run(self, depth=0, nested=True):
        loop = self.loops[depth]
        held = loop.s['held']
        inner = depth + 1 < len(self.loops) and nested
        step = 0
        loop.passes += 1
        if loop.s['pin'] == 'yes':
            self.gate.open.clear()
        iterator = iter(loop.loader)
        if loop.s['pin'] == 'yes':
            if loop.s['workers']:
                self.read(loop, 0)
            self.gate.open.set()
        for batch in iterator:
            step += 1
            self.received += 1
            os.write(self.progress, b'.')
            loop.kept.append(batch)
            del batch, loop.kept[:-max(held, 1)]
            if loop.s['workers'] and step in loop.moments():
                self.read(loop, step)
            if inner and step == min(loop.batches, max(held, 1)):
                self.turn(depth)
            if held == 0:
                loop.kept.clear()
        loop.asked += loop.batches
        del iterator

    def turn(self, depth):
        """The loops inside this one, in the epoch in which they are due."""
        outer, inner = self.loops[depth], self.loops[depth + 1]
        last = outer.passes == outer.s['epochs']
        nest = self.job.get('nest', 'first')
        due = inner.s['epochs'] - inner.passes
        if nest == 'first' or last:
            passes = due
        else:
            passes = min(1, due) if nest == 'each' else 0
        for _ in range(passes):
            self.run(depth + 1)

    def all(self):
        for _ in range(self.loops[0].s['epochs']):
            self.run()


def highest(peak):
    """A process that does nothing but look: the highest use goes into `peak`."""
    libc('prctl', PR_SET_PDEATHSIG, signal.SIGKILL)
    while True:
        u = used()
        if u > struct.unpack_from('Q', peak)[0]:
            struct.pack_into('Q', peak, 0, u)
        time.sleep(0.0001)


def child(job, progress, result, folder):
    """Runs in a process, a session and a mount namespace of its own."""
    os.setsid()
    libc('prctl', PR_SET_PDEATHSIG, signal.SIGKILL)
    private_shm(job['size'])
    import torch
    import warnings
    warnings.simplefilter('ignore')
    torch.set_num_threads(1)
    peak = mmap.mmap(-1, 8)
    if job.get('peak'):
        idle.sampler = os.fork()
        if idle.sampler == 0:
            highest(peak)
    out = dict(outcome='ok')
    work = None
    try:
        work = Job(job, progress, folder)
        work.all()
    except BaseException as e:
        out.update(outcome='error', message=(type(e).__name__ + ': ' + str(e))[-600:])
    if work is not None:
        out.update(settled=work.settled, unsettled=work.unsettled, batches=work.received)
    if job.get('peak'):
        out['peak'] = struct.unpack_from('Q', peak)[0]
    os.write(result, json.dumps(out).encode())
    if out['outcome'] == 'ok':
        del work
        out['left'] = used()
        os.write(result, b'\n' + json.dumps(out).encode())


# ---------------------------------------------------------------- running jobs side by side

class Running:
    def __init__(self, job):
        self.job, self.text, self.since, self.got = job, b'', time.monotonic(), 0
        self.told, self.worked = self.since, 0.0
        self.folder = tempfile.mkdtemp(prefix='shmfit-rig-')
        self.stderr = tempfile.TemporaryFile()
        self.progress, progress = os.pipe()
        self.result, result = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                os.close(self.progress)
                os.close(self.result)
                os.dup2(os.open('/dev/null', os.O_RDONLY), 0)
                os.dup2(self.stderr.fileno(), 1)
                os.dup2(self.stderr.fileno(), 2)
                child(job, progress, result, self.folder)
                code = 0
            except BaseException:
                import traceback
                traceback.print_exc()
                sys.stderr.flush()
            finally:
                os._exit(code)
        os.close(progress)
        os.close(result)
        os.set_blocking(self.progress, False)
        os.set_blocking(self.result, False)

    def poll(self):
        """The result, once the job has ended or stands still."""
        for pipe in (self.progress, self.result):
            try:
                data = os.read(pipe, 1 << 16)
            except BlockingIOError:
                continue
            if data:
                self.since = self.told = time.monotonic()
            if pipe == self.progress:
                self.got += data.count(b'.')
            else:
                self.text += data
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid == 0 and not self.stands():
            return None
        return self.end(status if pid else None)

    def stands(self):
        """Whether no batch comes and no work is done either. A new worker that was not forked imports PyTorch first, which
        takes a busy machine longer than any wait: as long as that goes on nothing stands still, up to a limit."""
        now, stall = time.monotonic(), self.job.get('stall', 15)
        if now - self.since <= stall:
            return False
        done = worked(processes(self.pid) + [self.pid])
        if done - self.worked < 0.5 or now - self.told > 4 * stall:
            return True
        self.worked, self.since = done, now
        return False

    def end(self, status):
        # The session's processes: workers whose parent is gone belong to it still.
        for p in processes(self.pid) + [self.pid]:
            kill(p)
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except OSError:
            pass
        if status is None:
            os.waitpid(self.pid, 0)
        try:
            self.text += os.read(self.result, 1 << 16)
        except OSError:
            pass
        os.close(self.progress)
        os.close(self.result)
        out = dict(outcome='ended')
        if self.text:
            out = json.loads(self.text.split(b'\n')[-1])
            if status is None and out['outcome'] == 'ok':
                out['outcome'] = 'stalled'
        elif status is None:
            out = dict(outcome='stalled')
        elif os.WIFSIGNALED(status):
            out = dict(outcome='signal', message=signal.Signals(os.WTERMSIG(status)).name)
        self.stderr.seek(0)
        err = self.stderr.read().decode('utf8', 'replace').replace('\0', '').strip()
        self.stderr.close()
        for f in os.listdir(self.folder):
            os.unlink(os.path.join(self.folder, f))
        os.rmdir(self.folder)
        out.setdefault('batches', self.got)
        return dict(out, name=self.job['name'], stderr=err[-600:])


def kill(p):
    try:
        os.kill(p, signal.SIGKILL)
    except OSError:
        pass


def serve(jobs, at_once):
    import numpy, torch                                # once: jobs are forked from here
    torch.set_num_threads(1)
    libc('prctl', PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)   # so that orphans can be found and ended
    running = []
    while jobs or running:
        while jobs and len(running) < at_once:
            running.append(Running(jobs.pop(0)))
        select.select([r.progress for r in running], [], [], 0.02)
        for r in list(running):
            done = r.poll()
            if done:
                running.remove(r)
                print(json.dumps(done), flush=True)
        time.sleep(0.005)


if __name__ == '__main__':
    with open(sys.argv[1]) as file:
        serve(json.load(file), int(sys.argv[2]) if len(sys.argv) > 2 else 4)
