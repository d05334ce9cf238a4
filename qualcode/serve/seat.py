"""Runs as the first thing in the app's process: takes the terminal, then becomes the app.

Only a process that owns its terminal is told when the other side of it is gone. So no app
outlives the server, however that ends.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import termios


def sit_down(command: list[str]) -> None:
    """Make standard input the terminal of this session, and become the command."""
    # Under nohup a process is deaf to the very signal that it must hear here.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    fcntl.ioctl(sys.stdin.fileno(), termios.TIOCSCTTY, 0)
    os.execv(command[0], command)


if __name__ == "__main__":
    sit_down(sys.argv[1:])
