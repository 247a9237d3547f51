"""Every address of ours in the admin, tried by everybody, GET and POST. A new address has to be entered here."""

import pytest

from civic_interaction.viewsets.collections.steps import VIEWS
from civic_interaction.viewsets.topics import STEPS as TOPIC_STEPS
from tests.house.doors import address_of, build_city, knock, our_doors

OFFICE = frozenset({"section", "superuser"})
JOBS = frozenset({"supervisor", "superuser"})
#: The matters of a unit: its people, and the whole government office.
INSIDE = OFFICE | {"officer", "reviewer", "leader", "handler", "proofreader", "supervisor"}
STAFF = INSIDE | {"stranger"}
WRITERS = frozenset({"officer", "superuser"})
#: Who prepares collections and reads opinions.
COLLECTORS = OFFICE | {"officer", "leader", "handler"}
LEADERS = OFFICE | {"leader"}
NOBODY: frozenset[str] = frozenset()
#: Letters: who sees those of a unit; who works on one that the unit leads; with the receiving unit, which is the office.
LEAD = frozenset({"leader", "handler"})
LETTERS = OFFICE | LEAD | {"proofreader", "supervisor"}
READ, WRITE = (lambda who: (who, NOBODY)), (lambda who: (who, who))

#: For each address who may look, and who may send something.
DOORS = {
    "civic_disclosure_withdraw": WRITE(LEADERS),
    "civic_disclosure_approval_form": READ(INSIDE),
    "civic_disclosure_review_form": READ(INSIDE),
    "civic_disclosure_ask_column": WRITE(INSIDE),
    **{
        f"{register}:{name}": READ(OFFICE)
        for register in ("column_templates", "number_rules", "subjects")
        for name in ("index", "index_results", "history", "history_results", "usage")
    },
    **{
        f"{register}:{name}": WRITE(OFFICE)
        for register in ("column_templates", "number_rules", "subjects")
        for name in ("add", "edit", "delete")
    },
    "number_rules:preview": WRITE(OFFICE),  # it changes nothing, whatever the method
    **{f"published_items:{name}": READ(OFFICE) for name in ("index", "index_results", "inspect")},
    **{f"city:{name}": WRITE(OFFICE) for name in ("index", "columns", "clarify", "do")},
    "civic_freshness:index": READ(STAFF),
    "civic_freshness:index_results": READ(STAFF),
    "civic_freshness:column": (INSIDE, OFFICE | {"officer"}),  # who writes its status note; leaders approve with a step
    **{f"civic_limits:{name}": READ(OFFICE) for name in ("index", "index_results")},
    "civic_limits:add": WRITE(OFFICE),
    "trees:index": READ(OFFICE),
    "trees:apply": (NOBODY, OFFICE),
    "civic_imports:index": READ(STAFF),
    "civic_imports:index_results": READ(STAFF),
    "civic_imports:add": WRITE(WRITERS | {"stranger"}),
    "civic_imports:edit": READ(INSIDE),  # opinions are given by those whose turn it is; nobody's it is yet
    "civic_imports:row": READ(INSIDE),
    "civic_imports:row_file": READ(INSIDE),
    "civic_imports:files": WRITE(WRITERS),
    "civic_imports:submit": (NOBODY, WRITERS),
    "civic_office_review:index": READ(STAFF),
    "civic_office_review:index_results": READ(STAFF),
    "civic_office_review:decide": WRITE(INSIDE),  # `domain/review.py` decides whose opinion counts
    **{
        f"{register}:{name}": who
        for register in ("civic_units", "civic_unit_groups")
        for name, who in {
            "index": READ(STAFF),
            "index_results": READ(STAFF),
            "add": WRITE(OFFICE),
            "edit": WRITE(OFFICE),
        }.items()
    },
    "civic_posts:index": READ(STAFF),
    "civic_posts:index_results": READ(STAFF),
    **{f"civic_posts:{name}": WRITE(LEADERS) for name in ("add", "edit", "hand_over", "end")},
    "civic_filings:index": READ(STAFF),
    "civic_filings:index_results": READ(STAFF),
    "civic_filings:add": WRITE(STAFF),
    "civic_filings:edit": (INSIDE, OFFICE),
    "working-calendar:index": READ(STAFF),
    "working-calendar:year": READ(STAFF),
    **{f"working-calendar:{name}": WRITE(OFFICE) for name in ("add", "import", "confirm", "edit", "withdraw")},
    "civic_jobs:index": READ(JOBS),
    "civic_jobs:index_results": READ(JOBS),
    "civic_jobs:edit": WRITE(JOBS),
    "civic_jobs:progress": READ(JOBS | {"officer"}),  # who started it
    "civic_jobs:progress_facts": READ(JOBS | {"officer"}),
    **{f"civic_notices:{name}": READ(STAFF) for name in ("index", "index_results")},
    "civic_notices:open": READ(frozenset({"officer"})),  # whose it is
    "civic_notices:read": (NOBODY, frozenset({"officer"})),
    "civic_notices:read_all": (NOBODY, STAFF),
    "civic_notices:choices": WRITE(STAFF),
    **{f"civic_notice_templates:{name}": READ(OFFICE) for name in ("index", "index_results")},
    "civic_notice_templates:edit": WRITE(OFFICE),
    "civic_duty:index": (LETTERS, LEAD | {"section"}),  # who works at a desk writes its log
    "civic_duty:plan": WRITE(LEADERS),
    "civic_duty:shift": WRITE(OFFICE | LEAD),  # the handler has the day
    "civic_duty:settle": (NOBODY, LEAD),
    **{f"civic_duty_rules:{name}": READ(OFFICE) for name in ("index", "index_results")},
    **{f"civic_duty_rules:{name}": WRITE(OFFICE) for name in ("add", "edit")},
    "civic_password:change": WRITE(STAFF),
    "civic_collections:index": READ(STAFF),
    "civic_collections:index_results": READ(STAFF),
    "civic_collections:add": WRITE(COLLECTORS | {"stranger"}),
    "civic_collections:edit": READ(INSIDE),
    "civic_collections:compare": READ(INSIDE),
    "civic_collections:change": WRITE(INSIDE),  # `domain/collections/` decides who may do it
    **{f"civic_collections:{step.name}": WRITE(INSIDE) for step in VIEWS},  # what is typed is checked before who may
    **{f"civic_collections:{name}": (INSIDE, COLLECTORS) for name in ("close", "revise", "publish-result")},
    **{
        f"civic_collections:{name}": (INSIDE, frozenset({"officer", "leader", "handler"}))
        for name in ("send", "recall", "remove-file")
    },
    "civic_collections:draft-files": WRITE(INSIDE),  # as `change`
    "civic_collections:attachment": READ(INSIDE),
    "civic_collections:review": (INSIDE, NOBODY),  # nothing is under review
    **{f"civic_collections:{name}": READ(COLLECTORS) for name in ("opinions", "file")},
    **{f"civic_collections:{name}": WRITE(COLLECTORS) for name in ("opinion", "look", "groups", "group")},
    **{f"civic_collection_rules:{name}": READ(OFFICE) for name in ("index", "index_results")},
    "civic_collection_rules:add": WRITE(OFFICE),
    "civic_letters:index": READ(LETTERS),
    "civic_letters:index_results": READ(LETTERS),
    "civic_letters:assign_many": WRITE(LETTERS),  # the domain refuses each letter that is not theirs to assign
    "civic_letters:case": READ(LETTERS),
    "civic_letters:attachment": READ(OFFICE | LEAD),
    **{
        f"civic_letters:{step}": WRITE(OFFICE)
        for step in (
            "accept",
            "assign",
            "split",
            "merge",
            "separate",
            "move",
            "close",
            "except",
            "publish",
            "correct",
            "unpublish",
        )
    },
    **{f"civic_letters:{step}": WRITE(LEAD) for step in ("refuse", "ask_extension", "reply", "send", "recall")},
    **{
        f"civic_letters:{step}": WRITE(OFFICE | LEAD) for step in ("pause", "resume", "answer", "note", "tags", "links")
    },
    "civic_letters:assignments": READ(LETTERS),
    "civic_letters:look": WRITE(OFFICE | LEAD),
    **{
        f"{register}:{name}": READ(JOBS)
        for register in ("civic_letter_looks", "civic_opinion_looks")
        for name in ("index", "index_results")
    },
    **{f"civic_common_questions:{name}": READ(LETTERS) for name in ("index", "index_results")},
    "civic_common_questions:edit": WRITE(LETTERS),  # what is typed is checked before who may
    "civic_common_questions:add": WRITE(OFFICE | LEAD),
    **{f"civic_common_questions:{name}": (NOBODY, OFFICE) for name in ("publish", "withdraw")},
    **{f"civic_hot_topics:{name}": READ(STAFF) for name in ("index", "index_results")},
    "civic_hot_topics:add": WRITE(COLLECTORS | {"stranger"}),
    "civic_hot_topics:edit": READ(INSIDE),
    # `domain/hot_topic.py` decides who may do it; what is typed is checked before
    **{f"civic_hot_topics:{step.name}": WRITE(INSIDE) for step in TOPIC_STEPS},
    **{f"civic_hot_topics:{name}": (INSIDE, COLLECTORS) for name in ("send", "recall")},
    "civic_hot_topics:review": (INSIDE, NOBODY),  # nothing is under review
    "civic_hot_topics:publish": (INSIDE, OFFICE),
    "civic_letters:decide_extension": WRITE(LEADERS),
    "civic_letters:contribute": WRITE(NOBODY),  # nobody here assists
    "civic_letters:review": WRITE(frozenset({"leader"})),  # whose turn it is
    **{
        f"{register}:{name}": who
        for register, keepers in {
            "civic_channels": OFFICE,
            "civic_reply_policies": OFFICE,
            "civic_letter_categories": OFFICE,
            "civic_reply_templates": OFFICE | LEAD,
        }.items()
        for name, who in {
            "index": READ(keepers),
            "index_results": READ(keepers),
            "add": WRITE(keepers),
            "edit": WRITE(keepers),
            "changes": READ(keepers),
        }.items()
    },
}


def test_every_door_is_in_the_table():
    assert sorted(our_doors()) == sorted(DOORS)


@pytest.mark.django_db
def test_doors_open_to_whom_they_should_and_to_nobody_else():
    things, people = build_city()

    found = {
        (door, method): {name: knock(person, address_of(door, things), method) for name, person in people.items()}
        for door in our_doors()
        for method in ("get", "post")
    }

    expected = {
        (door, method): {name: "open" if name in who else "shut" for name in people}
        for door, both in DOORS.items()
        for method, who in zip(("get", "post"), both, strict=True)
    }
    assert {key: answers for key, answers in found.items() if answers != expected[key]} == {}
