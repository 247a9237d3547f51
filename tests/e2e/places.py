"""Where in the small city there is what tests look at: found through the API, as the demo's numbers are its own."""

import json
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Places:
    """Paths on the site. `item` has an attachment, `ended` is not in force, `paired` is interpreted by another item."""

    item: str
    title: str
    ended: str
    paired: str
    column: str
    channel: str
    unit: str
    empty_column: str
    #: By phase, of each the one with most versions; `/collections/5/`
    asked: dict[str, str]

    def templates(self) -> dict[str, str]:
        """One page of every kind, by the name of the kind."""
        return {
            "home": "/",
            "disclosure": "/disclosure/",
            "channel": self.channel,
            "column": self.column,
            "column-empty": self.empty_column,
            "units": "/units/",
            "unit": self.unit,
            "item": self.item,
            "item-ended": self.ended,
            "item-paired": self.paired,
            "history": f"{self.item}history/",
            "search": "/search/?q=" + urllib.parse.quote("办法"),
            "search-nothing": "/search/?q=" + urllib.parse.quote("无此物无此事zqx"),
            "search-blank": "/search/",
            "letters": "/letters/",
            "write": "/letters/write/",
            "letter-form": "/letters/write/lianshui-county-head/",
            "track": "/letters/track/",
            "letter-figures": "/letters/statistics/",
            "questions": "/common-questions/",
            "topics": "/hot-topics/",
            "collections": "/collections/",
            "collections-none": "/collections/?phase=cancelled&kind=livelihood",
            **{f"collection-{phase}": path for phase, path in self.asked.items()},
            "draft": f"{self.asked['open']}versions/1/",
            "changes": f"{self.asked['open']}versions/1/compare/2/",
            "opinions": f"{self.asked['reported']}opinions/",
            "opinions-undecided": f"{self.asked['closed']}opinions/",
            "results": f"{self.asked['reported']}results/",
            "opinion": f"{self.asked['open']}opinion/?version=2&clause=article-3",
            **{f"opinion-{phase}": f"{path}opinion/" for phase, path in self.asked.items() if phase != "open"},
            "own-opinion": "/collections/track/",
            "follow": f"{self.asked['open']}follow/",
            "follow-confirm": f"{self.asked['open']}follow/1-wrong/",
            "follow-stop": f"{self.asked['open']}unfollow/1-wrong/",
            "site-map": "/site-map/",
            "about": "/about/",
            "help": "/help/",
            "statement": "/statement/",
            "accessibility": "/accessibility/",
        }


def ask(api: str, path: str, **query: Any) -> Any:
    with urllib.request.urlopen(f"{api}/api/v1/{path}?{urllib.parse.urlencode(query)}", timeout=30) as answer:
        return json.load(answer)


def find_places(api: str) -> Places:
    rows = ask(api, "items/", page_size=100)["results"]
    items = [ask(api, f"items/{row['id']}/") for row in rows[:60]]
    policies = [ask(api, f"items/{row['id']}/") for row in ask(api, "items/", kind="policy", page_size=60)["results"]]
    ended = next(
        row for code in ("repealed", "expired", "amended") for row in ask(api, "items/", validity=code)["results"]
    )
    item = next(item for item in items if item["attachments"])
    channel = next(one for one in ask(api, "columns/")["channels"] if one["columns"])
    columns = [column["id"] for one in ask(api, "columns/")["channels"] for column in one["columns"]]
    empty = next(pk for pk in columns if not ask(api, "items/", column=pk)["results"])
    return Places(
        item=item["url"],
        title=item["title"],
        ended=ended["url"],
        paired=next(policy["url"] for policy in policies if policy["related"]["interpretations"]),
        column=f"/columns/{item['column']['id']}/",
        channel=f"/channels/{channel['id']}/",
        unit=f"/units/{item['unit']['code']}/",
        empty_column=f"/columns/{empty}/",
        asked=find_collections(api),
    )


def find_collections(api: str) -> dict[str, str]:
    found = [ask(api, f"collections/{row['id']}/") for row in ask(api, "collections/")["results"]]
    found.sort(key=lambda collection: len(collection["versions"]))
    return {collection["phase"]: f"/collections/{collection['id']}/" for collection in found}
