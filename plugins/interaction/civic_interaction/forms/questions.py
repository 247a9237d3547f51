from django import forms
from django.utils.translation import gettext_lazy as _

from civic_interaction.forms.steps import words


class QuestionForm(forms.Form):
    """What everybody will read: no names, no numbers, no addresses."""

    question = forms.CharField(
        label=_("Question"), max_length=200, help_text=_("As a citizen would ask it, in one sentence.")
    )
    answer = words(
        _("Answer"), rows=10, most=20_000, help_text=_("Without personal data: what is found is named when you save.")
    )
