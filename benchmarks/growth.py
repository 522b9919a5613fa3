#!/usr/bin/env python3
"""Measures for benchmarks/growth what commands cost at four sizes each, and draws it: growth.py OFFSET PID FOLDER MESSAGES MAILBOXES CONNECTIONS."""
import datetime
import math
import re
import smtplib
import socket
import statistics
import sys
import time

COLORS = ["#2a7", "#c63", "#36c", "#a3a", "#880", "#088", "#d22", "#555"]


class Imap:
    """A client that reads lines and literals, and counts."""

    def __init__(self, port, user):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.until(b"* OK")
        self.run(f"LOGIN {user} password")

    def until(self, start):
        """The end of an answer, up to the line that begins so: looking at more would take longer than the server does."""
        while True:
            last = self.buffer[-8192:]
            if last.endswith(b"\r\n") and (last.startswith(start) or b"\r\n" + start in last):
                self.buffer = b""
                return last
            more = self.socket.recv(1 << 18)
            if not more:
                raise EOFError(self.buffer)
            self.buffer = last + more

    def run(self, command):
        self.socket.sendall(f"a {command}\r\n".encode())
        answer = self.until(b"a ")
        if not answer[:-2].rsplit(b"\r\n", 1)[-1].startswith(b"a OK"):
            raise ValueError(answer[-300:])
        return answer

    def ms(self, command, times=1):
        found = []
        for i in range(times):
            began = time.perf_counter()
            self.run(command(i) if callable(command) else command)
            found.append((time.perf_counter() - began) * 1000)
        return statistics.median(found)


class Deliveries:
    def __init__(self, port):
        self.lmtp = smtplib.LMTP("127.0.0.1", port)
        self.text = "From: a@example.org\r\nSubject: new\r\n\r\n" + "Some text in a line.\r\n" * 20

    def ms(self, user, times):
        found = []
        for _ in range(times):
            began = time.perf_counter()
            self.lmtp.sendmail("a@example.org", [user], self.text)
            found.append((time.perf_counter() - began) * 1000)
        return statistics.median(found)


