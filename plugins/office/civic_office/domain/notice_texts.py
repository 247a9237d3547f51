"""The text of a notice as the office has it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_office.history import save_by
from civic_office.models import NoticeTemplate
from civic_office.notices.kinds import Text, kinds, shipped_texts
from civic_office.notices.texts import fill, unknown_placeholders


def seed_notice_templates() -> int:
    """Give every kind that has no text the one it is shipped with; what the office has changed stays. Returns how many."""
    there = set(NoticeTemplate.objects.values_list("kind", flat=True))
    missing = [code for code in kinds if code not in there]
    for code in missing:
        text = shipped_texts[code]
        NoticeTemplate.objects.get_or_create(kind=code, defaults={"subject": text.subject, "body": text.body})
    return len(missing)


def fill_notice(kind: str, facts: Mapping[str, str]) -> Text:
    """Subject and body of a notice; the subject on one line, whatever the facts hold."""
    template = NoticeTemplate.objects.filter(kind=kind).first()
    text = shipped_texts[kind] if template is None else Text(template.subject, template.body)
    return Text(" ".join(fill(text.subject, facts).split()), fill(text.body, facts))


def check_notice_text(kind: str, texts: Mapping[str, str]) -> None:
    """Raise `ValidationError` by field when a placeholder of subject or body stands for nothing."""
    known = kinds[kind].placeholders
    errors = {
        name: [_("Unknown placeholders: %s") % ", ".join(unknown)]
        for name, text in texts.items()
        if (unknown := unknown_placeholders(text, known))
    }
    if errors:
        raise ValidationError(errors)


def change_notice_template(template: NoticeTemplate, *, by: Any) -> NoticeTemplate:
    """Save a template that was changed; refuses what `check_notice_text` refuses."""
    check_notice_text(template.kind, {"subject": template.subject, "body": template.body})
    save_by(template, by=by)
    return template
