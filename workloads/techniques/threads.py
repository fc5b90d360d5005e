"""One thread for each task: start them all, then join them all."""

import threading
import time


def count_primes(limit, results, index):
    results[index] = sum(
        all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit)
    )


limits = [2_000, 4_000, 6_000, 8_000]
results = [0] * len(limits)
threads = [
    threading.Thread(target=count_primes, args=(limit, results, index))
    for index, limit in enumerate(limits)
]
started = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

for limit, found in zip(limits, results):
    print(f"{found} primes below {limit}")
print(f"{len(threads)} threads, {time.perf_counter() - started:.3f} s")
