#!/usr/bin/env python3
"""Makes a table and a picture of what benchmarks/compare measured: comparison.py RUN FIRST FOLDER."""
import datetime
import math
import re
import statistics
import sys

# test: (what, figure, higher is better, goal as a ratio to the peers or an absolute limit in the figure's unit)
ROWS = {
    "smtp-4096x1": ("SMTP accept, 4 KiB, 1 session", "ops_s", 2.0),
    "smtp-4096x10": ("SMTP accept, 4 KiB, 10 sessions", "ops_s", 3.0),
    "smtp-4096x50": ("SMTP accept, 4 KiB, 50 sessions", "ops_s", 2.5),
    "smtp-102400x10": ("SMTP accept, 100 KiB, 10 sessions", "ops_s", 3.0),
    "lmtp-4096x1": ("LMTP, 4 KiB, 1 session", "ops_s", 3.0),
    "lmtp-4096x10": ("LMTP, 4 KiB, 10 sessions", "ops_s", 5.0),
    "lmtp-4096x50": ("LMTP, 4 KiB, 50 sessions", "ops_s", 5.0),
    "lmtp-102400x10": ("LMTP, 100 KiB, 10 sessions", "ops_s", 2.5),
    "relay-4096x20": ("relay: submission, queue, delivery to a sink, 4 KiB, 20 sessions", "ops_s", 1.0),
    "append-4096x1": ("APPEND, 4 KiB, 1 connection", "ops_s", 2.0),
    "append-4096x10": ("APPEND, 4 KiB, 10 connections", "ops_s", 3.0),
    "pop3-retr": ("POP3 RETR of a mailbox of 10,000", "ops_s", 2.0),
    "fetch-cold": ("FETCH metadata of 10,000, first time", "ops_s", 10.0),
    "fetch-warm": ("FETCH metadata of 10,000, again", "ops_s", 2.0),
    "header": ("header fields of 10,000", "ops_s", 1.25),
    "body": ("bodies of 4 KiB, one command", "ops_s", 2.0),
    "each-meta": ("one random message per command, metadata", "ops_s", 1.25),
    "each-body": ("one random message per command, body", "ops_s", 1.25),
    "select": ("SELECT of 10,000 messages", "ops_s", 1.25),
    "store": ("STORE of a flag", "ops_s", 1.0),
    "search-subject": ("SEARCH SUBJECT in 10,000 messages", "ops_s", 4.0),
    "search-body": ("SEARCH BODY in 10,000 messages", "ops_s", 7.0),
    "search-unseen": ("SEARCH UNSEEN in 10,000 messages", "ops_s", 1.45),
    "mix-x4": ("realistic mix, 4 connections", "ops_s", 2.0),
    "login": ("login and logout", "ops_s", 8.0),
}


def read(path):
    """Values by label, test and figure."""
    values = {}
    for line in open(path, encoding="utf-8"):
        fields = dict(re.findall(r"(\w+)=(\S*)", line))
        label, _, test = fields.get("label", "").partition(":")
        for name, value in fields.items():
            try:
                values.setdefault((label, test, name), []).append(float(value))
            except ValueError:
                pass
    return values


def spread(found):
    return f"{statistics.median(found):,.0f} ({min(found):,.0f}-{max(found):,.0f})"


def table(run, first):
    lines = ["| test | Posthouse per s (spread) | first pass | peers per s (spread) | ratio | goal | met | CPU ms each: Posthouse / peers |",
             "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    bars = []
    for test, (what, figure, goal) in ROWS.items():
        ours, theirs = run.get(("posthouse", test, figure)), run.get(("peers", test, figure))
        if not ours or not theirs:
            lines.append(f"| {what} | not measured | | | | {goal:g} | | |")
            continue
        ratio = statistics.median(ours) / statistics.median(theirs)
        cold = first.get(("posthouse", test, figure), [math.nan])[0]
        cpu = [run.get((who, test, "cpu_ms_per_op"), [math.nan]) for who in ("posthouse", "peers")]
        lines.append(f"| {what} | {spread(ours)} | {cold:,.0f} | {spread(theirs)} | {ratio:.2f} | {goal:g} | {'yes' if ratio >= goal else 'no'} | "
                     + " / ".join(f"{statistics.median(each):.3g}" for each in cpu) + " |")
        bars.append((what, ratio, goal))
    return lines, bars


def picture(bars):
    """Ratios as bars on a log scale; a short line is the goal."""
    left, width, step = 330, 520, 22
    low, high = 0.25, max(32.0, max(b[1] for b in bars) * 1.2)
    x = lambda v: left + width * (math.log(max(v, low)) - math.log(low)) / (math.log(high) - math.log(low))
    height = 50 + step * len(bars)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 70}" height="{height}" font-family="sans-serif" font-size="12">',
           f'<rect width="100%" height="100%" fill="white"/><text x="{left}" y="16">times as fast as Postfix and Dovecot (log scale); line: goal</text>']
    tick = 0.25
    while tick <= high:
        out.append(f'<line x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="24" y2="{height - 20}" stroke="{"#555" if tick == 1 else "#ddd"}"/>'
                   f'<text x="{x(tick):.1f}" y="{height - 6}" text-anchor="middle">{tick:g}</text>')
        tick *= 2
    for i, (what, ratio, goal) in enumerate(bars):
        y = 28 + i * step
        from_, to = sorted((x(1), x(ratio)))
        out.append(f'<text x="{left - 8}" y="{y + 12}" text-anchor="end">{what}</text>'
                   f'<rect x="{from_:.1f}" y="{y}" width="{to - from_:.1f}" height="15" fill="{"#2a7" if ratio >= goal else "#c63"}"/>'
                   f'<line x1="{x(goal):.1f}" x2="{x(goal):.1f}" y1="{y - 2}" y2="{y + 17}" stroke="black" stroke-width="2"/>'
                   f'<text x="{max(to, x(1)) + 5:.1f}" y="{y + 12}">{ratio:.1f}</text>')
    return "\n".join(out + ["</svg>", ""])


def main(run_path, first_path, folder):
    run, first = read(run_path), read(first_path)
    lines, bars = table(run, first)
    idle = []
    for figure, what in (("pss_kb_per_conn", "KiB of memory for each of 1,000 idle IMAP connections"), ("p50_ms", "EXISTS after delivery, p50 ms"),
                         ("p99_ms", "EXISTS after delivery, p99 ms")):
        cells = [run.get((who, "idle1000", figure)) for who in ("posthouse", "peers")]
        idle.append(f"| {what} | " + " | ".join(f"{statistics.median(c):,.1f}" if c else "not measured" for c in cells) + " |")
    p99 = run.get(("posthouse", "smtp-4096x50", "p99_ms"), [math.nan])
    text = ["# Posthouse beside Postfix and Dovecot", "",
            f"Made by `benchmarks/compare` on {datetime.date.today()}: both on one machine, in turns, `store.durability=sync`, default settings. Medians; the",
            "spread is from the slowest to the fastest pass, the first pass is that of a JVM just started.", "", "![ratios](comparison.svg)", ""]
    text += lines + ["", f"SMTP accept with 50 sessions: p99 {statistics.median(p99):,.0f} ms (goal: 60 ms).", "", "| idle | Posthouse | Dovecot |", "| --- | --- | --- |"] + idle
    open(f"{folder}/comparison.md", "w", encoding="utf-8").write("\n".join(text) + "\n")
    open(f"{folder}/comparison.svg", "w", encoding="utf-8").write(picture(bars))
    print("\n".join(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
