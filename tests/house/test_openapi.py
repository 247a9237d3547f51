"""The committed schema is the one the code makes, and answers are what the schema says."""

import copy
import pathlib
import re

import pytest
import yaml
from django.core.management import call_command
from jsonschema import Draft202012Validator

from civic_disclosure.enums import Genre, ItemKind, Validity
from civic_disclosure.models import SiteFacts
from civic_office.api.problems import CONTENT_TYPE
from tests import factories
from tests.jobs import run_jobs

COMMITTED = pathlib.Path(__file__).parents[2] / "cms" / "openapi.yaml"


@pytest.fixture(scope="module")
def schema():
    return yaml.safe_load(COMMITTED.read_text())


def test_committed_schema_is_what_the_code_makes(tmp_path):
    """Make it anew with `./run openapi`, or `django spectacular --lang en --file cms/openapi.yaml`."""
    made = tmp_path / "openapi.yaml"

    call_command("spectacular", "--lang", "en", "--fail-on-warn", "--validate", "--file", str(made))

    assert made.read_text() == COMMITTED.read_text()


def test_operations_can_become_functions_of_a_client(schema):
    operations = [(path, method, said) for path, methods in schema["paths"].items() for method, said in methods.items()]
    names = [said["operationId"] for _path, _method, said in operations]

    assert schema["openapi"] == "3.1.0"
    assert len(names) == len(set(names))
    for path, _method, said in operations:
        assert path.startswith("/api/v1/")
        verbs = "get|list|note|compare|give|open|follow|confirm|judge|stop|add|submit|supplement|rate|reopen|withdraw"
        assert re.fullmatch(rf"({verbs})_[a-z_]+", said["operationId"])
        assert said["summary"]
        assert {"400", "429", "500"} <= said["responses"].keys()
        assert {"200", "201", "202"} & said["responses"].keys()
        for status, answer in said["responses"].items():
            kind = "application/json" if status.startswith("2") else CONTENT_TYPE
            assert answer["content"][kind]["schema"]["$ref"].startswith("#/components/schemas/")


def strict(node):
    """The schema with no fields allowed beyond those it names."""
    if isinstance(node, dict):
        node = {key: strict(value) for key, value in node.items()}
        return (
            {**node, "additionalProperties": False} if "properties" in node and node.get("type") == "object" else node
        )
    return [strict(value) for value in node] if isinstance(node, list) else node


def check(schema, operation, answer):
    said = next(
        one for methods in schema["paths"].values() for one in methods.values() if one["operationId"] == operation
    )
    content = said["responses"][str(answer.status_code)]["content"]
    kind = answer["Content-Type"]
    wanted = {**copy.deepcopy(content[kind]["schema"]), "components": strict(schema["components"])}
    Draft202012Validator(wanted).validate(answer.json())


@pytest.mark.django_db
@pytest.mark.usefixtures("search_on")
def test_answers_are_what_the_schema_says(client, schema):
    SiteFacts.objects.create(name="琅琊市人民政府")
    unit = factories.make_unit("市财政局", parent=factories.make_unit("市政府"))
    column = factories.make_column(factories.make_catalogue(unit), code="budgets", openness="result")
    factories.make_column(column)
    portal_column = factories.make_column(factories.make_channel())
    policy = factories.make_published(
        column,
        kind=ItemKind.POLICY,
        genre=Genre.NOTICE,
        validity=Validity.IN_FORCE,
        issuing_units=[unit],
        body=[
            ("text", "<p>正文</p>"),
            (
                "table",
                {
                    "data": [["项目", "金额"], ["教育", "12"]],
                    "first_row_is_table_header": True,
                    "first_col_is_header": False,
                },
            ),
            ("video", {"url": "https://v.langya.gov.cn/1.m3u8", "title": "发布会", "transcript": ""}),
        ],
    )
    reading = factories.make_item(portal_column, "解读", kind=ItemKind.INTERPRETATION)
    reading.interprets.set([policy.page_id])
    reading.save_revision()
    factories.publish(reading)
    run_jobs()

    for operation, address in {
        "get_site": "/api/v1/site/",
        "list_columns": "/api/v1/columns/",
        "get_column": f"/api/v1/columns/{column.pk}/",
        "list_units": "/api/v1/units/",
        "get_unit": f"/api/v1/units/{unit.code}/",
        "get_unit_catalogue": f"/api/v1/units/{unit.code}/catalogue/",
        "list_items": "/api/v1/items/?page_size=1",
        "get_item": f"/api/v1/items/{policy.pk}/",
        "get_item_by_index_number": f"/api/v1/items/by-index-number/?number={policy.index_number}",
        "list_item_versions": f"/api/v1/items/{policy.pk}/history/",
        "get_item_version": f"/api/v1/items/{policy.pk}/history/1/",
        "list_search_results": "/api/v1/search/?q=预算",
        "list_suggestions": "/api/v1/suggest/?q=预算",
    }.items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        check(schema, operation, answer)
    check(schema, "get_item", client.get("/api/v1/items/424242/"))
    check(schema, "list_items", client.get("/api/v1/items/?year=x"))
    check(schema, "list_search_results", client.get("/api/v1/search/?sort=x"))


@pytest.mark.django_db
def test_schema_page_is_served_without_a_foreign_server(client):
    page = client.get("/api/docs/").content.decode()

    assert "swagger-ui" in page
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page) == []
    assert client.get("/api/schema/").status_code == 200
