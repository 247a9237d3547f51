import pytest
from hypothesis import HealthCheck, settings

from civic_search.text.dictionary import make_dictionary
from civic_search.text.pipeline import Pipeline
from civic_search.text.synonyms import Synonym, make_synonyms

# A machine that several runs share is slow at times; nothing here is tested by the clock.
settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")


@pytest.fixture(scope="session")
def pipeline():
    units = ["临沂市财政局（国有资产监督管理委员会）", "临沂市", "临沂市人民政府办公室"]
    return Pipeline(make_dictionary(units, ["财政资金", "部门预算"]))


@pytest.fixture(scope="session")
def synonyms():
    return make_synonyms(
        [
            Synonym("低保", ("最低生活保障",), is_mutual=True),
            Synonym("公积金", ("住房公积金",)),
        ]
    )
