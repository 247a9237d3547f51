"""Where on the public site letters and what is made of them are read, and where a sender asks how a letter stands."""

from civic_interaction.app_settings import app_settings


def path_of_letter(letter_id: int) -> str:
    return f"/letters/{letter_id}/"


def path_of_question(question_id: int) -> str:
    return f"/common-questions/{question_id}/"


def path_of_collection_file(collection_id: int, position: int) -> str:
    """Beside the files of items: the public site passes on whatever lies below `/documents/`."""
    return f"/documents/collections/{collection_id}/{position}/"


def path_of_topic(topic_id: int) -> str:
    return f"/hot-topics/{topic_id}/"


def address_of_topic(topic_id: int) -> str:
    return app_settings.PUBLIC_ADDRESS + path_of_topic(topic_id)


def address_of_letter(letter_id: int) -> str:
    """With the domain, for feeds and tables that are read elsewhere."""
    return app_settings.PUBLIC_ADDRESS + path_of_letter(letter_id)


def address_of_tracking() -> str:
    """The form that asks for receipt number and query code; neither ever stands in an address."""
    return app_settings.PUBLIC_ADDRESS + "/letters/track/"
