"""Handle whatever is done first, again and again. asyncio.wait takes tasks; since 3.11 bare coroutines are an error."""

import asyncio
import random


async def fetch(key):
    await asyncio.sleep(random.uniform(0.01, 0.2))
    return key * key


async def main():
    pending = {asyncio.create_task(fetch(key), name=f"key {key}") for key in range(10)}
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            print(f"{task.get_name()}: {task.result()}, {len(pending)} still pending")


asyncio.run(main())
