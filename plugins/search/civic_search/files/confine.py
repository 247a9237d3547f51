import contextlib
import os


def confine(*, memory_bytes: int, seconds: int, output_bytes: int) -> None:
    """Take from this process what reading a file does not need: memory, processor time, the size of what it writes.

    Windows has no such limits: there only the clock of whoever waits for the process counts.
    """
    try:
        import resource  # plc0415: Windows has none
    except ImportError:
        return
    for kind, most in {
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: output_bytes,
        resource.RLIMIT_CORE: 0,
    }.items():
        with contextlib.suppress(ValueError):  # a stricter limit holds already
            resource.setrlimit(kind, (most, most))
    os.nice(10)
