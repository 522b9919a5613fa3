"""A name server for the lab: answers A and MX from the command line (name=address, name=MX:host). No other names exist."""
import socket
import struct
import sys

listen, records = sys.argv[1], dict(each.lower().split("=") for each in sys.argv[2:])


def name(text):
    return b"".join(bytes([len(label)]) + label.encode() for label in text.split(".")) + b"\0"


def answer(query):
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode().lower())
        at += query[at] + 1
    kind = struct.unpack(">H", query[at + 1:at + 3])[0]
    question, asked = query[12:at + 5], ".".join(labels)
    value, data = records.get(asked), b""
    if value and value.startswith("mx:") and kind == 15:
        data = struct.pack(">H", 10) + name(value[3:])
    elif value and not value.startswith("mx:") and kind == 1:
        data = socket.inet_aton(value)
    exists = value or any(known.endswith("." + asked) for known in records)
    head = query[:2] + struct.pack(">HHHHH", 0x8580 | (0 if exists else 3), 1, 1 if data else 0, 0, 0)
    return head + question + (b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 5, len(data)) + data if data else b"")


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((listen, 53))
while True:
    packet, sender = server.recvfrom(4096)
    try:
        server.sendto(answer(packet), sender)
    except (IndexError, UnicodeDecodeError, struct.error):
        pass
