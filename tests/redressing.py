"""Runs the jobs that dress records again, and says whether each record equals a fresh rendering."""

import json

from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from civic_disclosure.models import ColumnPage, Placement, PublishedItem
from civic_disclosure.rendering.content import content_of
from civic_disclosure.rendering.dress import content_in, dress, links_of, setting_of


def run_jobs():
    """Run the dressing jobs that are enqueued, and what they enqueue, as the worker does; returns their names."""
    done = []
    ours = DBTaskResult.objects.ready().filter(task_path__startswith="civic_disclosure.tasks.dress_")
    while (job := ours.first()) is not None:
        job.claim("test")
        job.task.call(*job.task_result.args, **job.task_result.kwargs)
        job.set_successful(None)
        done.append(job.task.name)
    return done


def assert_fresh():
    """Every record says, and is listed where, a rendering made now from its revision would."""
    for record in PublishedItem.objects.public():
        stored = (record.row, record.page, record.digest)
        setting = setting_of(ColumnPage.objects.get(pk=record.column_id))
        revision = Revision.objects.get(pk=record.revision_id)
        fresh = json.loads(json.dumps(content_of(revision.as_object())))
        assert content_in(record) == fresh
        dress(record, fresh, setting, links_of([record.pk])[record.pk])
        assert (record.row, record.page, record.digest) == stored
        placed = set(Placement.objects.filter(item=record).values_list("column_id", flat=True))
        assert placed == set(setting.placements())
