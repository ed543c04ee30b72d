"""A proxy on this machine that stands before a system and breaks the connection in one of the ways networks do.

It forwards bytes of any protocol. Whoever connects, from this process or another, meets the fault in force; `fault`
may be changed while connections are open.

    with FaultProxy("127.0.0.1", port) as proxy:
        proxy.fault = Fault.CUT
        proxy.after = 20

`python -m frontdoor.testing.fault_proxy HOST:PORT` runs one by itself and reads faults, one a line, from its input.
"""

import contextlib
import os
import random
import select
import socket
import struct
import sys
import threading
import time
from enum import StrEnum
from typing import Self

PIECE = 65_536
TICK_SECONDS = 0.02
DRIP_SECONDS = 0.05
RESET = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
"""The socket option SO_LINGER by which a close sends RST and not FIN."""


class Fault(StrEnum):
    """What goes wrong between the caller and the system."""

    NONE = "none"
    REFUSE = "refuse"
    """Nobody listens, and open connections are reset."""
    SILENCE = "silence"
    """Takes whatever is sent, passes nothing on and never answers."""
    DELAY = "delay"
    """Answers well, `seconds` late."""
    DRIP = "drip"
    """The answer comes one byte at a time, and would take minutes."""
    CUT = "cut"
    """The request arrives; the answer is cut with RST after `after` bytes."""
    CUT_REQUEST = "cut_request"
    """The request is cut with RST on both sides after `after` bytes."""
    GARBAGE = "garbage"
    """Random bytes come back and the request does not arrive."""
    HALF_CLOSE = "half_close"
    """The request arrives; the answering side closes in good order without a byte."""


class FaultProxy:
    """Stands on a free port of 127.0.0.1 before `host` and `port`.

    `after`, in bytes, and `seconds` belong to the faults that name them. `spared` is how many requests go through well
    before the fault strikes. Set them before the fault. `turns` counts how often a caller spoke after it had been
    answered, or for the first time: requests, for most protocols. `carried` counts the bytes that callers sent.
    """

    def __init__(self, host: str, port: int, *, seed: int = 0) -> None:
        self._target = (host, port)
        self._seed = seed
        self._listener: socket.socket | None = None
        self._port = 0
        self._turn = threading.RLock()
        self._fault = Fault.NONE
        self._open: set[_Passage] = set()
        self._stopping = threading.Event()
        self.changes = 0
        self._turns_before = 0
        self.after = 0
        self.seconds = 1.0
        self.spared = 0
        self.turns = 0
        self.carried = 0

    @property
    def address(self) -> str:
        """Its own host and port, like `127.0.0.1:40123`."""
        return f"127.0.0.1:{self._port}"

    @property
    def fault(self) -> Fault:
        return self._fault

    @fault.setter
    def fault(self, fault: Fault) -> None:
        with self._turn:
            self._fault, self.changes = Fault(fault), self.changes + 1
            self._turns_before = self.turns
            if fault is Fault.REFUSE:
                self._stop_listening()
                for passage in tuple(self._open):
                    passage.reset()
            elif self._listener is None and not self._stopping.is_set():
                self._listen()

    @property
    def striking(self) -> Fault:
        """The fault that is met now: none while requests are spared."""
        return self._fault if self.turns - self._turns_before > self.spared else Fault.NONE

    @property
    def open_connections(self) -> int:
        """How many callers are connected now."""
        with self._turn:
            return len(self._open)

    def __enter__(self) -> Self:
        with self._turn:
            self._listen()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        with self._turn:
            self._stop_listening()
            for passage in tuple(self._open):
                passage.reset()

    def _listen(self) -> None:
        # The port stays the same for as long as the proxy lives: callers know it from their settings.
        self._listener = socket.create_server(("127.0.0.1", self._port), backlog=128)
        self._port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _stop_listening(self) -> None:
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits in `accept`
            self._listener.close()
            self._listener = None

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            passage = _Passage(self, caller)
            with self._turn:
                if self._listener is not listener:
                    passage.reset()
                    return
                self._open.add(passage)
            threading.Thread(target=passage.carry, args=(self._target,), daemon=True).start()

    def count(self, passed: int, *, is_turn: bool) -> None:
        """Note what a caller sent."""
        with self._turn:
            self.carried += passed
            self.turns += is_turn

    def ended(self, passage: "_Passage") -> None:
        with self._turn:
            self._open.discard(passage)

    @property
    def is_stopping(self) -> threading.Event:
        return self._stopping

    @property
    def seed(self) -> int:
        return self._seed


