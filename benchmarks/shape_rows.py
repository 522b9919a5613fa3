"""The rows of benchmarks/shapes, (group, what, how it is measured): the contents page of docs/shapes.md."""
import re
import time

from shape_clients import Imap, Pop, Smtp
from shape_kinds import Clients, Load, Waits
from shape_mail import (IMAP, IMAPS, KIB, LMTP, MIB, POP3, POP3S, SMTP, TEXT, copies, deliver, fifty_mailboxes, fill_once, five_huge, hundred_large, inbox,
                        ten_thousand, thousand_mailboxes)

# What clients do

def sync(client, _):
    """What a mail program does after it has connected, of each mailbox."""
    def all_mailboxes():
        for i in range(50):
            client.run(f"SELECT small{i}")
            client.run("UID FETCH 1:* (FLAGS)")
    return all_mailboxes


def login(port, tls):
    def step(server, state, _):
        imap = Imap(server.port(port), f"user{101 + state % 10}", tls=tls)
        imap.run("LOGOUT")
        imap.close()
        return state
    return lambda server, number: number, step


def resumed(server, state, _):
    """As mail programs do that connect again: TLS goes on where the last connection was."""
    number, session = state
    imap = Imap(server.port(IMAPS), f"user{101 + number % 10}", tls=True, session=session)
    imap.run("LOGOUT")
    session = imap.socket.session
    imap.close()
    return number, session


def pop_login(server, state, _):
    pop = Pop(server.port(POP3S), f"user{101 + state % 10}", tls=True)
    pop.line("QUIT")
    pop.close()
    return state


def maildrop(tls=False):
    def open_client(server, number):
        return number

    def step(server, state, i):
        pop = Pop(server.port(POP3S if tls else POP3), f"user{1101 + (state * 10 + i % 10) % 100}", tls)
        pop.line("STAT")
        pop.run("UIDL")
        for message in (8, 9, 10):
            pop.run(f"RETR {message}")
        pop.line("QUIT")
        pop.close()
        return state
    return open_client, step


class SmallMaildrops(Clients):
    def prepare(self, server):
        deliver(server, 1101, 10, users=100)
        super().prepare(server)


def mails_tls(server, client, i):
    client.mail(f"user{2 + i % 40}", TEXT)
    return client


def mail_tls_each(server, state, i):
    client = Smtp(server.port(SMTP), tls=True)
    client.mail(f"user{2 + (state + i) % 40}", TEXT)
    client.command("QUIT")
    client.close()
    return state


class Fetches(Clients):
    """Clients that fetch bodies of 1 MiB over TLS."""

    def prepare(self, server):
        hundred_large(server).close()
        super().prepare(server)


def fetch_large(server, client, i):
    client.run(f"FETCH {i % 100 + 1} BODY.PEEK[]")
    return client


def large_tls(server, _):
    return Imap(server.port(IMAPS), "user1990", "INBOX", True)


def pop_of(user, port=POP3, prepare=None):
    def open_client(server):
        prepare(server).close()
        return Pop(server.port(port), user, port == POP3S)
    return open_client


