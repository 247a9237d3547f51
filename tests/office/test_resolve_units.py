import datetime

import pytest

from civic_office.domain.resolve_units import NameBook, Party, guess_group, guess_kind, resolve_text, resolve_units
from civic_office.enums import UnitKind
from civic_office.models import Unit, UnitAlias, UnitGroup, UnitGroupAlias

TODAY = datetime.date(2026, 11, 20)
PREFIXES = ("临沂市", "临沂")


def book_of(*names, prefixes=PREFIXES, groups=()):
    """A book where each argument is one unit: 「official|short|alias」."""
    book = NameBook(city_prefixes=prefixes)
    for text in names:
        first, *others = text.split("|")
        book.add(Party(first, first), [first, *others])
    for text in groups:
        first, *others = text.split("|")
        book.add(Party(first, first, is_group=True, is_situational="有关" in first), [first, *others])
    return book


def keys(resolution):
    return [match.party.key for match in resolution.matches]


@pytest.mark.parametrize("text", ["市财政局", "临沂市财政局", "临沂财政局", "财政局", " 市 财政局\u3000", "“市财政局”"])
def test_resolve_finds_a_unit_with_and_without_the_city_prefix(text):
    assert keys(resolve_text(text, book=book_of("临沂市财政局"))) == ["临沂市财政局"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市经信委、市质监局", ["市经信委", "市质监局"]),
        ("市经信委，市质监局", ["市经信委", "市质监局"]),
        ("市经信委；市质监局。", ["市经信委", "市质监局"]),
        ("市经信委\n市质监局", ["市经信委", "市质监局"]),
        ("1.市经信委 2.市质监局", ["市经信委", "市质监局"]),
        ("市经信委和市质监局", ["市经信委", "市质监局"]),
        ("市经信委及市质监局等", ["市经信委", "市质监局"]),
        ("市经信委/市质监局", ["市经信委", "市质监局"]),
    ],
)
def test_resolve_splits_a_list(text, expected):
    found = resolve_text(text, book=book_of("市经信委", "市质监局"))
    assert keys(found) == expected
    assert found.is_clear


def test_resolve_keeps_a_name_with_a_conjunction_whole():
    found = resolve_text("市教育和体育局；市文化广电和旅游局", book=book_of("市教育和体育局", "市文化广电和旅游局"))
    assert keys(found) == ["市教育和体育局", "市文化广电和旅游局"]


def test_resolve_leaves_an_unknown_name_with_a_conjunction_whole():
    found = resolve_text("市住房和城乡建设局", book=book_of("市财政局"))
    assert [unknown.text for unknown in found.unresolved] == ["市住房和城乡建设局"]


def test_resolve_reads_the_long_list_of_lianshui():
    units = ["文广新局", "农委", "县市场监督管理局|市场局", "住建局"]
    found = resolve_text("文广新局、农委、市场监督管理局、住建局", book=book_of(*units, prefixes=("涟水县", "涟水")))
    assert keys(found) == ["文广新局", "农委", "县市场监督管理局", "住建局"]


def test_resolve_does_not_take_the_market_for_the_city():
    found = resolve_text("市场监管局、市市场监管局", book=book_of("临沂市市场监管局"))
    assert keys(found) == ["临沂市市场监管局"]


@pytest.mark.shows("R053")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县各部门、各镇、街道办事处、各园区", ["各部门", "各镇街", "开发区"]),
        ("市政府办公室；各县区、各部门", ["市政府办公室", "各县区", "各部门"]),
        ("各县（区）、市直和在双中省直各部门", ["各县区", "市直和在双中省直各部门"]),
        ("县（区）及各有关部门", ["各县区", "各有关单位"]),
        ("市政府、各县（区）政府网站主管部门", ["市人民政府", "各县区"]),
        ("市（县）政府；市直各部门", ["市（县）政府", "各部门"]),
    ],
)
def test_resolve_reads_groups(text, expected):
    book = book_of(
        "市人民政府",
        "市政府办公室",
        groups=[
            "各部门|县各部门|市直各部门",
            "各镇街|各镇|街道办事处",
            "开发区|各园区",
            "各县区|各县（区）|县（区）|各县（区）政府网站主管部门",
            "市直和在双中省直各部门",
            "各有关单位|各有关部门",
            "市（县）政府",
        ],
    )
    assert keys(resolve_text(text, book=book)) == expected


@pytest.mark.shows("R044", "R054")
@pytest.mark.parametrize(
    ("text", "lead", "assists"),
    [
        ("政府办收集，相关单位配合", ["政府办"], ["各有关单位"]),
        ("由市财政局牵头，市审计局、市税务局配合", ["市财政局"], ["市审计局", "市税务局"]),
        ("牵头单位：市财政局；配合单位：市审计局、市税务局", ["市财政局"], ["市审计局", "市税务局"]),
        ("市财政局（牵头）、市审计局", ["市财政局", "市审计局"], []),
    ],
)
def test_resolve_tells_lead_from_assisting(text, lead, assists):
    found = resolve_text(
        text, book=book_of("政府办", "市财政局", "市审计局", "市税务局", groups=["各有关单位|相关单位"])
    )
    assert [match.party.key for match in found.matches if not match.assists] == lead
    assert [match.party.key for match in found.matches if match.assists] == assists


