"""A loop that does one task after the other until it is stopped: after so many seconds (first argument, default 1)."""

import asyncio
import hashlib
import os
import sys
import time


async def task():
    await asyncio.sleep(0.01)  # waiting: the loop is free for others
    return hashlib.sha256(os.urandom(64 * 1024)).hexdigest()


async def forever():
    rounds = 0
    try:
        while True:
            await task()
            rounds += 1
    finally:
        print(f"{rounds} rounds")


async def main(seconds):
    started = time.perf_counter()
    try:
        await asyncio.wait_for(forever(), timeout=seconds)
    except asyncio.TimeoutError:
        print(f"stopped after {time.perf_counter() - started:.2f} s")


asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0))