def appended(client, size, mailbox="INBOX"):
    return lambda: client.append(mailbox, TEXT + b"x" * 70 * (size // 70))


def sizes(what, *start):
    """1 KiB to 10 MiB."""
    for size, name, connections in ((KIB, "1 KiB", (1, 10)), (20 * KIB, "20 KiB", (1, 4, 10)), (MIB, "1 MiB", (1, 4)), (10 * MIB, "10 MiB", (1, 4))):
        for count in connections:
            yield f"{what} {name}, {count} session{'s' * (count > 1)}", Load(*start, "--size", size, "--conns", count)


def append_sizes():
    for size, name, connections in ((KIB, "1 KiB", (1, 10)), (100 * KIB, "100 KiB", (1, 4)), (MIB, "1 MiB", (1, 4))):
        for count in connections:
            yield f"APPEND {name}, {count} connection{'s' * (count > 1)}", Load("imap-append", IMAP, "--size", size, "--conns", count, users=10, first=101)


def incoming():
    for protocol, start in (("SMTP", ("smtp", SMTP)), ("LMTP", ("smtp", LMTP, "--lmtp"))):
        yield f"{protocol}, a connection for each message, 1 at a time", Load(*start, "--reconnect")
        yield f"{protocol}, a connection for each message, 10 at a time", Load(*start, "--reconnect", "--conns", 10)
        yield f"{protocol} with PIPELINING, 10 sessions", Load(*start, "--pipelining", "--conns", 10)
        yield f"{protocol}, 50 recipients, 1 session", Load(*start, "--rcpts", 50)
        yield f"{protocol}, 50 recipients, 10 sessions", Load(*start, "--rcpts", 50, "--conns", 10)


class AfterHandshakes(Clients):
    """A JVM compiles a handshake's arithmetic in its first thousands, seconds of a busy server: both have had them."""

    def prepare(self, server):
        fill_once(server, "handshakes", lambda: Clients(10, *login(IMAPS, True)).turn(server, None, 6))
        deliver(server, 1101, 10, users=100)  # the maildrops
        super().prepare(server)


def tls():
    for count in (1, 10):
        at_once = f", {count} at a time"
        yield "IMAPS: connect, LOGIN, LOGOUT" + at_once, AfterHandshakes(count, *login(IMAPS, True))
        yield "IMAPS: connect with the last TLS session, LOGIN, LOGOUT" + at_once, AfterHandshakes(count, lambda server, number: (number, None), resumed)
        yield "POP3S: connect, login, QUIT" + at_once, AfterHandshakes(count, lambda server, number: number, pop_login)
        yield "POP3S: a session with RETR of 3" + at_once, AfterHandshakes(count, *maildrop(True))
        yield "SMTP 4 KiB after STARTTLS" + at_once, AfterHandshakes(count, lambda server, number: Smtp(server.port(SMTP), tls=True), mails_tls)
        yield "SMTP 4 KiB, STARTTLS for each message" + at_once, AfterHandshakes(count, lambda server, number: number, mail_tls_each)
    small, large, huge = inbox(1, 10000, connections=10, tls=True), inbox(1990, 100, MIB, 4, True), inbox(1991, 5, 10 * MIB, tls=True)
    yield "NOOP over TLS", Waits(small, "NOOP", 500)
    yield "BODY[] of 1,000 of 4 KiB over TLS", Waits(small, "FETCH 1:1000 BODY.PEEK[]", 10)
    yield "one BODY[] of 4 KiB over TLS", Waits(small, lambda client, i: f"FETCH {i * 37 % 10000 + 1} BODY.PEEK[]", 300)
    yield "metadata of 10,000 over TLS, again", Waits(small, "FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)", 4)
    yield "BODY[] of 1 MiB over TLS", Waits(large, lambda client, i: f"FETCH {i % 100 + 1} BODY.PEEK[]", 50)
    yield "BODY[] of 1 MiB over TLS, 4 connections", Fetches(4, large_tls, fetch_large)
    yield "BODY[] of 10 MiB over TLS", Waits(huge, lambda client, i: f"FETCH {i % 5 + 1} BODY.PEEK[]", 10)
    yield "RETR of 1 MiB over TLS", Waits(pop_of("user1990", POP3S, hundred_large), lambda client, i: f"RETR {i % 100 + 1}", 50)
    yield "APPEND 1 MiB over TLS", Waits(inbox(109, 1, tls=True), lambda client, i: appended(client, MIB), 20)


def pop3():
    yield "a session: login, STAT, UIDL, RETR of 3, QUIT; maildrops of 10, 1 at a time", SmallMaildrops(1, *maildrop())
    yield "the same, 10 at a time", SmallMaildrops(10, *maildrop())
    anywhere = pop_of("user1", prepare=ten_thousand)
    yield "TOP n 0 anywhere in 10,000", Waits(anywhere, lambda client, i: f"TOP {i * 37 % 10000 + 1} 0", 500)
    yield "TOP n 20 anywhere", Waits(anywhere, lambda client, i: f"TOP {i * 37 % 10000 + 1} 20", 500)
    yield "RETR anywhere", Waits(anywhere, lambda client, i: f"RETR {i * 37 % 10000 + 1}", 500)
    yield "UIDL of 10,000", Waits(anywhere, "UIDL", 10)
    yield "RETR of 1 MiB", Waits(pop_of("user1990", prepare=hundred_large), lambda client, i: f"RETR {i % 100 + 1}", 50)


def bodies():
    for name, open_client, count in (("1 MiB", hundred_large, 100), ("10 MiB", five_huge, 5)):
        for part in ("", "1", "TEXT"):
            yield f"BODY[{part}] of {name}", Waits(open_client, lambda client, i, part=part, count=count: f"FETCH {i % count + 1} BODY.PEEK[{part}]", 15)
        yield f"BODY[2] of {name}", Waits(open_client, "FETCH 3 BODY.PEEK[2]", 15)
        yield f"64 KiB out of {name}", Waits(open_client, lambda client, i, count=count: f"FETCH {i % count + 1} BODY.PEEK[]<{i * 65536 % 900000}.65536>")
        yield f"the first 2 KiB of {count} of {name}", Waits(open_client, "FETCH 1:* BODY.PEEK[]<0.2048>", 10)
        yield f"BODY[HEADER] of {count} of {name}", Waits(open_client, "FETCH 1:* BODY.PEEK[HEADER]", 10)
    yield "BODY[] of all 100 of 1 MiB", Waits(hundred_large, "FETCH 1:* BODY.PEEK[]", 3)
    for what, items in (("BODY[1] of 1,000 of 4 KiB", "1:1000 BODY.PEEK[1]"), ("BODY[TEXT] of 1,000", "1:1000 BODY.PEEK[TEXT]"),
                        ("the first 1 KiB of 1,000", "1:1000 BODY.PEEK[]<0.1024>"), ("BODY[1.MIME] of 1,000", "1:1000 BODY.PEEK[1.MIME]"),
                        ("BODY[HEADER] of 10,000", "1:* BODY.PEEK[HEADER]"), ("RFC822.HEADER RFC822.SIZE FLAGS of 10,000", "1:* (RFC822.HEADER RFC822.SIZE FLAGS)"),
                        ("FLAGS of 10,000", "1:* (FLAGS)"), ("ENVELOPE of 10,000", "1:* (ENVELOPE)"),
                        ("INTERNALDATE RFC822.SIZE of 10,000", "1:* (INTERNALDATE RFC822.SIZE)")):
        yield what, Waits(ten_thousand, f"FETCH {items}", 6)
    yield "FLAGS of 10,000 CHANGEDSINCE the beginning", Waits(ten_thousand, "UID FETCH 1:* (FLAGS) (CHANGEDSINCE 1)", 6)
    yield "what Thunderbird asks of 10,000", Waits(ten_thousand, "UID FETCH 1:* (UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS (From To Cc Bcc Subject Date "
                                                   "Message-ID Priority X-Priority References Newsgroups In-Reply-To Content-Type Reply-To)])", 6)
    yield "what iOS asks of the last 50", Waits(ten_thousand, "FETCH 9951:10000 (INTERNALDATE UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS (date subject from to "
                                                "cc message-id in-reply-to references content-type x-priority x-uniform-type-identifier)])", 30)


def mailboxes():
    yield "LIST of 1,000", Waits(thousand_mailboxes, 'LIST "" "*"', 10)
    yield "LIST with STATUS of 1,000", Waits(thousand_mailboxes, 'LIST "" "*" RETURN (STATUS (MESSAGES UNSEEN UIDNEXT))', 5)
    yield "STATUS, one of 1,000 after the other", Waits(thousand_mailboxes, lambda client, i: f"STATUS box{i % 1000} (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)", 500)
    yield "SELECT, one of 1,000 after the other", Waits(thousand_mailboxes, lambda client, i: f"SELECT box{i % 1000}", 500)
    yield "LSUB, none subscribed", Waits(thousand_mailboxes, 'LSUB "" "*"', 10)
    yield "CREATE", Waits(thousand_mailboxes, lambda client, i: f"CREATE new{time.time_ns()}", 30)
    yield "50 mailboxes of 20: SELECT and FLAGS of each", Waits(fifty_mailboxes, sync, 5)
    hundred = copies("user105", "hundred", 100)
    yield "SELECT of 100, again and again", Waits(hundred, "SELECT hundred", 300)
    yield "metadata of 100", Waits(hundred, "FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)", 100)
    yield "bodies of 100", Waits(hundred, "FETCH 1:* BODY.PEEK[]", 50)
    yield "SEARCH TEXT of 100", Waits(hundred, "SEARCH TEXT hello", 50)
    yield "NOOP", Waits(hundred, "NOOP", 500)


def changes():
    four_thousand = copies("user104", "work", 4000)

    def flags_off(client, _):
        client.run("STORE 1:4000 -FLAGS.SILENT (\\Flagged)")

    def thousand_more(client, _):
        client.run("COPY 1:1000 work")
        client.run("NOOP")

    def thousand_deleted(client, i):
        thousand_more(client, i)
        client.run("STORE 1:1000 +FLAGS.SILENT (\\Deleted)")
    yield "COPY of 1,000", Waits(four_thousand, "COPY 1:1000 there", 4)
    yield "MOVE of 1,000", Waits(four_thousand, "MOVE 1:1000 there", 3, thousand_more)
    yield "EXPUNGE of 1,000", Waits(four_thousand, "EXPUNGE", 3, thousand_deleted)
    yield "STORE of 4,000, silent", Waits(four_thousand, "STORE 1:4000 +FLAGS.SILENT (\\Flagged)", 3, flags_off)
    yield "STORE of 4,000, told", Waits(four_thousand, "STORE 1:4000 +FLAGS (\\Flagged)", 3, flags_off)
    yield "STORE of a keyword of 4,000", Waits(four_thousand, lambda client, i: f"STORE 1:4000 +FLAGS.SILENT ($Label{i % 20})", 3)
    yield "COPY of one", Waits(four_thousand, lambda client, i: f"COPY {i % 1000 + 1} there", 50)
    yield "MOVE of one", Waits(four_thousand, lambda client, i: f"MOVE {i + 1} there", 50)
    yield "STORE of one", Waits(four_thousand, lambda client, i: f"STORE {i // 2 + 1} {'-' if i % 2 else '+'}FLAGS (\\Answered)", 100)
    yield "EXPUNGE of one", Waits(four_thousand, "EXPUNGE", 30, lambda client, i: client.run(f"STORE {i + 1} +FLAGS.SILENT (\\Deleted)"))
    yield "COPY of 1 MiB", Waits(hundred_large, lambda client, i: f"COPY {i % 100 + 1} Copies", 50, lambda client, i: i or client.run("CREATE Copies"))
    yield "APPEND to 100,000 selected", Waits(copies("user106", "big", 100000), lambda client, i: appended(client, 70, "big"), 50)


def searches():
    for keys in ("FROM bench", "FROM nobody", "TO recipient", "CC list-7", "SUBJECT report", "TEXT needlework", "TEXT zzyzx", "BODY zzyzx", "SINCE 1-Jan-2020",
                 "SENTSINCE 3-Jan-2024", "HEADER Message-ID bench", "HEADER X-Pad ppp", "LARGER 5000", "OR FROM nobody SUBJECT zebrafish", "KEYWORD foo", "ALL",
                 "UID 1:5000", "NOT FLAGGED", "RETURN (COUNT) ALL", "RETURN (MIN MAX) UNSEEN"):
        yield f"SEARCH {keys} in 10,000", Waits(ten_thousand, f"UID SEARCH {keys}", 2 if re.search("TEXT|BODY", keys) else 8)
    for order in ("DATE", "REVERSE DATE", "ARRIVAL", "SIZE", "SUBJECT", "FROM", "TO SUBJECT"):
        yield f"SORT ({order}) of 10,000", Waits(ten_thousand, f"UID SORT ({order}) UTF-8 ALL", 5)
    for algorithm in ("REFERENCES", "ORDEREDSUBJECT"):
        yield f"THREAD {algorithm} of 10,000", Waits(ten_thousand, f"UID THREAD {algorithm} UTF-8 ALL", 5)


def of_100000():
    big = copies("user106", "big", 100000)
    for what, command, times in (("SELECT", "SELECT big", 50), ("FLAGS", "FETCH 1:100000 (FLAGS)", 3), ("UID FLAGS", "UID FETCH 1:100000 (FLAGS)", 3),
                                 ("metadata, again", "FETCH 1:100000 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)", 1),
                                 ("header fields", "FETCH 1:100000 (BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)])", 1), ("SEARCH UNSEEN", "UID SEARCH UNSEEN", 5),
                                 ("SEARCH SUBJECT", "UID SEARCH SUBJECT word77", 2), ("SEARCH TEXT", "UID SEARCH TEXT zzyzx", 1), ("SORT DATE", "UID SORT (DATE) UTF-8 ALL", 2),
                                 ("SORT SUBJECT", "UID SORT (SUBJECT) UTF-8 ALL", 2), ("THREAD REFERENCES", "UID THREAD REFERENCES UTF-8 ALL", 1)):
        yield f"{what} of 100,000", Waits(big, command, times)
    yield "STORE of one in 100,000", Waits(big, lambda client, i: f"STORE {i // 2 * 7 % 100000 + 1} {'-' if i % 2 else '+'}FLAGS (\\Answered)", 50)
    yield "FETCH of one in 100,000", Waits(big, lambda client, i: f"FETCH {i * 977 % 100000 + 1} (FLAGS ENVELOPE)", 200)


class Idle(Load):
    """A hundred accounts that wait, and a delivery to one after the other."""

    def turn(self, server, *_):
        self.options = (*self.options, "--deliver-port", server.port(LMTP))
        return super().turn(server, *_)


def idle():
    yield "100 accounts in IDLE: from a delivery's last octet to EXISTS", Idle(
        "imap-idle", IMAP, "--lmtp", "--conns", 100, "--count", 100, "--duration", 5, "--gap", 0.01, figure="p50_ms", users=100, first=1201, timed=False)


GROUPS = {
    "POP3": pop3(), "Many mailboxes, small mailboxes": mailboxes(), "Changes": changes(), "SEARCH, SORT and THREAD": searches(),
    "Bodies and metadata": bodies(), "A mailbox of 100,000": of_100000(), "TLS": tls(), "IDLE": idle(), "Mail coming in": incoming(),
    "APPEND": append_sizes(), "SMTP by size": sizes("SMTP", "smtp", SMTP), "LMTP by size": sizes("LMTP", "smtp", LMTP, "--lmtp"),
}
ROWS = [(group, what, row) for group, rows in GROUPS.items() for what, row in rows]