@pytest.mark.shows("R043")
def test_resolve_reads_a_chain_of_review():
    book = book_of("市政府办公室|市政府办", groups=["各部门"])
    chain = resolve_text("本单位领导审核+市政府办公室领导审核→市政府办公室更新", book=book)
    assert chain.own == {"reviews"}
    assert [(match.party.key, match.acts) for match in chain.matches] == [("市政府办公室", {"reviews", "publishes"})]
    both = resolve_text("市政府办公室（设置栏目）/各部门（保障内容）", book=book)
    assert [(match.party.key, match.acts) for match in both.matches] == [
        ("市政府办公室", {"sets_up"}),
        ("各部门", {"provides"}),
    ]
    assert resolve_text("市政府办公室（审核更新）", book=book).matches[0].acts == {"reviews", "publishes"}


def test_resolve_keeps_what_stands_in_brackets_as_a_note():
    found = resolve_text("民政局（双拥办）", book=book_of("民政局"))
    assert (keys(found), found.notes) == (["民政局"], ["双拥办"])
    assert keys(resolve_text("市图书馆、市档案局（馆）", book=book_of("市图书馆", "市档案局"))) == [
        "市图书馆",
        "市档案局",
    ]


def test_resolve_reports_the_unknown_with_suggestions_and_takes_none():
    found = resolve_text("市财政居", book=book_of("市财政局"))
    assert keys(found) == []
    assert [(unknown.text, unknown.suggestions[0].party.key) for unknown in found.unresolved] == [
        ("市财政居", "市财政局")
    ]


def test_resolve_never_equates_abbreviations_nobody_gave():
    found = resolve_text("市政府办", book=book_of("市政府办公室"))
    assert [unknown.text for unknown in found.unresolved] == ["市政府办"]


def test_resolve_reports_an_ambiguous_name():
    book = book_of()
    book.add(Party("a", "甲"), ["高新区管委会", "管委会"])
    book.add(Party("b", "乙"), ["经开区管委会", "管委会"])
    found = resolve_text("管委会", book=book)
    assert [{party.key for party in unsure.candidates} for unsure in found.ambiguous] == [{"a", "b"}]


@pytest.mark.parametrize(
    "text", ["接收申请的各单位", "收到咨询的单位", "有公布调查意向的单位", "相关部门", "各有关单位"]
)
def test_guess_group_knows_what_depends_on_the_matter(text):
    assert guess_group(text).is_situational


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("各乡镇（街道）", ["town"]),
        ("各县市区", ["county"]),
        ("各县（市、区）人民政府", ["county"]),
        ("市直各部门", ["government_office", "department"]),
        ("各镇人民政府、各园区", None),
        ("中省直各单位", ["vertical"]),
    ],
)
def test_guess_group_reads_kinds(text, kinds):
    guess = guess_group(text)
    assert guess is not None
    assert kinds is None or list(guess.kinds) == kinds


@pytest.mark.parametrize("text", ["市财政局", "市直机关工委", "临沂广播电视台", "各"])
def test_guess_group_leaves_units_alone(text):
    assert guess_group(text) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市财政局", UnitKind.DEPARTMENT),
        ("市政府办公室", UnitKind.GOVERNMENT_OFFICE),
        ("市人民政府", UnitKind.GOVERNMENT),
        ("兰山区政府", UnitKind.COUNTY),
        ("沂水县", UnitKind.COUNTY),
        ("高沟镇", UnitKind.TOWN),
        ("市公共资源交易中心", UnitKind.INSTITUTION),
        ("消防支队", UnitKind.VERTICAL),
        ("水务公司", UnitKind.ENTERPRISE),
        ("经济开发区", UnitKind.ZONE),
        ("市委组织部", UnitKind.PARTY),
        ("某某某", None),
    ],
)
def test_guess_kind_reads_the_ending(name, kind):
    assert guess_kind(name, city_prefixes=PREFIXES) == kind


@pytest.mark.django_db
def test_resolve_units_reads_the_office_and_follows_successors():
    finance = Unit.objects.create(
        code="D1", kind=UnitKind.DEPARTMENT, official_name="临沂市财政局", short_name="市财政局"
    )
    heir = Unit.objects.create(
        code="D2", kind=UnitKind.DEPARTMENT, official_name="临沂市生态环境局", short_name="市生态环境局"
    )
    Unit.objects.create(
        code="D3",
        kind=UnitKind.DEPARTMENT,
        official_name="临沂市环境保护局",
        short_name="市环保局",
        active_until=datetime.date(2019, 1, 1),
        succeeded_by=heir,
    )
    UnitAlias.objects.create(unit=finance, name="市财税局")
    group = UnitGroup.objects.create(name="各部门", kinds=["department"])
    UnitGroupAlias.objects.create(group=group, name="市直各部门")
    found = resolve_units("财税局、市环保局、市直各部门、某某局", city_prefixes=PREFIXES, today=TODAY)
    assert found.units == [finance, heir]
    assert found.groups == [group]
    assert [unknown.text for unknown in found.unresolved] == ["某某局"]
    assert found.notes == ["市环保局→市生态环境局"]


@pytest.mark.django_db
def test_resolve_units_reads_ten_cells_with_one_book_without_more_queries(django_assert_num_queries):
    Unit.objects.create(code="D1", kind=UnitKind.DEPARTMENT, official_name="临沂市财政局", short_name="市财政局")
    with django_assert_num_queries(3):
        book = NameBook.of_database(city_prefixes=PREFIXES, today=TODAY)
        for _number in range(10):
            assert keys(resolve_units("市财政局", today=TODAY, book=book)) == ["D1"]
