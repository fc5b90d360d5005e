"""What the scripts of this folder share: a round for each line that is read, printed as JSON."""
import gc
import json
import sys

WORKERS = 2


def serve(measure):
    """measure(small) gives a dict of floats."""
    for line in sys.stdin:
        gc.collect()  # nobody pays for the garbage of the round before
        print(json.dumps(measure(line.strip() == "small")), flush=True)
