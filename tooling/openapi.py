"""`./run openapi`: write `cms/openapi.yaml` from the code, and the public site's client from that. Checks hold them equal."""

from collections.abc import Sequence

from tooling.frontend import call_npm, install_packages
from tooling.manage import call_django
from tooling.places import ROOT
from tooling.tell import say

SCHEMA = ROOT / "cms" / "openapi.yaml"


def main(args: Sequence[str]) -> int:
    call_django("spectacular", "--lang", "en", "--file", str(SCHEMA), "--validate", "--fail-on-warn")
    say("已写出 cms/openapi.yaml。", "cms/openapi.yaml is written.")
    install_packages()
    return call_npm("run", "--silent", "api")
