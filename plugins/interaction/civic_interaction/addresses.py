"""Where on the public site letters and what is made of them are read."""

from civic_interaction.app_settings import app_settings


def path_of_letter(letter_id: int) -> str:
    return f"/letters/{letter_id}/"


def path_of_question(question_id: int) -> str:
    return f"/common-questions/{question_id}/"


def path_of_topic(topic_id: int) -> str:
    return f"/hot-topics/{topic_id}/"


def address_of_topic(topic_id: int) -> str:
    return app_settings.PUBLIC_ADDRESS + path_of_topic(topic_id)


def address_of_letter(letter_id: int) -> str:
    """With the domain, for feeds and tables that are read elsewhere."""
    return app_settings.PUBLIC_ADDRESS + path_of_letter(letter_id)
