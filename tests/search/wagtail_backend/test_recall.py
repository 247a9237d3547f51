"""Whatever stands in a title is found by it, typed as it stands, with no quotation marks (2 characters and more)."""

import itertools
import random

import pytest
from wagtail.models import Page

from bench.search.texts import write_documents
from tests.search.wagtail_backend.pages import make_pages

TITLES, SUBSTRINGS = 500, 2000


def draw(chance: random.Random, title: str) -> str:
    while True:
        length = chance.randint(2, 16)
        start = chance.randrange(max(1, len(title) - length + 1))
        drawn = title[start : start + length].strip()
        if sum(map(str.isalnum, drawn)) >= 2:
            return drawn


@pytest.mark.slow
@pytest.mark.django_db
def test_every_part_of_a_title_finds_its_page():
    chance = random.Random(20260321)
    titles = (text.title for text in itertools.islice(write_documents(TITLES * 7), 0, None, 7))
    pages = make_pages(titles)

    missed = [
        (drawn, page.title)
        for page in chance.choices(pages, k=SUBSTRINGS)
        if not Page.objects.filter(pk=page.pk).autocomplete(drawn := draw(chance, page.title)).count()
    ]

    assert missed == []
