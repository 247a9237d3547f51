"""The screens that `./run screens` photographs: what one looks at before showing the house to a customer.

A screen is a name, who looks at it, and where it is. `{catalogue}`, `{column}`, `{item}`, `{draft}` and `{step}` are
numbers of the demo city's finance bureau: its tree, a column with items, a published item, a draft, and the step of
review that waits for the account; `{handled}`, `{reviewed}`, `{answered}`, `{corrected}` and `{reopened}` are cases in
that state, `{collection}` and `{opinion}` an open collection and an opinion on it, `{prepared}` one in preparation, `{topic}` and
`{topic_reviewed}` hot topics that are public and under review, `{question}` a proposed common question, `{bureau}` the finance
bureau, `{shift}` a duty of it that lies ahead. Where a screen needs a hand, `clicks` name what is clicked, one after the other; where
a script draws it, `awaits` names what shows that it is drawn.
"""

from dataclasses import dataclass

WIDTHS = (1280, 390)


@dataclass(frozen=True)
class Screen:
    name: str
    account: str | None
    path: str
    clicks: tuple[str, ...] = ()
    awaits: str | None = None


OFFICER, SECRECY, OFFICE, ADMIN = "information_officer", "secrecy_reviewer", "disclosure_section", "superuser"
HANDLER, LEADER, SUPERVISOR = "case_handler", "supervising_leader", "supervisor"

