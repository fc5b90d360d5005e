"""Producer and consumers as processes. Each consumer needs a sentinel of its own."""

import multiprocessing
import os

CONSUMERS = 2


def producer(items):
    for number in range(20):
        items.put(10_000 + number)  # waits while the queue is full
    for _ in range(CONSUMERS):
        items.put(None)


def consumer(items):
    handled = 0
    while (n := items.get()) is not None:
        sum(i * i for i in range(n))
        handled += 1
    print(f"process {os.getpid()} handled {handled} items", flush=True)


if __name__ == "__main__":
    items = multiprocessing.Queue(maxsize=5)
    processes = [multiprocessing.Process(target=producer, args=(items,))]
    processes += [multiprocessing.Process(target=consumer, args=(items,)) for _ in range(CONSUMERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("exit codes:", [process.exitcode for process in processes])
