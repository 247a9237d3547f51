from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic_interaction.models import Case, ReplyTemplate

LONGEST_REPLY = 20_000


class ReplyForm(forms.Form):
    """The draft of an answer. It need not be finished to be kept, only to be sent for review."""

    template = forms.ModelChoiceField(
        label=_("Reply template"), queryset=ReplyTemplate.objects.none(), required=False, empty_label=_("None")
    )
    text = forms.CharField(
        label=_("Reply"), required=False, max_length=LONGEST_REPLY, widget=forms.Textarea({"rows": 14})
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template"]
        field.queryset = ReplyTemplate.objects.filter(
            Q(unit__isnull=True) | Q(unit=case.lead_unit_id),
            Q(channel__isnull=True) | Q(channel=case.channel_id),
            is_offered=True,
        )
