from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """What a plugin does that writes to citizens: it hears of a letter, and enqueues a mail in the same transaction."""

    name = "tests.load.outbox"
    label = "outbox_of_tests"

    def ready(self):
        from civic_interaction.signals import case_changed  # plc0415: models are ready only now
        from tests.load.outbox.tasks import acknowledge_new_letter  # plc0415: models are ready only now

        case_changed.connect(acknowledge_new_letter)
