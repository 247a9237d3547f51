"""The language is the site's; in the admin, the one that somebody has chosen in their account. Browsers are not asked."""

import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/admin/login/", "/office/account-request/", "/api/v1/items/?page=2", "/nothing/"])
def test_public_answers_are_the_same_in_every_browser(client, address):
    english, chinese = (client.get(address, headers={"accept-language": wish}) for wish in ("en", "zh-CN"))

    assert words_of(english) == words_of(chinese)
    assert "Accept-Language" not in english.headers.get("Vary", "")


def test_admin_is_chinese_in_an_english_browser(client):
    client.force_login(factories.make_user(is_superuser=True))

    home = client.get(reverse("wagtailadmin_home"), headers={"accept-language": "en"})

    assert '<html lang="zh-hans"' in home.content.decode()


def test_admin_follows_the_language_of_the_account(client, settings):
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
    user = factories.make_user(is_superuser=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)

    home = client.get(reverse("wagtailadmin_home"), headers={"accept-language": "zh-CN"})

    assert '<html lang="en"' in home.content.decode()


def words_of(response):
    """What is said, without the tokens against forgery, which are new every time."""
    return re.sub(r"\b\w{64}\b", "", response.content.decode())
