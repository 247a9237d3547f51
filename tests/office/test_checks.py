import pytest

from civic_office.checks import check_time_zone


def test_time_of_china_passes():
    assert check_time_zone(None) == []


@pytest.mark.parametrize("values", [{"TIME_ZONE": "UTC"}, {"TIME_ZONE": "America/Chicago"}, {"USE_TZ": False}])
def test_other_time_is_an_error(settings, values):
    for name, value in values.items():
        setattr(settings, name, value)

    assert [error.id for error in check_time_zone(None)] == ["civic_office.E001"]
