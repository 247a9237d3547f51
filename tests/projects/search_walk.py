"""What a contractor does with search alone: something to be found, a schema, an index, a question."""

import tests.projects.walk_through  # noqa: F401  # isort: skip  # the site is set up and checked, its tables are made

import json
import re

from django.core.management import call_command
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from civic_search.domain.note_change import note_change
from civic_search.sources import Address, register_source
from tests.search.domain.board import Board


class Notices(Board):
    def public(self, keys):
        return self.texts.keys() & keys

    def addresses(self, keys):
        return {key: Address(f"/notices/{key}/", f"/api/notices/{key}/") for key in keys}


notices = Notices()
register_source(notices)
call_command("spectacular", validate=True, fail_on_warn=True, file="/dev/null")
schema = SchemaGenerator().get_schema(request=None, public=True)
missing = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(schema))) - schema["components"]["schemas"].keys()
if missing:
    raise SystemExit(f"The schema refers to what it does not hold: {missing}")
call_command("rebuild_search_index")
notices.texts["1"] = "2026年部门预算"
note_change(notices.kind, ["1"])
call_command("db_worker", batch=True)
asked = Client().get("/api/v1/search/", {"q": "部门预算"})
if [hit["url"] for hit in asked.json()["results"]] != ["/notices/1/"]:
    raise SystemExit(asked.content.decode())
refused = Client().get("/api/v1/search/", {"page": "x"})
if refused.status_code != 400:
    raise SystemExit(refused.content.decode())
