"""Writes messages as lines of JSON into a folder: the model for adapters to SMS gateways and government messengers.

Another program takes the files from there. For an adapter of your own copy this class; see
docs/how-to/connect-sms-or-a-messenger.md.
"""

import json
import os

from civic_office.app_settings import app_settings
from civic_office.notices.adapters import Message, RetryLaterError


class FileAdapter:
    name = "files"

    def reaches(self, message: Message) -> bool:
        """Whoever has a telephone number: what an SMS gateway needs."""
        return bool(message.phone)

    def send(self, message: Message) -> str:
        """Append one line, written through to the disk, to the file of the kind of message. `id` tells a repetition."""
        folder = app_settings.NOTICE_FOLDER
        facts = {"id": message.id, "phone": message.phone, "subject": message.subject, "body": message.body}
        line = json.dumps(facts, ensure_ascii=False) + "\n"
        path = folder / f"{message.kind}.jsonl"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise RetryLaterError(type(error).__name__) from None
        return path.name
