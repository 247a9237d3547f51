"""Names and accounts of the demo city."""

import re

from civic_office.enums import OFFICE_ROLES as OFFICE
from civic_office.enums import REQUIRED_ROLES, Role
from cms.demo.people import OFFICE_ROLES, REQUIRED, UNIT_ROLES, draw_names, plan_accounts, spell
from tests.cms.demo_units import make_facts, some_units


def test_accounts_are_readable_and_unique() -> None:
    names = [account.username for unit in some_units() for account in plan_accounts(unit, seed=1, is_full=True)]

    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9]+-[a-z]+", name) for name in names)
    assert plan_accounts(make_facts("市财政局"), seed=1, is_full=False)[0].username == "caizhengju-xinxiyuan"


def test_units_that_sound_the_same_get_their_code_added() -> None:
    unit = make_facts("市财政局", code="X1")

    account = plan_accounts(unit, seed=1, is_full=False, taken=frozenset({"caizhengju"}))[0]

    assert account.username == "caizhengjux1-xinxiyuan"


def test_counties_are_spelt_whole() -> None:
    assert [spell(name) for name in ("兰山区", "费县", "市教育局", "县教育局")] == [
        "lanshanqu",
        "feixian",
        "jiaoyuju",
        "jiaoyuju",
    ]


def test_names_differ_within_a_unit_and_stay_the_same() -> None:
    unit = make_facts("市教育局")

    names = draw_names(unit, seed=3, count=12)

    assert len(set(names)) == 12
    assert names == draw_names(unit, seed=3, count=12)


def test_all_roles_are_staffed_in_the_office() -> None:
    office = make_facts("市政府办公室", kind="government_office")

    roles = {account.role for account in plan_accounts(office, seed=1, is_full=True, is_office=True)}

    assert roles == set(Role.values)
    assert {role for role, *_ in OFFICE_ROLES} == set(OFFICE)
    assert set(REQUIRED_ROLES) <= {role for role, *_ in REQUIRED} <= {role for role, *_ in UNIT_ROLES}
