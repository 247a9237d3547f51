"""Who keeps the words and the order of search: whoever holds the permissions of its models. Which group that is, the
site decides: in the admin, or in its own code by `editor_permissions`.
"""

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from civic_search.models import IndexBuild, QueryCount, Synonym

#: Who sees an engine's state may not yet have it built anew.
builds = ModelPermissionPolicy(IndexBuild)
counts = ModelPermissionPolicy(QueryCount)
synonyms = ModelPermissionPolicy(Synonym)


def editor_permissions() -> "QuerySet[Permission]":
    """All that an editor of search needs: words, recommended results, the report, and the rebuilding of an index."""
    ours = Permission.objects.filter(content_type__app_label="civic_search")
    words = Q(content_type__model__in=("synonym", "bestbet", "dictionaryword", "stopword"))
    return ours.filter(words | Q(codename__in=("view_querycount", "view_indexbuild", "add_indexbuild")))
