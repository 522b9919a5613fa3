#!/usr/bin/env python3
"""Says what a thousand idle IMAP connections with TLS take of a server's memory: idle_tls.py LABEL PORT PID (user1001 to user2000 at example.org)."""
import re
import socket
import ssl
import sys
import time

FIRST, COUNT, BEFORE = 1001, 1000, 50


def memory(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        return int(re.search(r"^Pss: +(\d+)", rollup.read(), re.M).group(1))


def idle(context, port, number):
    client = context.wrap_socket(socket.create_connection(("127.0.0.1", port)))
    answers = client.makefile("rb")
    answers.readline()
    for command, end in ((f"a LOGIN user{number}@example.org password", b"a OK"), ("b SELECT INBOX", b"b OK"), ("c IDLE", b"+")):
        client.sendall(f"{command}\r\n".encode())
        line = answers.readline()
        while not line.startswith(end):
            if not line or line[:4] in (b"a NO", b"b NO", b"c NO"):
                raise ValueError((command, line))
            line = answers.readline()
    return client, answers


def main(label, port, pid):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    held = [idle(context, port, FIRST + i) for i in range(BEFORE)]  # what TLS takes once is not counted
    before = memory(pid)
    held += [idle(context, port, FIRST + i) for i in range(COUNT)]
    time.sleep(10)
    print(f"mode=idle-tls label={label}:idle-tls held={len(held)} pss_kb_per_conn={(memory(pid) - before) / COUNT:.1f}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
