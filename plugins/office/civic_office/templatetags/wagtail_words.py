"""English that Wagtail's templates write without handing it to gettext: rendered as Wagtail does, then said in the editor's language.

A template of ours with the same name holds only `{% wagtails_own %}`, so nothing of Wagtail's is copied and an upgrade is not
held back. Every word used here is a message of Wagtail or Django: the catalogues translate it.
"""

import html
import re
from collections.abc import Callable

from django.template import Engine, Library, Node, Origin, TemplateSyntaxError
from django.template.base import Parser, Token
from django.template.context import Context
from django.utils.html import escape
from django.utils.translation import gettext

register = Library()

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
DJANGO_PERMISSION = re.compile(r"Can (add|change|delete|view)\b")
ANSWERS = {"True": "Yes", "False": "No", "None": "Unknown"}


def say_permission(match: re.Match[str]) -> str:
    """The label of one checkbox: what may be done; the row says with what."""
    name = html.unescape(match["name"]).strip()
    standard = DJANGO_PERMISSION.match(name)
    return match["start"] + escape(gettext(standard[1].capitalize() if standard else name))


def say_answer(match: re.Match[str]) -> str:
    return match["start"] + escape(gettext(ANSWERS[match["value"]])) + match["end"]


def say_value(match: re.Match[str]) -> str:
    return f'{match["start"]}"{escape(gettext(match["word"]))}"'


#: What to look for in the rendered HTML. Text of users is escaped there and cannot look like these.
RULES: tuple[Rule, ...] = (
    (re.compile(r'(?P<start><nav aria-label=)"(?P<word>Actions)"'), say_value),
    (re.compile(r'(?P<start><input type="submit" value=)"(?P<word>Search)"'), say_value),
    (
        re.compile(r'(?P<start><label [^>]*class="w-sr-only">)(?:[^<|]*\|[^<|]*\|)?(?P<name>[^<]+)(?=</label>)'),
        say_permission,
    ),
    (re.compile(r'(?P<start><span class="w-sr-only">)\s*(?P<value>True|False|None)\s*(?P<end></span>)'), say_answer),
    (re.compile(r'(?P<start><img [^>]*alt=")(?P<value>True|False|None)(?P<end>")'), say_answer),
    (re.compile(r"(?:(?<=>)|\A)\s*None\s*(?=<|\Z)"), lambda match: ""),
    (re.compile(r'(?P<start><td class="app-label"[^>]*>)[^<]*'), lambda match: match["start"]),
)


class OriginalNode(Node):
    """The template of the same name that ours stands before."""

    def __init__(self, ours: Origin, engine: Engine) -> None:
        self.ours, self.engine = ours, engine

    def render(self, context: Context) -> str:
        original, _ = self.engine.find_template(str(self.ours.template_name), skip=[self.ours])
        rendered: str = original.render(context)
        for pattern, say in RULES:
            rendered = pattern.sub(say, rendered)
        return rendered


@register.tag
def wagtails_own(parser: Parser, token: Token) -> OriginalNode:
    if parser.origin is None or parser.origin.loader is None:
        raise TemplateSyntaxError("wagtails_own stands in a template file")
    return OriginalNode(parser.origin, parser.origin.loader.engine)