class _Passage:
    """One caller's connection and the one that is opened for it to the system."""

    def __init__(self, proxy: FaultProxy, caller: socket.socket) -> None:
        self._proxy, self._caller = proxy, caller
        self._system: socket.socket | None = None
        self._changes, self._asked, self._answered = 0, 0, 0
        self._speaking = False
        self._ended = threading.Event()

    def reset(self) -> None:
        """End it with RST on both sides."""
        self._ended.set()
        for side in (self._caller, self._system):
            if side is not None:
                with contextlib.suppress(OSError):
                    side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    side.shutdown(socket.SHUT_RD)  # wakes the thread that carries, which then closes

    def carry(self, target: tuple[str, int]) -> None:
        try:
            with contextlib.suppress(OSError):
                self._carry(target)
        finally:
            for side in (self._caller, self._system):
                if side is not None:
                    side.close()
            self._proxy.ended(self)

    def _carry(self, target: tuple[str, int]) -> None:
        self._system = socket.create_connection(target, timeout=10)
        for side in (self._caller, self._system):
            side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while not self._is_over():
            ready, _, _ = select.select([self._caller, self._system], [], [], TICK_SECONDS)
            if self._changes != self._proxy.changes:  # "after so many bytes" counts from when the fault was set
                self._changes, self._asked, self._answered = self._proxy.changes, 0, 0
            if self._caller in ready and not self._from_caller(self._system):
                return
            if self._system in ready and not self._from_system(self._system):
                return

    def _is_over(self) -> bool:
        return self._ended.is_set() or self._proxy.is_stopping.is_set()

    def _from_caller(self, system: socket.socket) -> bool:
        """Pass on what the caller sent; whether to go on."""
        piece = self._caller.recv(PIECE)
        if not piece:
            return False
        self._proxy.count(len(piece), is_turn=not self._speaking)
        self._speaking = True
        match self._proxy.striking:
            case Fault.SILENCE:
                return True
            case Fault.GARBAGE:
                self._caller.sendall(random.Random(self._proxy.seed).randbytes(512))
                return False
            case Fault.CUT_REQUEST:
                rest = max(0, self._proxy.after - self._asked)
                system.sendall(piece[:rest])
                self._asked += len(piece)
                if self._asked > self._proxy.after:
                    self.reset()
                    return False
            case _:
                system.sendall(piece)
        return True

    def _from_system(self, system: socket.socket) -> bool:
        """Pass on what the system answered; whether to go on."""
        piece = system.recv(PIECE)
        if not piece:
            return False
        begins, self._speaking = self._speaking, False
        match self._proxy.striking:
            case Fault.DELAY:
                if begins and self._wait(self._proxy.seconds):  # once an answer, however many pieces it comes in
                    return False
            case Fault.DRIP:
                return self._drip(piece)
            case Fault.CUT:
                rest = max(0, self._proxy.after - self._answered)
                self._answered += len(piece)
                self._caller.sendall(piece[:rest])
                if self._answered > self._proxy.after:
                    self.reset()
                    return False
                return True
            case Fault.HALF_CLOSE:
                self._caller.shutdown(socket.SHUT_WR)
                self._wait(1.0)
                return False
            case Fault.SILENCE:
                return True
        self._caller.sendall(piece)
        return True

    def _drip(self, piece: bytes) -> bool:
        for byte in piece:
            if self._wait(DRIP_SECONDS):
                return False
            self._caller.sendall(bytes([byte]))
        return True

    def _wait(self, seconds: float) -> bool:
        """Wait unless the caller has hung up or all is over; whether that is so."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self._is_over():
            ready, _, _ = select.select([self._caller], [], [], min(TICK_SECONDS, left))
            if ready and not self._caller.recv(1, socket.MSG_PEEK):
                return True
            if ready:  # it speaks while it is to wait: time passes all the same
                self._ended.wait(min(TICK_SECONDS, left))
        return self._is_over()


def main(target: str) -> None:
    """Stand before `target` until the input ends. Each line is a fault, with `after` or `seconds` behind it."""
    host, _, port = target.rpartition(":")
    with FaultProxy(host, int(port)) as proxy:
        _say(proxy.address)
        for line in sys.stdin:
            fault, _, number = line.strip().partition(" ")
            if number:
                proxy.after, proxy.seconds = int(float(number)), float(number)
            proxy.fault = Fault(fault)
            _say(proxy.fault.value)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
