"""`./run openapi`: write `cms/openapi.yaml` from the code. A house check holds the two equal."""

from collections.abc import Sequence

from tooling.manage import call_django
from tooling.places import ROOT
from tooling.tell import say

SCHEMA = ROOT / "cms" / "openapi.yaml"


def main(args: Sequence[str]) -> int:
    call_django("spectacular", "--lang", "en", "--file", str(SCHEMA), "--validate", "--fail-on-warn")
    say("已写出 cms/openapi.yaml。", "cms/openapi.yaml is written.")
    return 0
