"""One process for each task. Processes share no memory, so each sends its result back through a pipe."""

import multiprocessing
import os


def sum_of_squares(n, answer):
    answer.send((os.getpid(), sum(i * i for i in range(n))))
    answer.close()


if __name__ == "__main__":
    running = []
    for n in (100_000, 200_000, 300_000):
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=sum_of_squares, args=(n, sender))
        process.start()
        sender.close()
        running.append((process, receiver))
    for process, receiver in running:
        pid, total = receiver.recv()
        process.join()
        print(f"process {pid}: {total}, exit code {process.exitcode}")
