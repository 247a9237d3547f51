"""Each size from nothing: texts, our index, its questions, Wagtail's table, the same questions."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.search.figures import Size, write_page
from bench.search.models import Item
from bench.search.ours import WARM, ask_in_its_own_process, fill, open_engine
from bench.search.peer import ask_peer, fill_peer
from bench.search.questions import draw_questions
from bench.search.texts import write_documents


def measure_all(
    sizes: Sequence[int], *, engine: str, questions: int, peer_questions: int, peer_items: int, folder: Path
) -> str:
    measured = []
    for size in sorted(sizes):
        asked_of_peer = peer_questions if size <= peer_items else 0
        measured.append(
            measure(size, engine=engine, count=questions, peer_count=asked_of_peer, folder=folder / str(size))
        )
    return write_page(measured, engine=engine, command=f"python -m bench.search.run {' '.join(sys.argv[1:])}")


def measure(items: int, *, engine: str, count: int, peer_count: int, folder: Path) -> Size:
    folder.mkdir()
    documents = list(write_documents(items))
    questions = list(draw_questions(documents, WARM + count))
    filled = fill(open_engine(engine, folder), documents, folder)
    print(f"{items:,} indexed in {filled.seconds:.0f} s", flush=True)
    memory, ours = ask_in_its_own_process(engine, folder, questions)
    print(f"{items:,} asked", flush=True)
    if not peer_count:
        return Size(items, filled, memory, ours, 0, [])
    seconds = fill_peer(documents)
    print(f"{items:,} indexed by Wagtail in {seconds:.0f} s", flush=True)
    peer = ask_peer(questions[WARM : WARM + peer_count])
    Item.objects.all().delete()
    return Size(items, filled, memory, ours, seconds, peer)
