"""Elasticsearch 8, for cities whose texts outgrow one machine: one node or a cluster, the smallest distribution will do.

`server` how it is reached, and what it means when it is not → `entries` what is kept of a document → `questions` a request
in its words → `engine` what the protocol asks for.
"""

from civic_search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
