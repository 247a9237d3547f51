"""What every list of the admin promises: pages, and the same queries however many rows."""

from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(client, url):
    """The number of queries of one page, after a first visit has filled the caches of the process."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def repeated_questions(client, url):
    """What one page, after a first visit, asks the database more than once in the same words."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    asked = Counter(query["sql"] for query in queries if query["sql"].startswith("SELECT"))
    return [sql for sql, times in asked.items() if times > 1]
