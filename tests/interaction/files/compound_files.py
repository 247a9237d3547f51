"""Containers of streams as old Word and WPS write them ([MS-CFB] version 3), and documents of Word 97 in them."""

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, CHAIN_END, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
#: Shorter streams would lie in a container within the container.
SHORTEST = 4096
Tree = dict[str, "bytes | Tree"]


def make_compound(tree: Tree) -> bytes:
    """A container with these streams; a dict is a storage."""
    body, chains, entries = bytearray(), [], [("Root Entry", 5, NONE, NONE, CHAIN_END, 0)]

    def add(level: Tree, parent: int) -> None:
        previous = None
        for name, content in level.items():
            number = len(entries)
            if isinstance(content, dict):
                entries.append((name, 1, NONE, NONE, 0, 0))
            else:
                size = max(len(content), SHORTEST)
                start, count = len(body) // SECTOR, -(-size // SECTOR)
                body.extend(content.ljust(count * SECTOR, b"\0"))
                chains.extend([*range(start + 1, start + count), CHAIN_END])
                entries.append((name, 2, NONE, NONE, start, size))
            link(parent if previous is None else previous, number, is_child=previous is None)
            previous = number
            if isinstance(content, dict):
                add(content, number)

    def link(owner: int, number: int, *, is_child: bool) -> None:
        name, kind, right, child, start, size = entries[owner]
        entries[owner] = (
            (name, kind, right, number, start, size) if is_child else (name, kind, number, child, start, size)
        )

    add(tree, 0)
    directory = b"".join(entry_bytes(entry) for entry in entries)
    directory_start = len(body) // SECTOR
    count = -(-len(directory) // SECTOR)
    body.extend(directory.ljust(count * SECTOR, b"\0"))
    chains.extend([*range(directory_start + 1, directory_start + count), CHAIN_END])
    fat_count = 1
    while fat_count * SECTOR // 4 < len(chains) + fat_count:
        fat_count += 1
    fat_start = len(chains)
    table = [*chains, *[FAT_SECTOR] * fat_count]
    table += [FREE] * (fat_count * SECTOR // 4 - len(table))
    body.extend(struct.pack(f"<{len(table)}I", *table))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 16, 0x3E, 3, 0xFFFE, 9, 6, b"\0" * 6,
        0, fat_count, directory_start, 0, SHORTEST, CHAIN_END, 0, CHAIN_END, 0,
        fat_start,
    )  # fmt: skip
    places = [*range(fat_start + 1, fat_start + fat_count)]
    header += struct.pack(f"<{108}I", *places, *[FREE] * (108 - len(places)))
    return header + bytes(body)


def entry_bytes(entry: tuple[str, int, int, int, int, int]) -> bytes:
    name, kind, right, child, start, size = entry
    letters = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", letters, len(letters), kind, 1, NONE, right, child, b"\0" * 16, 0, 0, 0, start, size
    )


def make_word_streams(*pieces: str, template: str = "", flags: int = 0x0200, magic: int = 0xA5EC) -> Tree:
    """`WordDocument` and `1Table` of a text in pieces; what fits into Windows' letters is stored so, as Word does."""
    head, ends, places = bytearray(0x600), [0], []
    for piece in pieces:
        start = len(head)
        if piece.isascii():
            head.extend(piece.encode("cp1252"))
            places.append(start * 2 | 0x40000000)
        else:
            start += start % 2
            head.extend(b"\0" * (start - len(head)) + piece.encode("utf-16-le"))
            places.append(start)
        ends.append(ends[-1] + len(piece))
    plc = struct.pack(f"<{len(ends)}I", *ends) + b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = b"\x01" + struct.pack("<H", 4) + b"\0" * 4 + b"\x02" + struct.pack("<I", len(plc)) + plc
    associated = text_table(["", template, "标题"])
    struct.pack_into("<HH", head, 0, magic, 0x00C1)
    struct.pack_into("<H", head, 0x0A, flags)
    struct.pack_into("<II", head, 0x019A, 16, len(associated))
    struct.pack_into("<II", head, 0x01A2, 16 + len(associated), len(clx))
    return {"WordDocument": bytes(head), "1Table": b"\0" * 16 + associated + clx, "\x05SummaryInformation": b"\xfe\xff"}


def make_doc(*pieces: str, streams: Tree | None = None, template: str = "", flags: int = 0x0200) -> bytes:
    return make_compound({**make_word_streams(*pieces, template=template, flags=flags), **(streams or {})})


def text_table(texts: Sequence[str]) -> bytes:
    rows = b"".join(struct.pack("<H", len(text)) + text.encode("utf-16-le") for text in texts)
    return b"\xff\xff" + struct.pack("<HH", len(texts), 0) + rows
