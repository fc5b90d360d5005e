"""A queue of 100 with one producer and two consumers: `queues.py thread` or `queues.py process`.

All are up when the clock starts; it ends with the last of them."""
import multiprocessing
import queue
import sys
import threading
import time

from common import serve

CAPACITY = 100
CONSUMERS = 2
TEXT = "x" * 1000
ITEMS = {"numbers": lambda i: i, "objects": lambda i: {"id": i, "text": TEXT}}
COUNTS = {
    "thread": {"numbers": 300_000, "objects": 100_000},
    "process": {"numbers": 100_000, "objects": 50_000},
}


def produce(q, barrier, count, item):
    barrier.wait()
    for i in range(count):
        q.put(item(i))
    for _ in range(CONSUMERS):
        q.put(None)


def consume(q, barrier, taken, slot):
    barrier.wait()
    count = 0
    while q.get() is not None:
        count += 1
    taken[slot] = count


def run(start, q, barrier, taken, count, item):
    peers = [start(target=produce, args=(q, barrier, count, item))]
    peers += [start(target=consume, args=(q, barrier, taken, slot)) for slot in range(CONSUMERS)]
    for peer in peers:
        peer.start()
    barrier.wait()
    began = time.perf_counter()
    for peer in peers:
        peer.join()
    took = time.perf_counter() - began
    assert sum(taken) == count, list(taken)
    return count / took


def threads(count, item):
    barrier = threading.Barrier(CONSUMERS + 2)
    return run(threading.Thread, queue.Queue(CAPACITY), barrier, [0] * CONSUMERS, count, item)


def processes(count, item):
    context = multiprocessing.get_context("fork")
    taken = context.Array("q", CONSUMERS, lock=False)
    barrier = context.Barrier(CONSUMERS + 2)
    return run(context.Process, context.Queue(CAPACITY), barrier, taken, count, item)


if __name__ == "__main__":
    kind = sys.argv[1]
    measure_one = {"thread": threads, "process": processes}[kind]
    serve(
        lambda small: {
            name: measure_one(COUNTS[kind][name] // (10 if small else 1), item) for name, item in ITEMS.items()
        }
    )
