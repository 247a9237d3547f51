"""Speaking to whoever runs a command: Chinese first, then English."""


class Trouble(Exception):  # noqa: N818 (it is a sentence for a person, not an error of the program)
    """Why a command cannot go on, and what to do: shown as it is, without a traceback."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")


def say(zh: str, en: str) -> None:
    print(f"· {zh} {en}", flush=True)
