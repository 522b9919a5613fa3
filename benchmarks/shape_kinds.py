"""How benchmarks/shapes measures a row: three kinds, each with what comes before its turns, one turn of one server, and the end."""
import multiprocessing
import os
import re
import subprocess
import time

FORK = multiprocessing.get_context("fork")


def mailload(server, mode, port, *options):
    """What the load generator says, by name."""
    command = [os.environ["MAILLOAD"], mode, "--port", str(server.port(port)), *map(str, options)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    found = dict(re.findall(r"(\w+)=(\"[^\"]*\"|\S*)", said.stdout))
    if found.get("errors") != "0":
        raise ValueError(f"mailload: {said.stderr.strip() or said.stdout.strip()}"[:300])
    return found


class Load:
    """The load generator for some time, with several connections; each turn gives one figure."""

    def __init__(self, mode, port, *options, figure="ops_s", users=40, first=2, timed=True):
        self.mode, self.port, self.figure = mode, port, figure
        self.options = (*options, "--users", users, "--first-user", first)
        self.timed = ("--count", 10 ** 6) if timed else ()
        self.unit = "ms" if figure.endswith("_ms") else "per s"

    def prepare(self, server):
        """A little of it, not counted."""
        if self.timed:
            mailload(server, self.mode, self.port, *self.options, *self.timed, "--duration", 0.3)

    def turn(self, server, _, seconds):
        timed = (*self.timed, "--duration", seconds) if self.timed else ()
        return [float(mailload(server, self.mode, self.port, *self.options, *timed)[self.figure])]

    def end(self, _):
        pass


class Waits:
    """One client that waits for each answer: milliseconds. A command is a text, or what makes one (or does something) of a growing number."""

    unit = "ms"

    def __init__(self, open_client, command, times=30, before=None):
        self.open_client, self.command, self.times, self.before = open_client, command, times, before

    def prepare(self, server):
        state = [self.open_client(server), 0]
        for _ in range(max(1, self.times // 5)):  # not counted
            self.once(state)
        return state

    def once(self, state):
        client, i = state
        state[1] = i + 1
        if self.before:
            self.before(client, i)
        command = self.command if isinstance(self.command, str) else self.command(client, i)
        began = time.perf_counter()
        if callable(command):
            command()
        else:
            client.run(command)
        return (time.perf_counter() - began) * 1000

    def turn(self, _, state, seconds):
        until, found = time.monotonic() + seconds / 2, []
        while not found or len(found) < self.times and time.monotonic() < until:
            found.append(self.once(state))
        return found

    def end(self, state):
        state[0].close()


class Clients:
    """Clients in processes of their own that do one step after the other for some time: steps each second."""

    unit = "per s"

    def __init__(self, count, open_client, step):
        self.count, self.open_client, self.step = count, open_client, step

    def prepare(self, server):
        self.turn(server, None, 0.3)

    def turn(self, server, _, seconds):
        ready, pipes = FORK.Barrier(self.count), []
        for number in range(self.count):
            ours, theirs = FORK.Pipe(False)
            FORK.Process(target=self.client, args=(server, number, seconds, ready, theirs), daemon=True).start()
            theirs.close()
            pipes.append(ours)
        said = [pipe.recv() for pipe in pipes]
        for one in said:
            if isinstance(one, str):
                raise ValueError(one)
        return [sum(said)]

    def client(self, server, number, seconds, ready, pipe):
        try:
            state = self.open_client(server, number)
            ready.wait(30)
            began, steps = time.monotonic(), 0
            while time.monotonic() - began < seconds:
                state = self.step(server, state, steps)
                steps += 1
            pipe.send(steps / (time.monotonic() - began))
        except Exception as e:  # told by the parent
            ready.abort()
            pipe.send(f"{type(e).__name__}: {e}")

    def end(self, _):
        pass
