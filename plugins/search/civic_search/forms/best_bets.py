"""Results that the office recommends for a question, chosen by searching for them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from civic_search.civil import civil_date
from civic_search.domain.search import Question, search
from civic_search.models import BestBet
from civic_search.scoring import flat
from civic_search.sources import by_kind, public_ids

#: So many results are offered, and may be chosen.
OFFERED, MOST = 10, 20
LONGEST_ID = 100


class BestBetForm(WagtailAdminModelForm):
    find = forms.CharField(
        label=gettext_lazy("Look for results"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Title, document number or words of the text; then press “Find”. What is ticked stays."),
    )
    documents = forms.MultipleChoiceField(
        label=pgettext_lazy("recommended", "Results"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one result. Look for it first.")},
        help_text=gettext_lazy("They are shown in this order, before all other results."),
    )

    class Meta:
        model = BestBet
        fields = ("question", "find", "documents", "starts_on", "ends_on")
        widgets = {"starts_on": AdminDateInput, "ends_on": AdminDateInput}
        help_texts = {"question": gettext_lazy("Asked exactly so, whatever the blanks and signs between.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [one for one in self._given("documents") if len(one) <= LONGEST_ID][:MOST]
        text = next(filter(None, [*self._given("find"), *self._given("question")]), "")
        self.fields["documents"].choices = list(_offer(chosen, text))

    def _given(self, name: str) -> list[str]:
        """What was typed or ticked, or stands in the record."""
        if self.is_bound:
            return list(self.data.getlist(name))
        value = self.get_initial_for_field(self.fields[name], name)
        return [str(one) for one in (value if isinstance(value, list | tuple) else [value]) if one]

    def clean_question(self) -> str:
        question = flat(self.cleaned_data["question"])
        if not question:
            raise ValidationError(_("Write a question with letters or figures."))
        return question

    def clean_documents(self) -> list[str]:
        documents: list[str] = self.cleaned_data["documents"]
        if set(documents) - public_ids(documents):
            raise ValidationError(_("One of the results is not public any more. Untick it."))
        return documents


def _offer(chosen: list[str], text: str) -> Iterable[tuple[str, str]]:
    """What is chosen already, in order; then what a search finds."""
    titles = {document.id: document.title for source, keys in by_kind(chosen) for document in source.documents(keys)}
    yield from ((one, titles.get(one, _("Not public any more"))) for one in chosen)
    hits = search(Question(text, size=OFFERED, facets=()), today=civil_date(timezone.now())).hits if text else ()
    for hit in hits:
        if hit.id not in chosen:
            facts = [hit.unit.label if hit.unit else "", hit.dated_on.isoformat() if hit.dated_on else ""]
            yield hit.id, " · ".join(filter(None, ["".join(piece.text for piece in hit.title), *facts]))
