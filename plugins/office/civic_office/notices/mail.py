"""Mail, by the site's `EMAIL_BACKEND`."""

import hashlib
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from civic_office.notices.adapters import Message, RefusedError, RetryLaterError

#: From 500 on an SMTP server says that it will never take this; below, that it may take it later.
FOR_GOOD = 500


class MailAdapter:
    name = "mail"

    def reaches(self, message: Message) -> bool:
        return bool(message.mail)

    def send(self, message: Message) -> str:
        """One mail to one address. Its `Message-ID` is made of the message's own, so that a mailbox knows a repetition."""
        number = f"<{hashlib.sha256(message.id.encode()).hexdigest()[:32]}@{_domain()}>"
        headers = {"Message-ID": number, "Auto-Submitted": "auto-generated"}
        mail = EmailMessage(message.subject, message.body, None, [message.mail], headers=headers)
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            _give_up(min(codes, default=FOR_GOOD))
        except smtplib.SMTPResponseException as error:
            # Whatever the server has against the sender or the sign-in concerns every mail: a person has to mend it.
            if isinstance(error, smtplib.SMTPDataError):
                _give_up(error.smtp_code)
            raise RetryLaterError(f"smtp {error.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as error:
            raise RetryLaterError(type(error).__name__) from None
        except ValueError:  # an address or a header that is no such thing
            raise RefusedError("malformed") from None
        return number


def _give_up(code: int) -> None:
    if code >= FOR_GOOD:
        raise RefusedError(f"smtp {code}") from None
    raise RetryLaterError(f"smtp {code}") from None


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
