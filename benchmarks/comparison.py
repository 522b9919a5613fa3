#!/usr/bin/env python3
"""Makes a table and a picture of what benchmarks/compare measured: comparison.py RUN FIRST FOLDER."""
import datetime
import math
import re
import statistics
import sys

# test: (what, figure, goal as a ratio to the peers; none for a row that is only told)
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
    "fetch-first": ("FETCH metadata of 10,000 new messages", "ops_s", 10.0),
    "fetch-warm": ("FETCH metadata of 10,000, again", "ops_s", 2.0),
    "header": ("header fields of 10,000", "ops_s", 1.25),
    "body": ("bodies of 4 KiB, one command", "ops_s", 2.0),
    "each-meta": ("one random message per command, metadata", "ops_s", 1.25),
    "each-body": ("one random message per command, body", "ops_s", 1.25),
    "select": ("SELECT of 10,000 messages", "ops_s", 1.25),
    "store-x1": ("STORE of a flag, forced to disk, 1 connection", "ops_s", 1.0),
    "store-x10": ("STORE of a flag, forced to disk, 10 connections", "ops_s", 2.0),
    "store": ("the same, 1 connection, Dovecot as installed: not forced", "ops_s", None),
    "search-subject": ("SEARCH SUBJECT in 10,000 messages", "ops_s", 4.0),
    "search-body": ("SEARCH BODY in 10,000 messages", "ops_s", 7.0),
    "search-unseen": ("SEARCH UNSEEN in 10,000 messages", "ops_s", 1.45),
    "mix-x4": ("realistic mix, 4 connections", "ops_s", 2.0),
    "login": ("login and logout", "ops_s", 8.0),
}

# (test, figure, what, unit, goal, whether more is better): goals that are no ratios
LIMITS = [
    ("smtp-4096x50", "p99_ms", "SMTP accept with 50 sessions, p99", "ms", 60, False),
    ("smtp-4096x50", "cpu_ms_per_op", "SMTP accept, CPU for each message", "ms", 0.6, False),
    ("body-100k", "mb_s", "bodies of 100 KiB, one command", "MB/s", 800, True),
    ("search-subject", "p50_ms", "SEARCH SUBJECT in 10,000 messages, p50", "ms", 8, False),
    ("search-body", "p50_ms", "SEARCH BODY in 10,000 messages (40 MB), p50", "ms", 100, False),
    ("search-unseen", "p50_ms", "SEARCH UNSEEN in 10,000 messages, p50", "ms", 2, False),
    ("idle1000", "pss_kb_per_conn", "memory for each of 1,000 idle IMAP connections", "KiB", 10, False),
    ("idle-tls", "pss_kb_per_conn", "the same with TLS", "KiB", 60, False),
    ("idle1000", "p50_ms", "EXISTS after a delivery's last octet, p50", "ms", 2, False),
    ("idle1000", "p99_ms", "EXISTS after a delivery's last octet, p99", "ms", 10, False),
    ("start", "ready_ms", "start to `posthouse ready`", "ms", 1500, False),
    ("start", "server_pss_mb", "memory at rest", "MB", 120, False),
]


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
    bars, unmet = [], []
    for test, (what, figure, goal) in ROWS.items():
        ours, theirs = run.get(("posthouse", test, figure)), run.get(("peers", test, figure))
        if not ours or not theirs:
            lines.append(f"| {what} | not measured | | | | {goal or '-'} | | |")
            unmet.append(f"{what}: not measured")
            continue
        ratio = statistics.median(ours) / statistics.median(theirs)
        cold = first.get(("posthouse", test, figure), [math.nan])[0]
        cpu = [run.get((who, test, "cpu_ms_per_op"), [math.nan]) for who in ("posthouse", "peers")]
        verdict = "" if goal is None else "yes" if ratio >= goal else "no"
        lines.append(f"| {what} | {spread(ours)} | {'' if math.isnan(cold) else f'{cold:,.0f}'} | {spread(theirs)} | {ratio:.2f} | {goal or ''} | {verdict} | "
                     + " / ".join(f"{statistics.median(each):.3g}" for each in cpu) + " |")
        if goal is not None:
            bars.append((what, ratio, goal))
        if verdict == "no":
            unmet.append(f"{what}: {ratio:.2f} times as fast, the goal is {goal:g}")
    return lines, bars, unmet


def limits(run):
    lines, unmet = ["| what | Posthouse | peers | goal | met |", "| --- | --- | --- | --- | --- |"], []
    for test, figure, what, unit, goal, more in LIMITS:
        ours, theirs = run.get(("posthouse", test, figure)), run.get(("peers", test, figure))
        if not ours:
            lines.append(f"| {what} | not measured | | {goal:g} {unit} | |")
            unmet.append(f"{what}: not measured")
            continue
        value = statistics.median(ours)
        met = value >= goal if more else value <= goal
        lines.append(f"| {what} | {value:,.3g} {unit} | {f'{statistics.median(theirs):,.3g} {unit}' if theirs else ''} | "
                     f"{'at least' if more else 'at most'} {goal:g} {unit} | {'yes' if met else 'no'} |")
        if not met:
            unmet.append(f"{what}: {value:,.3g} {unit}, the goal is {goal:g}")
    return lines, unmet


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
    lines, bars, unmet = table(run, first)
    more, unmet_limits = limits(run)
    unmet += unmet_limits
    text = ["# Posthouse beside Postfix and Dovecot", "",
            f"Made by `benchmarks/compare` on {datetime.date.today()}: both on one machine, in turns, `store.durability=sync`, default settings. Medians; the",
            "spread is from the slowest to the fastest pass, the first pass is that of a JVM just started. New messages: delivered a moment before, and the",
            "files' pages dropped. Flags are forced to disk by a Dovecot with `mail_fsync=always`; as it is installed, it forces only new mail.", "", "![ratios](comparison.svg)", ""]
    text += lines + [""] + more + ["", "## Goals that are not met", ""] + ([f"- {each}" for each in unmet] or ["None."])
    open(f"{folder}/comparison.md", "w", encoding="utf-8").write("\n".join(text) + "\n")
    open(f"{folder}/comparison.svg", "w", encoding="utf-8").write(picture(bars))
    print("\n".join(text[7:]))


if __name__ == "__main__":
    main(*sys.argv[1:])
