"""A pool of processes computes; the results come in the order in which the tasks end."""

import concurrent.futures
import os


def sum_of_squares(n):
    return os.getpid(), sum(i * i for i in range(n))


if __name__ == "__main__":
    sizes = [50_000 * k for k in range(10, 0, -1)]
    with concurrent.futures.ProcessPoolExecutor(max_workers=2) as executor:
        submitted = {executor.submit(sum_of_squares, n): n for n in sizes}
        for future in concurrent.futures.as_completed(submitted):
            pid, total = future.result()
            print(f"process {pid}: sum of squares below {submitted[future]} is {total}")
