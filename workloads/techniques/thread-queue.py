"""One producer and two consumers around a bounded queue. Each consumer needs a sentinel of its own."""

import hashlib
import queue
import threading

CONSUMERS = 2


def producer(items):
    for number in range(20):
        items.put(f"document {number}".encode() * 10_000)  # waits while the queue is full
    for _ in range(CONSUMERS):
        items.put(None)


def consumer(items, name):
    handled = 0
    while (document := items.get()) is not None:
        hashlib.sha256(document).hexdigest()
        handled += 1
    print(f"{name} hashed {handled} documents")


items = queue.Queue(maxsize=5)
threads = [threading.Thread(target=producer, args=(items,))]
threads += [
    threading.Thread(target=consumer, args=(items, f"consumer {number}"))
    for number in range(1, CONSUMERS + 1)
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"left in the queue: {items.qsize()}")
