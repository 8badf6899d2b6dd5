"""What a report's kernel runs as: an ordinary IPython kernel that ends when its runner does, however the runner ends.

Run as a file, before anything of this package is imported. Its first argument is the reading end of a pipe whose other
end only the runner holds and nobody writes to: it closes when the runner is gone, killed or not. The look ipykernel has
at its parent's number comes a second late; and if the runner ends while the kernel starts, it comes to nothing where
orphans are adopted by another process than the first, as on most desktops.
"""

import gc
import os
import signal
import sys
import threading
from pathlib import Path


def end_with(pipe: int) -> None:
    """Wait until the other end of a pipe is closed, then kill this process and all it has started."""
    os.read(pipe, 1)
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    if Path(sys.path[0]) == Path(__file__).parent:  # modules beside this file are not to be found by their bare names
        del sys.path[0]
    threading.Thread(target=end_with, args=[int(sys.argv.pop(1))], daemon=True).start()

    from ipykernel import kernelapp

    kernelapp.launch_new_instance()
    gc.freeze()  # what a notebook has heaped up is not searched for cycles once more on the way out; files are closed
