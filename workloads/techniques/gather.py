"""Many waits at once on one event loop; the results come in the order of the arguments."""

import asyncio
import time


async def fetch(key):
    await asyncio.sleep(0.05 * (3 - key % 3))
    if key == 7:
        raise ValueError(f"no value for key {key}")
    return key * key


async def main():
    started = time.perf_counter()
    results = await asyncio.gather(*(fetch(key) for key in range(10)), return_exceptions=True)
    for key, result in enumerate(results):
        print(key, repr(result))
    print(f"{len(results)} results in {time.perf_counter() - started:.3f} s")


asyncio.run(main())