def sizes(largest):
    return [largest // 1000, largest // 100, largest // 10, largest]


def warm_up(imap_port, deliveries):
    """So that the first size is not the one that pays for a JVM just started."""
    imap = Imap(imap_port, "idle@example.org")
    deliveries.ms("idle@example.org", 500)
    for i in range(300):
        imap.run("SELECT INBOX")
        imap.run('LIST "" * RETURN (STATUS (MESSAGES UNSEEN))')
        imap.run(f"UID STORE {i + 1} {'+' if i % 2 else '-'}FLAGS (\\Flagged)")
        imap.run(f"UID FETCH {i + 1} (FLAGS ENVELOPE BODY.PEEK[])")
        imap.run("UID SEARCH UNSEEN")
        imap.run("UID FETCH 1:* (FLAGS)")
    for _ in range(10):
        imap.run("CREATE other")
        imap.run("DELETE other")
    imap.socket.close()


def of_messages(imap_port, deliveries, largest):
    """{what: [ms for each size]}"""
    found = {}
    for size in sizes(largest):
        user = f"messages{size}@example.org"
        imap = Imap(imap_port, user)
        note = lambda what, ms: found.setdefault(what, []).append(ms)
        note("SELECT, the first since the start", imap.ms("SELECT INBOX"))
        for _ in range(2):
            imap.run("UID FETCH 1:* (FLAGS)")
            deliveries.ms(user, 50)
            imap.ms(lambda i: f"UID STORE {i % size + 1} +FLAGS (k{i % 2})", 100)
        imap.run("NOOP")
        note("SELECT again", imap.ms("SELECT INBOX", 50))
        note("STATUS", imap.ms("STATUS INBOX (MESSAGES UNSEEN UIDNEXT SIZE)", 50))
        note("FETCH of one message", imap.ms(lambda i: f"UID FETCH {i * 7919 % size + 1} (FLAGS ENVELOPE BODY.PEEK[])", 200))
        note("STORE of a flag", imap.ms(lambda i: f"UID STORE {i // 2 * 7919 % size + 1} {'-' if i % 2 else '+'}FLAGS (\\Answered)", 200))
        note("FLAGS of all", imap.ms("UID FETCH 1:* (FLAGS)", 3))
        note("SEARCH UNSEEN", imap.ms("UID SEARCH RETURN (COUNT) UNSEEN", 5))
        note("a delivery, while it is selected", deliveries.ms(user, 200))
        imap.run("NOOP")
        imap.run("CLOSE")
        imap.socket.close()
        print(size, {what: round(values[-1], 3) for what, values in found.items()}, file=sys.stderr)
    return found


def of_mailboxes(imap_port, deliveries, largest):
    found = {}
    for size in sizes(largest):
        user = f"mailboxes{size}@example.org"
        note = lambda what, ms: found.setdefault(what, []).append(ms)
        began = time.perf_counter()
        imap = Imap(imap_port, user)
        imap.run("SELECT INBOX")
        note("login and SELECT, the first since the start", (time.perf_counter() - began) * 1000)
        note("LIST of all", imap.ms('LIST "" *', 5))
        note("STATUS of all", imap.ms('LIST "" * RETURN (STATUS (MESSAGES UNSEEN))', 5))
        note("LIST of one level", imap.ms('LIST "" %', 20))
        note("SELECT", imap.ms("SELECT INBOX", 50))
        note("CREATE and DELETE", imap.ms(lambda i: f"{'DELETE' if i % 2 else 'CREATE'} other", 20))
        deliveries.ms(user, 50)
        note("a delivery", deliveries.ms(user, 200))
        imap.socket.close()
        print(size, {what: round(values[-1], 3) for what, values in found.items()}, file=sys.stderr)
    return found


def of_connections(imap_port, deliveries, largest, pid):
    found, held, user = {}, [], "idle@example.org"
    memory = lambda: int(re.search(r"^Pss: +(\d+)", open(f"/proc/{pid}/smaps_rollup").read(), re.M).group(1))
    deliveries.ms(user, 200)
    empty = None
    for size in sizes(largest):
        note = lambda what, ms: found.setdefault(what, []).append(ms)
        while len(held) < size:
            held.append(Imap(imap_port, user if len(held) < 10 else f"messages{MESSAGES // 1000}@example.org"))
            held[-1].run("SELECT INBOX")
            held[-1].socket.sendall(b"i IDLE\r\n")
        imap = Imap(imap_port, user)
        imap.run("SELECT INBOX")
        note("NOOP", imap.ms("NOOP", 500))
        note("a delivery", deliveries.ms(user, 200))
        began = time.perf_counter()
        for _ in range(50):
            Imap(imap_port, user).socket.close()
        note("connect and login", (time.perf_counter() - began) * 1000 / 50)
        imap.socket.close()
        kib = memory()
        empty = kib if empty is None else empty
        print(size, {what: round(values[-1], 3) for what, values in found.items()}, f"{kib / 1024:.0f} MB", file=sys.stderr)
    return found, (kib - empty) / max(1, largest - sizes(largest)[0])


def label(value):
    return f"{value:,.3g}" if value < 1000 else f"{value:,.0f}"


def panel(out, left, what, counts, lines):
    """One picture of cost against size, both on log scales."""
    width, height, top = 300, 320, 40
    values = [v for series in lines.values() for v in series if v > 0]
    low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values)))
    x = lambda i: left + i * width / (len(counts) - 1)
    y = lambda v: top + height - height * (math.log10(max(v, low)) - math.log10(low)) / (math.log10(high) - math.log10(low))
    out.append(f'<text x="{left}" y="20" font-weight="bold">{what}: milliseconds</text>')
    tick = low
    while tick <= high * 1.001:
        out.append(f'<line x1="{left}" x2="{left + width}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" stroke="#ddd"/>'
                   f'<text x="{left - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
        tick *= 10
    for i, count in enumerate(counts):
        out.append(f'<text x="{x(i):.1f}" y="{top + height + 18}" text-anchor="middle">{count:,}</text>')
    for i, (name, series) in enumerate(lines.items()):
        points = " ".join(f"{x(j):.1f},{y(v):.1f}" for j, v in enumerate(series))
        out.append(f'<polyline points="{points}" fill="none" stroke="{COLORS[i]}" stroke-width="2"/>'
                   f'<text x="{left}" y="{top + height + 42 + 17 * i}" fill="{COLORS[i]}">{name}</text>')


def table(what, counts, lines):
    text = [f"| {what} | " + " | ".join(f"{count:,}" for count in counts) + " | times as much |", "| --- |" + " --- |" * (len(counts) + 1)]
    for name, series in lines.items():
        text.append(f"| {name} | " + " | ".join(label(v) for v in series) + f" | {series[-1] / series[0]:,.1f} |")
    return text + [""]


def main(offset, pid, folder, messages, mailboxes, connections):
    global MESSAGES
    MESSAGES = messages
    deliveries = Deliveries(offset + 24)
    warm_up(offset + 143, deliveries)
    by_mailboxes = of_mailboxes(offset + 143, deliveries, mailboxes)
    by_messages = of_messages(offset + 143, deliveries, messages)
    by_connections, kib = of_connections(offset + 143, deliveries, connections, pid)
    groups = [("messages in the mailbox", sizes(messages), by_messages), ("mailboxes of the account", sizes(mailboxes), by_mailboxes),
              ("idle connections", sizes(connections), by_connections)]
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="1170" height="540" font-family="sans-serif" font-size="12">', '<rect width="100%" height="100%" fill="white"/>']
    text = ["# What commands cost as everything grows", "",
            f"Made by `benchmarks/growth` on {datetime.date.today()}: medians, milliseconds, one client that waits for each answer, default settings. Each size is",
            "ten times the one before; a cost that grows as its size does would be 1,000 times as much in the last column.", "", "![growth](growth.svg)", ""]
    for i, (what, counts, lines) in enumerate(groups):
        panel(out, 60 + i * 380, what, counts, lines)
        text += table(what, counts, lines)
    text += [f"Memory: {kib:.1f} KiB for each idle connection more."]
    open(f"{folder}/growth.svg", "w", encoding="utf-8").write("\n".join(out + ["</svg>", ""]))
    open(f"{folder}/growth.md", "w", encoding="utf-8").write("\n".join(text) + "\n")
    print("\n".join(text[7:]))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:]))
