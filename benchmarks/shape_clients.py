"""Clients for benchmarks/shapes: they read no more of an answer than they must, so that what is measured is the server."""
import socket
import ssl

TLS = ssl.create_default_context()
TLS.check_hostname = False
TLS.verify_mode = ssl.CERT_NONE
TIMEOUT = 60


def connect(port, tls=False, session=None):
    plain = socket.create_connection(("127.0.0.1", port), TIMEOUT)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return TLS.wrap_socket(plain, session=session) if tls else plain


class Client:
    """One connection; answers are read to the line that ends them."""

    def __init__(self, port, tls=False, session=None):
        self.socket = connect(port, tls, session)
        self.tail = b""

    def until(self, is_last):
        """The last octets of an answer whose last line is_last knows."""
        while not (self.tail.endswith(b"\r\n") and is_last(self.tail[:-2].rsplit(b"\r\n", 1)[-1])):
            more = self.socket.recv(1 << 18)
            if not more:
                raise EOFError(f"the server closed after {self.tail[-200:]!r}")
            self.tail = (self.tail + more)[-8192:]
        answer, self.tail = self.tail, b""
        return answer

    def close(self):
        self.socket.close()


class Imap(Client):
    def __init__(self, port, user, mailbox=None, tls=False, session=None):
        super().__init__(port, tls, session)
        self.until(lambda line: line.startswith(b"* OK"))
        self.run(f"LOGIN {user}@example.org password")
        if mailbox:
            self.run(f"SELECT {mailbox}")

    def run(self, command, may_fail=False):
        self.socket.sendall(f"a {command}\r\n".encode())
        answer = self.until(lambda line: line.startswith(b"a "))
        if not may_fail and not answer[:-2].rsplit(b"\r\n", 1)[-1].startswith(b"a OK"):
            raise ValueError((command[:80], answer[-200:]))
        return answer

    def append(self, mailbox, message):
        self.socket.sendall(f"a APPEND {mailbox} {{{len(message)}}}\r\n".encode())
        self.until(lambda line: line.startswith(b"+"))
        self.socket.sendall(message + b"\r\n")
        self.until(lambda line: line.startswith(b"a OK"))


class Pop(Client):
    def __init__(self, port, user, tls=False):
        super().__init__(port, tls)
        self.line(None)
        self.line(f"USER {user}@example.org")
        self.line("PASS password")

    def line(self, command):
        """A command whose answer is one line."""
        if command:
            self.socket.sendall(f"{command}\r\n".encode())
        answer = self.until(lambda line: line[:1] in b"+-")
        if not answer.startswith(b"+OK"):
            raise ValueError((command, answer))
        return answer

    def run(self, command):
        """A command whose answer ends with a dot."""
        self.socket.sendall(f"{command}\r\n".encode())
        return self.until(lambda line: line == b"." or line.startswith(b"-ERR"))


class Smtp(Client):
    """SMTP, or LMTP if hello is LHLO."""

    def __init__(self, port, tls=False, hello="EHLO"):
        super().__init__(port)
        self.reply()
        self.command(f"{hello} client.example.org")
        if tls:
            self.command("STARTTLS")
            self.socket = TLS.wrap_socket(self.socket)
            self.command(f"{hello} client.example.org")

    def reply(self):
        answer = self.until(lambda line: line[3:4] == b" ")
        if answer[:1] not in b"23":
            raise ValueError(answer)

    def command(self, text):
        self.socket.sendall(f"{text}\r\n".encode())
        self.reply()

    def mail(self, user, message):
        self.command("MAIL FROM:<bench@example.org>")
        self.command(f"RCPT TO:<{user}@example.org>")
        self.command("DATA")
        self.socket.sendall(message + b".\r\n")
        self.reply()
