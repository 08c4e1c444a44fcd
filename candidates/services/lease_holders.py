"""Which process holds a lease, and whether it is surely gone.

A lease runs out by itself; but a worker that was killed on this machine can be seen to be gone at once.
"""

import os
import socket
from pathlib import Path


def this_process() -> str:
    """`host:pid:start`, which no other process ever has."""
    return f"{socket.gethostname()}:{os.getpid()}:{started(os.getpid())}"


def is_gone(holder: str) -> bool:
    """True only where it is certain: of this host, and no longer running or its number reused."""
    host, pid, start = [*holder.rsplit(":", 2), "", ""][:3]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    return not runs(int(pid)) or started(int(pid)) != start


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return not is_zombie(pid)


def is_zombie(pid: int) -> bool:
    """Ended, but not yet fetched by its parent."""
    return state_of(pid)[:1] == ["Z"]


def started(pid: int) -> str:
    """When the kernel started the process, in its own ticks; empty where it does not say."""
    return "".join(state_of(pid)[19:20])


def state_of(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name; none where there is no such file."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
