"""XML of strangers, read as a stream: memory does not grow with the part, and no declaration of a document type is read."""

from collections.abc import Callable, Mapping
from typing import IO, NoReturn
from xml.parsers import expat

from civic_interaction.files.verdicts import Code, RefusedError

#: Elements within elements. Tables in tables in text boxes reach some dozens.
DEPTH = 512
CHUNK = 2**16


#: The values of each attribute; of several namespaces there may be several, and each of them may be the one that counts.
Attributes = Mapping[str, list[str]]


class Watcher:
    """Looks at a part as it goes by. Names come without their namespace, which comes apart."""

    def start(self, name: str, attributes: Attributes, *, namespace: str) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...

    def close(self) -> None: ...


def read_markup(part: IO[bytes], watcher: Watcher) -> None:
    """Show a whole part to the watcher. Raises `RefusedError` for any DOCTYPE, for style sheets, and for what is no XML.

    Expat knows UTF-8, UTF-16 and ISO 8859-1; a part in any other encoding could be read differently by others and is
    refused as broken.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse(Code.ENTITIES)
    parser.EntityDeclHandler = _refuse(Code.ENTITIES)
    parser.ExternalEntityRefHandler = _refuse(Code.ENTITIES)
    parser.ProcessingInstructionHandler = _judge_instruction
    depth = 0

    def start(full: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise RefusedError(Code.SLOW)
        namespace, _space, name = full.rpartition(" ")
        values: dict[str, list[str]] = {}
        for key, value in attributes.items():
            values.setdefault(key.rpartition(" ")[2], []).append(value)
        watcher.start(name, values, namespace=namespace)

    def end(full: str) -> None:
        nonlocal depth
        depth -= 1
        watcher.end(full.rpartition(" ")[2])

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = watcher.text
    try:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RefusedError(Code.BROKEN) from error
    watcher.close()


def _refuse(code: Code) -> Callable[..., NoReturn]:
    def refuse(*_arguments: object) -> NoReturn:
        raise RefusedError(code)

    return refuse


def _judge_instruction(target: str, data: str) -> None:
    if target.lower() == "xml-stylesheet":
        raise RefusedError(Code.REMOTE)
