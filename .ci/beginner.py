"""Sends a mail the way a beginner types it, and fetches it back by POP3, POP3 over TLS and IMAP."""
import email
import email.policy
import imaplib
import poplib
import smtplib
import ssl
import sys
from email.message import EmailMessage

host = sys.argv[1]
smtp_port, pop3_port, imap_port, pop3s_port = map(int, sys.argv[2:])
sender, recipient, password = "sender@example.com", "recipient@example.com", "password"

msg = EmailMessage()
msg["From"], msg["To"], msg["Subject"] = sender, recipient, "测试邮件"
msg.set_content("这是一封测试邮件")

with smtplib.SMTP(host, smtp_port) as smtp:
    smtp.login(sender, password)
    smtp.send_message(msg)


def check(how, octets):
    got = email.message_from_bytes(octets, policy=email.policy.default)
    assert got["Subject"] == "测试邮件", (how, got["Subject"])
    assert got.get_content().strip() == "这是一封测试邮件", (how, got.get_content())
    print(how, "gave back the subject and the text as sent")


def pop3(connection, how):
    connection.user(recipient)
    connection.pass_(password)
    count, _ = connection.stat()
    check(how, b"\r\n".join(connection.retr(count)[1]) + b"\r\n")
    connection.quit()


trusting = ssl.create_default_context()
trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
pop3(poplib.POP3(host, pop3_port), "POP3")
pop3(poplib.POP3_SSL(host, pop3s_port, context=trusting), "POP3 over TLS")

with imaplib.IMAP4(host, imap_port) as imap:
    imap.login(recipient, password)
    imap.select("INBOX")
    _, found = imap.search(None, "ALL")
    _, fetched = imap.fetch(found[0].split()[-1].decode(), "(BODY.PEEK[])")
    check("IMAP", fetched[0][1])
