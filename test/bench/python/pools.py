"""No-op tasks through a pool of concurrent.futures, all submitted at once: `pools.py thread` or `pools.py process`."""
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait

from common import WORKERS, serve


def noop(x):
    return x


def nap(seconds):
    time.sleep(seconds)


KINDS = {
    "thread": (20_000, lambda: ThreadPoolExecutor(WORKERS)),
    "process": (10_000, lambda: ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("fork"))),
}

if __name__ == "__main__":
    tasks, make = KINDS[sys.argv[1]]
    with make() as pool:
        list(pool.map(nap, [0.05] * WORKERS * 2))  # all workers are up before anything is measured

        def measure(small):
            count = 5000 if small else tasks
            start = time.perf_counter()
            futures = [pool.submit(noop, i) for i in range(count)]
            wait(futures)
            took = time.perf_counter() - start
            assert [f.result() for f in futures] == list(range(count))
            return {"burst": count / took}

        serve(measure)
