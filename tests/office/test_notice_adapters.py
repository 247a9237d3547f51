"""The adapters that are shipped: a real SMTP conversation, and files."""

import json
import re
import socketserver
import stat
import threading

import pytest
from django.core import mail

from civic_office.checks import check_adapters
from civic_office.notices.adapters import Message, RefusedError, RetryLaterError
from civic_office.notices.files import FileAdapter
from civic_office.notices.mail import MailAdapter

MESSAGE = Message("a/1", "letter_received", "您的来信", "您好", mail="li@example.cn", phone="13800138000")


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail needs; `answers` of the server replace the usual ones."""

    def handle(self):
        self.say("220 here")
        for line in iter(self.rfile.readline, b""):
            verb = line.split()[0].upper().decode() if line.split() else ""
            self.say(self.server.answers.get(verb, {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok")))
            if verb == "DATA" and "DATA" not in self.server.answers:
                while self.rfile.readline().strip() != b".":
                    pass
                self.say(self.server.answers.get("END", "250 taken"))
            if verb == "QUIT":
                return

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def smtp(settings):
    """A server on this machine, and the site's mail sent to it. What it answers is put into `answers`."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation)
    server.answers = {}
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    settings.EMAIL_TIMEOUT = 5
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_mail_names_its_message_the_same_each_time():
    first, second = MailAdapter().send(MESSAGE), MailAdapter().send(MESSAGE)

    assert first == second
    assert re.fullmatch(r"<[0-9a-f]{32}@.+>", first)
    assert [message.extra_headers["Message-ID"] for message in mail.outbox] == [first, first]


def test_mail_goes_through_a_server(smtp):
    assert MailAdapter().send(MESSAGE).startswith("<")


@pytest.mark.parametrize(
    ("answers", "error", "reason"),
    [
        ({"RCPT": "550 li@example.cn unknown"}, RefusedError, "smtp 550"),
        ({"RCPT": "452 li@example.cn mailbox full"}, RetryLaterError, "smtp 452"),
        ({"MAIL": "451 slow down"}, RetryLaterError, "smtp 451"),
        ({"MAIL": "553 you may not send"}, RetryLaterError, "smtp 553"),
        ({"END": "554 spam"}, RefusedError, "smtp 554"),
        ({"END": "451 later"}, RetryLaterError, "smtp 451"),
    ],
)
def test_what_a_server_answers_becomes_a_reason_without_the_address(smtp, answers, error, reason):
    smtp.answers = answers

    with pytest.raises(error) as raised:
        MailAdapter().send(MESSAGE)

    assert str(raised.value) == reason
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_a_server_that_is_not_there_is_asked_again_later(smtp, settings):
    settings.EMAIL_PORT = 1

    with pytest.raises(RetryLaterError):
        MailAdapter().send(MESSAGE)


def test_an_address_that_is_none_is_refused():
    with pytest.raises(RefusedError, match="malformed"):
        MailAdapter().send(Message("a/1", "x", "主题", "正文", mail="li@example.cn\nBcc: all@example.cn"))


def test_file_adapter_writes_a_line_for_each_message(settings, tmp_path):
    settings.CIVIC_OFFICE_NOTICE_FOLDER = tmp_path / "notices"

    FileAdapter().send(MESSAGE)
    FileAdapter().send(MESSAGE)

    path = tmp_path / "notices" / "letter_received.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines == [{"id": "a/1", "phone": "13800138000", "subject": "您的来信", "body": "您好"}] * 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not FileAdapter().reaches(Message("a/1", "x", "", ""))


def test_a_folder_that_cannot_be_written_is_tried_later(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.CIVIC_OFFICE_NOTICE_FOLDER = tmp_path / "file"

    with pytest.raises(RetryLaterError):
        FileAdapter().send(MESSAGE)


def test_messages_show_no_address_when_they_are_printed():
    assert "13800138000" not in repr(MESSAGE)
    assert "li@example.cn" not in repr(MESSAGE)


def test_an_adapter_that_is_not_there_stops_the_site(settings):
    assert check_adapters(None) == []

    settings.CIVIC_OFFICE_NOTICE_ADAPTERS = ("civic_office.notices.nowhere.Nothing",)

    assert [error.id for error in check_adapters(None)] == ["civic_office.E002"]
