"""Where on the public site a letter is read, and where its sender asks how it stands."""

from civic_interaction.app_settings import app_settings


def path_of_letter(letter_id: int) -> str:
    return f"/letters/{letter_id}/"


def address_of_letter(letter_id: int) -> str:
    """With the domain, for feeds and tables that are read elsewhere."""
    return app_settings.PUBLIC_ADDRESS + path_of_letter(letter_id)


def address_of_tracking() -> str:
    """The form that asks for receipt number and query code; neither ever stands in an address."""
    return app_settings.PUBLIC_ADDRESS + "/letters/track/"
