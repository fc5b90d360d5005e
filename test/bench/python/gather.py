"""asyncio.gather of no-op coroutines; also with eager tasks where Python has them (3.12)."""
import asyncio
import time

from common import serve


async def noop(x):
    return x


async def gather(tasks, eager):
    if eager:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    start = time.perf_counter()
    values = await asyncio.gather(*(noop(i) for i in range(tasks)))
    took = time.perf_counter() - start
    assert values == list(range(tasks))
    return took * 1000


def measure(small):
    tasks = 10_000 if small else 100_000
    figures = {"tookMs": asyncio.run(gather(tasks, False))}
    if hasattr(asyncio, "eager_task_factory"):
        figures["eagerMs"] = asyncio.run(gather(tasks, True))
    return figures


if __name__ == "__main__":
    serve(measure)
