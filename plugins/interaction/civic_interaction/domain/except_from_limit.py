"""An exception that the city's rules name: the limit does not hold for this case (R126: 反映情况不属实等特殊情况除外)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.change import changing
from civic_interaction.domain.keep_clocks import running_clocks, stop_clocks
from civic_interaction.enums import Event
from civic_interaction.models import Case


def except_from_limit(case: Case, *, exception: str, explanation: str, by: Any, now: datetime.datetime) -> Case:
    """Record which exception of the policy applies and why; the clocks stop, the case is still to be answered.

    What was overdue before stays recorded.
    """
    if not explanation.strip():
        raise ValidationError({"explanation": _("Say why the exception applies.")})
    with changing(case, Event.EXCEPTED, by=by, now=now, exception=exception, explanation=explanation) as change:
        if exception not in change.case.policy.exceptions:
            raise ValidationError({"exception": _("The limits of this channel know no such exception.")})
        change.case.exception = exception
        stop_clocks(change, running_clocks(change))
        change.case.due_on = None
    return change.case
