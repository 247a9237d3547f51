"""How long a suggestion takes, and what the vocabulary needs: `python -m bench.search.suggest [items]`.

Asked are the beginnings of titles, of 1 to 8 characters, and their pinyin, over the items of `texts.py`. Measured is what
the process does by itself; on top comes one query a kind of thing, which asks whether titles are public.
"""

import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Iterator
from itertools import islice

import django

SUGGESTIONS = 10
QUESTIONS = 2000


def questions_of(texts: list[str]) -> Iterator[str]:
    from civic_search.text.pinyin import read_aloud  # plc0415: Django is set up only now

    chosen = random.Random(20)
    for text in chosen.choices(texts, k=QUESTIONS):
        beginning = text[: chosen.randint(1, 8)]
        yield "".join(read_aloud(beginning)[0]) if chosen.random() < 0.5 else beginning


def main(items: int) -> None:
    from bench.search.texts import write_documents  # plc0415: Django is set up only now
    from civic_search.domain.renew_vocabulary import find_words  # plc0415: Django is set up only now
    from civic_search.text.pipeline import Pipeline  # plc0415: Django is set up only now
    from civic_search.vocabulary import Entry, Vocabulary  # plc0415: Django is set up only now

    titles = [document.title for document in write_documents(items)]
    pipeline = Pipeline()
    is_word = pipeline.segmenter.is_word
    began = time.process_time()
    words = find_words(titles, pipeline)
    collected = time.process_time() - began
    entries = [*words, *(Entry(title, "item", 1.0, (f"item:{n}",)) for n, title in enumerate(dict.fromkeys(titles)))]
    Vocabulary(entries[:100], is_word=is_word)  # what is read once in a process
    began = time.process_time()
    vocabulary = Vocabulary(entries, is_word=is_word)
    built = time.process_time() - began
    tracemalloc.start()
    another = Vocabulary(entries, is_word=is_word)
    memory = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    took = []
    for question in questions_of([entry.text for entry in entries]):
        began = time.perf_counter()
        list(islice(vocabulary.complete(question), SUGGESTIONS))
        took.append((time.perf_counter() - began) * 1000)
    percentiles = statistics.quantiles(took, n=100)
    print(f"{items} items, {len(another)} entries, of them {len(words)} words")
    print(f"collected {collected:.1f} s CPU, built {built:.1f} s CPU, {memory:.0f} MB beside the texts themselves")
    print(f"p50 {percentiles[49]:.2f} ms, p95 {percentiles[94]:.2f} ms, p99 {percentiles[98]:.2f} ms")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
