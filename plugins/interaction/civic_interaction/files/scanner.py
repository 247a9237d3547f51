"""ClamAV, where a city has it: its daemon is asked over a socket and learns the content, nothing else."""

from typing import Any

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket

from civic_interaction.app_settings import app_settings

FOUND, CLEAN = "FOUND", "OK"


class ScannerDownError(Exception):
    """There should be a scanner, and it gave no answer."""


def find_virus(file: Any) -> str:
    """The name of what was found in an open file; nothing when the file is clean, or this city has no scanner. Raises `ScannerDownError`."""
    address = app_settings.CLAMAV
    if not address:
        return ""
    try:
        file.seek(0)
        answer = _daemon(address).instream(file)
        status, name = (answer or {})["stream"]
    except (ClamdError, OSError, KeyError, ValueError) as error:
        raise ScannerDownError(str(error)) from error
    if status == FOUND:
        return str(name)
    if status != CLEAN:
        raise ScannerDownError(f"{status} {name}")
    return ""


def _daemon(address: str) -> ClamdNetworkSocket | ClamdUnixSocket:
    """`/path/of/socket`, or `host:port`."""
    timeout = app_settings.CLAMAV_SECONDS
    if address.startswith("/"):
        return ClamdUnixSocket(path=address, timeout=timeout)
    host, _colon, port = address.rpartition(":")
    return ClamdNetworkSocket(host=host, port=int(port), timeout=timeout)
