#!/usr/bin/env python3
"""Measures for benchmarks/shapes: shapes.py OURS PEERS DRAIN TURNS SECONDS MINUTES ROWS FOLDER, the first two what is added to the ports of each."""
import datetime
import os
import re
import statistics
import sys
import time
import traceback
from typing import NamedTuple

from shape_rows import ROWS

BEHIND = 0.95  # less than the spread of such a figure is no difference


class Server(NamedTuple):
    name: str
    base: int
    drain: str  # a command that waits until what was accepted is delivered; empty where there is nothing to wait for

    def port(self, number):
        return self.base + number


class Found(NamedTuple):
    group: str
    what: str
    unit: str
    values: dict  # of each server
    failed: str

    def median(self, server):
        return statistics.median(self.values[server])

    def ratio(self):
        ours, peers = self.median("posthouse"), self.median("peers")
        return peers / ours if self.unit == "ms" else ours / peers


def measure(group, what, row, servers, turns, seconds):
    values, states, failed = {server.name: [] for server in servers}, {}, ""
    try:
        for server in servers:
            states[server] = row.prepare(server)
        for _ in range(turns):
            for server in servers:
                values[server.name] += row.turn(server, states[server], seconds)
                if server.drain and "SMTP" in what:
                    os.system(f"{server.drain} >/dev/null")
    except Exception as e:  # one row's failure is told, and the others go on
        failed = f"{server.name}: {type(e).__name__}: {e}"
        traceback.print_exc(limit=-3)
    for state in states.values():
        row.end(state)
    return Found(group, what, row.unit, values, failed or ("" if all(values.values()) else "nothing measured"))


def figure(value, unit):
    return f"{value:,.0f}/s" if unit != "ms" and value >= 100 else f"{value:.3g} {'ms' if unit == 'ms' else '/s'}"


def line(found):
    return (f"| {found.what} | {figure(found.median('posthouse'), found.unit)} | {figure(found.median('peers'), found.unit)} | "
            f"{found.ratio():.2f} | {'**behind**' if found.ratio() < BEHIND else ''} |")


def page(done, missing, turns, seconds):
    measured = [found for found in done if not found.failed]
    behind = sorted((found for found in measured if found.ratio() < BEHIND), key=Found.ratio)
    text = ["# Other shapes, beside Postfix and Dovecot", "",
            f"Made by `benchmarks/shapes` on {datetime.date.today()}: both on one machine with default settings, {turns} turns of both for each row, medians. \"/s\" is",
            f"what several clients, or one, had done each second ({seconds:g} s a turn); \"ms\" is what one client waited for a command. The last columns: how many times as fast",
            "Posthouse is, and whether it is behind. Clients that use TLS and those that wait for a command are written in Python: their own time is in the figures of both.", "",
            f"{len(measured)} rows. Posthouse is behind in {len(behind)}:", ""] + [f"- {found.what}: {found.ratio():.2f}" for found in behind] + [""]
    for group in dict.fromkeys(found.group for found in measured):
        text += [f"## {group}", "", "| what | Posthouse | Postfix and Dovecot | times as fast | |", "| --- | --- | --- | --- | --- |"]
        text += [line(found) for found in measured if found.group == group] + [""]
    failed = [f"- {found.what}: {found.failed}" for found in done if found.failed] + [f"- {what}: no time was left" for what in missing]
    if failed:
        text += ["## Not measured", ""] + failed + [""]
    return "\n".join(text)


def main(ours, peers, drain, turns, seconds, minutes, wanted, folder):
    servers = [Server("posthouse", int(ours), ""), Server("peers", int(peers), drain)]
    until = time.monotonic() + float(minutes) * 60
    rows = [row for row in ROWS if re.search(wanted, row[0]) or re.search(wanted, row[1])]
    done, missing = [], []
    for group, what, row in rows:
        if time.monotonic() > until:
            missing.append(what)
            continue
        began = time.monotonic()
        done.append(measure(group, what, row, servers, int(turns), float(seconds)))
        said = done[-1].failed or line(done[-1])
        print(f"{said}  {time.monotonic() - began:.1f} s" if not done[-1].failed else f"{what} FAILED {said}", file=sys.stderr, flush=True)
    text = page(done, missing, turns, float(seconds))
    print(text)
    if folder:
        with open(f"{folder}/shapes.md", "w", encoding="utf-8") as out:
            out.write(text.rstrip("\n") + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
