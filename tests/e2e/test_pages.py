"""Every page, read as a crawler reads it: the meta tags of 国办发〔2017〕47号, headings, no dead link, few bytes."""

import gzip
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html

pytestmark = pytest.mark.slow

SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
ARTICLE = {"ArticleTitle", "PubDate", "ContentSource", "Url"}
KILOBYTE = 1024
MOST = {"html": 20 * KILOBYTE, "css": 15 * KILOBYTE, "js": 10 * KILOBYTE, "all": 80 * KILOBYTE}
#: Pages that are followed; beyond them links are only asked whether they answer.
CRAWLED = 60


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


def get(url, **headers):
    """Status, headers and body."""
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def tags(body):
    return {tag.get("name"): tag.get("content") for tag in html.fromstring(body).iterfind(".//meta[@name]")}


@pytest.mark.shows("R103")
def test_every_page_carries_the_tags_of_site_and_column(site, places):
    lacking = {}
    for name, path in places.templates().items():
        _status, _headers, body = get(site + path)
        found = {tag for tag, content in tags(body).items() if content}
        wanted = SITE | COLUMN | (ARTICLE if name.startswith("item") else set())
        if wanted - found:
            lacking[name] = wanted - found

    assert lacking == {}


def test_item_says_when_to_the_minute_and_where_it_is(site, places):
    found = tags(get(site + places.item)[2])

    assert (found["ArticleTitle"], found["Url"]) == (places.title, site + places.item)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", found["PubDate"])


@pytest.mark.shows("R103")
def test_footer_names_sponsor_contact_numbers_and_the_way_to_report_errors(site):
    footer = html.fromstring(get(site + "/")[2]).find(".//footer").text_content()

    words = [
        "主办单位",
        "承办单位",
        "联系方式",
        "网站标识码",
        "ICP备案号",
        "公安备案号",
        "网站地图",
        "使用帮助",
        "网站声明",
    ]
    assert [word for word in [*words, "无障碍声明", "我为政府网站找错"] if word not in footer] == []


def test_no_link_leads_nowhere(site, places):
    """Pages of every kind and those they link to; files, feeds and sitemaps too."""
    waiting, seen, dead = [*places.templates().values()], set(), {}
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        status, headers, body = get(urljoin(site, path))
        if status >= 400:
            dead[path] = status
        if len(seen) <= CRAWLED and headers.get_content_type() == "text/html" and status == 200:
            waiting += links_in(body, path)

    assert len(seen) > CRAWLED
    assert dead == {}


def links_in(body, path):
    """Our own addresses; of searches only those of one facet, for there is no end of them."""
    page = html.fromstring(body)
    found = page.xpath("//a/@href") + page.xpath("//link/@href | //img/@src | //script/@src")
    for href in found:
        address, _ = urldefrag(urljoin(f"http://site{path}", href))
        parts = urlsplit(address)
        if parts.netloc == "site" and not (parts.path == "/search/" and parts.query.count("&") > 1):
            yield parts._replace(scheme="", netloc="").geturl()


def test_every_page_has_one_heading_and_one_title_of_its_own(site, places):
    titles, headings = [], {}
    for name, path in places.templates().items():
        page = html.fromstring(get(site + path)[2])
        titles.append(page.findtext(".//title"))
        headings[name] = len(page.findall(".//h1"))

    assert {name: count for name, count in headings.items() if count != 1} == {}
    assert len(set(titles)) == len(titles)


def test_no_template_is_heavier_than_its_budget(site, places):
    """Compressed as a web server does. Scripts are counted although none is needed."""
    heavy = {}
    for name, path in places.templates().items():
        body = get(site + path)[2]
        page = html.fromstring(body)
        weights = {
            "html": weigh(body),
            "css": sum(weigh(get(urljoin(site, href))[2]) for href in page.xpath("//link[@rel='stylesheet']/@href")),
            "js": sum(weigh(get(urljoin(site, src))[2]) for src in page.xpath("//script/@src")),
        }
        # Pictures of the look; those of an item's text are content.
        look = page.xpath("//header//img/@src | //link[@rel='icon']/@href")
        weights["all"] = sum(weights.values()) + sum(weigh(get(urljoin(site, src))[2]) for src in set(look))
        heavy |= {(name, kind): weight for kind, weight in weights.items() if weight > MOST[kind]}

    assert heavy == {}


def weigh(body):
    return len(gzip.compress(body, 6))


def test_nothing_stands_inline_and_nothing_comes_from_elsewhere(site, places):
    for path in places.templates().values():
        page = html.fromstring(get(site + path)[2])
        inline = page.xpath("//style | //@style | //script[not(@src)][@type!='application/ld+json'] | //@onclick")
        foreign = page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")

        assert (inline, [address for address in foreign if not address.startswith("/")]) == ([], [])


def test_page_is_answered_304_to_whoever_has_it(site, places):
    _status, headers, _body = get(site + places.item)

    assert get(site + places.item, **{"If-None-Match": headers["ETag"]})[0::2] == (304, b"")
    assert headers["Cache-Control"] == "public, max-age=10, stale-while-revalidate=30"
    assert headers["Vary"] == "Cookie"
    assert "'unsafe" not in headers["Content-Security-Policy"]


def test_structured_data_says_who_published_what(site, places):
    (text,) = html.fromstring(get(site + places.item)[2]).xpath("//script[@type='application/ld+json']/text()")

    assert json.loads(text)["headline"] == places.title


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere/", 404),
        ("/nowhere", 301),
        ("/items/0/", 404),
        ("/items/999999999/", 404),
        ("/items/x/", 404),
        ("/units/nobody/", 404),
        ("/columns/999999999/", 404),
        ("/search/?page=x", 400),
        ("/columns/1/?year=abc", 400),
        ("/documents/999999999/x.pdf", 404),
        ("/trouble/", 404),
        ("/%E0%A4%A", 400),
    ],
)
def test_wrong_addresses_are_clear_pages(site, path, status):
    assert get(site + path)[0] == status


def test_pasted_page_is_a_question_of_which_the_beginning_is_searched(site):
    """5,000 characters are 45,000 bytes of an address."""
    status, _headers, body = get(site + "/search/?q=" + urllib.parse.quote("预算公开" + "办法" * 2498))
    page = html.fromstring(body)

    assert status == 200
    assert "问题较长，只检索了前面一部分。" in page.find(".//main").text_content()
    assert len(page.xpath("//main//input[@name='q']/@value")[0]) == 200
    assert weigh(body) < MOST["html"]


def test_address_beyond_all_bounds_is_refused_in_words(site):
    status, headers, body = get(site + "/search/?q=" + "%E9%A2%84" * 10_000)

    assert (status, headers.get_content_type()) == (431, "text/plain")
    assert "网址太长" in body.decode()


def test_robots_are_told_of_the_sitemaps_and_what_is_not_for_them(site):
    text = get(site + "/robots.txt")[2].decode()

    assert f"Sitemap: {site}/sitemap.xml" in text
    assert "Disallow: /search/" in text


def test_sitemap_and_feed_name_the_site_and_not_the_server_behind_it(site, api):
    bodies = [get(site + path)[2].decode() for path in ("/sitemap.xml", "/feeds/items.atom")]

    assert [site in body for body in bodies] == [True, True]
    assert [api in body for body in bodies] == [False, False]