SCREENS = (
    Screen("login", None, "/admin/login/"),
    Screen("home-officer", OFFICER, "/admin/"),
    Screen("home-reviewer", SECRECY, "/admin/"),
    Screen("home-office", OFFICE, "/admin/"),
    Screen("tree-unit", OFFICER, "/admin/pages/{catalogue}/"),
    Screen("tree-column", OFFICER, "/admin/pages/{column}/"),
    Screen("editor-new", OFFICER, "/admin/pages/add/civic_disclosure/itempage/{column}/"),
    Screen("editor-draft", OFFICER, "/admin/pages/{draft}/edit/"),
    Screen("item-history", OFFICER, "/admin/pages/{item}/history/"),
    Screen("review-queue", SECRECY, "/admin/review/"),
    Screen("review-step", SECRECY, "/admin/review/{step}/"),
    Screen("wizard", OFFICE, "/admin/city/"),
    Screen("trees-and-template", OFFICE, "/admin/trees/"),
    Screen("calendar", OFFICE, "/admin/working-calendar/"),
    Screen("calendar-year", OFFICE, "/admin/working-calendar/2026/"),
    Screen("calendar-import", OFFICE, "/admin/working-calendar/import/"),
    Screen("units", ADMIN, "/admin/office/units/"),
    Screen("posts", ADMIN, "/admin/office/posts/"),
    Screen("filings", OFFICE, "/admin/office/filings/"),
    Screen("jobs", ADMIN, "/admin/office/jobs/"),
    Screen("column-templates", ADMIN, "/admin/column-templates/"),
    Screen("number-rules", ADMIN, "/admin/number-rules/"),
    Screen("published", OFFICE, "/admin/published/"),
    Screen("imports", OFFICE, "/admin/imports/"),
    Screen("search-questions", OFFICE, "/admin/search/questions/"),
    Screen("search-synonyms", OFFICE, "/admin/search/synonyms/"),
    Screen("search-synonym-new", OFFICE, "/admin/search/synonyms/new/"),
    Screen("search-recommended", OFFICE, "/admin/search/recommended/"),
    Screen("search-recommended-new", OFFICE, "/admin/search/recommended/new/"),
    Screen("search-dictionary", OFFICE, "/admin/search/dictionary/"),
    Screen("search-stop-words", OFFICE, "/admin/search/stop-words/"),
    Screen("search-index", ADMIN, "/admin/search/index/"),
    Screen("workflows", ADMIN, "/admin/workflows/list/"),
    Screen("images", OFFICER, "/admin/images/"),
    Screen("documents", OFFICER, "/admin/documents/"),
    Screen("account", OFFICER, "/admin/account/"),
    Screen("home-handler", HANDLER, "/admin/"),
    Screen("letters", OFFICE, "/admin/letters/"),
    Screen("letters-of-a-unit", HANDLER, "/admin/letters/"),
    Screen("letter-handled", HANDLER, "/admin/letters/{handled}/"),
    Screen("letter-assign", OFFICE, "/admin/letters/{handled}/assign/"),
    Screen("letter-merge", OFFICE, "/admin/letters/{handled}/merge/"),
    Screen("letter-move", OFFICE, "/admin/letters/{handled}/move/"),
    Screen("letter-close", OFFICE, "/admin/letters/{handled}/close/"),
    Screen("letter-reply", HANDLER, "/admin/letters/{handled}/reply/"),
    Screen("letter-pause", HANDLER, "/admin/letters/{handled}/pause/"),
    Screen("letter-under-review", OFFICE, "/admin/letters/{reviewed}/"),
    Screen("letter-publish", OFFICE, "/admin/letters/{answered}/publish/"),
    Screen("letter-corrected", OFFICE, "/admin/letters/{corrected}/"),
    Screen("letter-reopened", OFFICE, "/admin/letters/{reopened}/"),
    Screen("letter-channels", OFFICE, "/admin/letters-channels/"),
    Screen("letter-categories", OFFICE, "/admin/letters-categories/"),
    Screen("letter-limits", OFFICE, "/admin/letters-limits/"),
    Screen("letter-templates", OFFICE, "/admin/letters-templates/"),
    Screen("collections", OFFICE, "/admin/opinion-collections/"),
    Screen("collection", OFFICE, "/admin/opinion-collections/{collection}/"),
    Screen("collection-opinions", OFFICE, "/admin/opinion-collections/{collection}/opinions/"),
    Screen("collection-opinion", OFFICE, "/admin/opinion-collections/{collection}/opinions/{opinion}/"),
    Screen("collection-groups", OFFICE, "/admin/opinion-collections/{collection}/groups/"),
    Screen("collection-rules", OFFICE, "/admin/collection-rules/"),
    Screen("collection-new", OFFICE, "/admin/opinion-collections/new/"),
    Screen("collection-files", ADMIN, "/admin/opinion-collections/{prepared}/attachments/"),
    Screen("topics", OFFICE, "/admin/hot-topics/"),
    Screen("topic", OFFICE, "/admin/hot-topics/{topic}/"),
    Screen("topic-new", OFFICER, "/admin/hot-topics/new/"),
    Screen("topic-review", OFFICE, "/admin/hot-topics/{topic_reviewed}/review/"),
    Screen("questions", OFFICE, "/admin/common-questions/"),
    Screen("question", OFFICE, "/admin/common-questions/{question}/"),
    Screen("duty", LEADER, "/admin/duty/?unit={bureau}"),
    Screen("duty-plan", LEADER, "/admin/duty/plan/?unit={bureau}"),
    Screen("duty-shift", LEADER, "/admin/duty/shifts/{shift}/"),
    Screen("duty-rules", OFFICE, "/admin/letters-duty-rules/"),
    Screen("duty-rule-new", OFFICE, "/admin/letters-duty-rules/new/"),
    Screen("notices", HANDLER, "/admin/notices/"),
    Screen("notice-choices", HANDLER, "/admin/notices/choices/"),
    Screen("notice-texts", OFFICE, "/admin/notice-texts/"),
    Screen("notice-text", OFFICE, "/admin/notice-texts/edit/{text}/"),
    Screen("letter-look", OFFICE, "/admin/letters/{handled}/look/"),
    Screen("looks-letters", SUPERVISOR, "/admin/looks/letters/"),
    Screen("looks-opinions", SUPERVISOR, "/admin/looks/opinions/"),
    Screen("search-shipped-synonyms", OFFICE, "/admin/search/synonyms/shipped/"),
    Screen("api-docs", None, "/api/docs/", awaits=".swagger-ui .opblock"),
)
