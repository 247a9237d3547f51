"""The addresses of the calendar's screens, and what a browser posts to them."""

from django.urls import reverse

from civic_office.viewsets.calendar_forms import initial_rows


def url(name, *args):
    return reverse(f"working-calendar:{name}", args=args)


def entry(days, *, prefix="rows", **head):
    """What a browser posts for the entry form with these days."""
    rows = initial_rows(days)
    posted = {f"{prefix}-TOTAL_FORMS": len(rows) + 1, f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        posted |= {f"{prefix}-{number}-{name}": value or "" for name, value in row.items()}
    return posted | {
        "year": 2027,
        "document_number": "国办发明电〔2026〕9号",
        "issued_on": "2026-11-10",
        "reason": "",
        **head,
    }
