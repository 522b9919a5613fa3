"""What mailboxes hold in benchmarks/shapes: filled when the first row needs them."""
from shape_clients import Imap
from shape_kinds import mailload

KIB, MIB = 1024, 1024 * 1024
SMTP, LMTP, POP3, IMAP, IMAPS, POP3S = 25, 24, 110, 143, 993, 995
TEXT = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: a mail of 4 KiB\r\nMessage-ID: <4k@example.org>\r\n\r\n" + b"Some text that fills a line of mail.\r\n" * 105

filled = set()


def fill_once(server, name, fill):
    if (server.name, name) not in filled:
        fill()
        filled.add((server.name, name))


def deliver(server, first, count, size=4 * KIB, users=1, connections=1):
    def fill():
        mailload(server, "smtp", LMTP, "--lmtp", "--size", size, "--conns", connections, "--count", count, "--rcpts", users, "--first-user", first,
                 *(("--users", users) if users > 1 else ("--one-user",)), "--duration", 100)
    fill_once(server, ("deliver", first), fill)


def inbox(user, count, size=4 * KIB, connections=1, tls=False):
    """Opens a client in an INBOX with so many messages."""
    def open_client(server):
        deliver(server, user, count // connections, size, connections=connections)
        return Imap(server.port(IMAPS if tls else IMAP), f"user{user}", "INBOX", tls)
    return open_client


ten_thousand = inbox(1, 10000, connections=10)
hundred_large = inbox(1990, 100, MIB, connections=4)
five_huge = inbox(1991, 5, 10 * MIB)


def copies(user, mailbox, count):
    """Opens a client in a mailbox with so many small messages, copies of a hundred."""
    def open_client(server):
        imap = Imap(server.port(IMAP), user)

        def fill():
            imap.run(f"CREATE {mailbox}")
            imap.run("CREATE there")
            for i in range(100):
                imap.append(mailbox, b"From: a%d@example.org\r\nTo: b@example.org\r\nSubject: word%d hello\r\nDate: Mon, 1 Jan 2024 00:%02d:00 +0000\r\n"
                                     b"Message-ID: <%d@x>\r\n\r\nhello %d\r\n" % (i % 7, i, i % 60, i, i))
            imap.run(f"SELECT {mailbox}")
            have = 100
            while have < count:
                more = min(have, count - have)
                imap.run(f"COPY 1:{more} {mailbox}")
                imap.run("NOOP")
                have += more
        fill_once(server, ("copies", user, mailbox), fill)
        imap.run(f"SELECT {mailbox}")
        return imap
    return open_client


def thousand_mailboxes(server):
    imap = Imap(server.port(IMAP), "user103")

    def fill():
        for i in range(1000):
            imap.run(f"CREATE box{i}")
            if i % 10 == 0:
                imap.append(f"box{i}", TEXT)
    fill_once(server, "mailboxes", fill)
    return imap


def fifty_mailboxes(server):
    imap = Imap(server.port(IMAP), "user107")

    def fill():
        for i in range(50):
            imap.run(f"CREATE small{i}")
            for _ in range(20):
                imap.append(f"small{i}", TEXT)
    fill_once(server, "fifty", fill)
    return imap
