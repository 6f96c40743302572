"""
A line whose faults a test controls: python3 line.py NEAR FAR SEED

Makes two TAP devices and carries frames between them, since not every kernel has netem. Each line of
standard input is a JSON object with everything that the line shall do from now on; `done` answers it:

  {"delayMs": 0, "lossPercent": 0, "rateMbit": null, "queueKiB": 256, "cut": false}

Both ways are alike and know nothing of each other:

  frame -> cut? -> lost? -> queue full? -> rate -> delay -> out

Nothing overtakes: the delay is the same for all. Only IP is touched. Who has which hardware address
may always be asked: a host that does not know would tell its programs, and silence is wanted.
"""

import fcntl
import json
import os
import random
import select
import struct
import sys
import time
from collections import deque

# <linux/if_tun.h>
TUNSETIFF = 0x400454CA
IFF_TAP = 0x0002
IFF_NO_PI = 0x1000

ETHERNET_HEADER_BYTES = 14
LARGEST_FRAME_BYTES = 2048
IP = (b"\x08\x00", b"\x86\xdd")

# After so many frames of one way the other gets its turn; more at once saves nothing.
BATCH_FRAMES = 64


def open_tap(name):
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
    return tap


class Way:
    """From one device to the other."""

    def __init__(self, source, target, seed):
        self.source = source
        self.target = target
        self.random = random.Random(seed).random
        # What is under way, as (time to hand it out, frame), in this order.
        self.frames = deque()
        # When the slowest place of the way has sent everything before it.
        self.free_at = 0.0
        self.shape({"delayMs": 0, "lossPercent": 0, "rateMbit": None, "queueKiB": 0, "cut": False})

    def shape(self, wanted):
        self.delay_s = wanted["delayMs"] / 1000
        self.loss = wanted["lossPercent"] / 100
        self.bytes_per_s = wanted["rateMbit"] and wanted["rateMbit"] * 1e6 / 8
        self.queue_bytes = wanted["queueKiB"] * 1024
        self.cut = wanted["cut"]
        self.free_at = 0.0
        if self.cut:
            self.frames.clear()

    def read(self):
        for _ in range(BATCH_FRAMES):
            try:
                frame = os.read(self.source, LARGEST_FRAME_BYTES)
            except BlockingIOError:
                return
            self.take(frame, time.monotonic())

    def take(self, frame, now):
        if frame[12:14] not in IP:
            return self.write(frame)
        if self.cut or (self.loss and self.random() < self.loss):
            return
        due = now
        if self.bytes_per_s:
            starts_at = max(self.free_at, now)
            if (starts_at - now) * self.bytes_per_s > self.queue_bytes:
                return
            size = len(frame) - ETHERNET_HEADER_BYTES
            due = self.free_at = starts_at + size / self.bytes_per_s
        due += self.delay_s
        if due > now or self.frames:
            self.frames.append((due, frame))
        else:
            self.write(frame)

    def hand_out(self, now):
        """Returns when the next frame is due, or None."""
        frames = self.frames
        while frames and frames[0][0] <= now:
            self.write(frames.popleft()[1])
        return frames[0][0] if frames else None

    def write(self, frame):
        try:
            os.write(self.target, frame)
        except OSError:
            # The device is down or full: lost, as everywhere.
            pass


def main():
    near, far = open_tap(sys.argv[1]), open_tap(sys.argv[2])
    seed = int(sys.argv[3])
    ways = {near: Way(near, far, seed), far: Way(far, near, seed + 1)}
    control = sys.stdin.buffer.raw
    poll = select.epoll()
    for source in [*ways, control]:
        poll.register(source, select.EPOLLIN)
    print("ready", flush=True)
    rest = b""
    next_due = None
    while True:
        wait = -1 if next_due is None else max(0.0, next_due - time.monotonic())
        for source, _ in poll.poll(wait):
            if source in ways:
                ways[source].read()
                continue
            asked = control.read(LARGEST_FRAME_BYTES)
            if not asked:
                return
            *lines, rest = (rest + asked).split(b"\n")
            for line in lines:
                for way in ways.values():
                    way.shape(json.loads(line))
                print("done", flush=True)
        now = time.monotonic()
        due = [at for at in (way.hand_out(now) for way in ways.values()) if at is not None]
        next_due = min(due, default=None)


main()
