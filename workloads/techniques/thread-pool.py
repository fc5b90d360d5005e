"""A pool of threads reads files; the results come in the order in which the tasks end."""

import concurrent.futures
import hashlib
import pathlib
import sysconfig


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


library = pathlib.Path(sysconfig.get_paths()["stdlib"])
paths = sorted(library.glob("*.py"))[:20]

with concurrent.futures.ThreadPoolExecutor(max_workers=4) as executor:
    submitted = {executor.submit(digest, path): path for path in paths}
    for future in concurrent.futures.as_completed(submitted):
        path = submitted[future]
        try:
            print(future.result()[:16], path.name)
        except OSError as error:
            print(f"{path.name}: {error}")
