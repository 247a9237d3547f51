"""Which tables hold running clocks. A plugin registers its own in `AppConfig.ready()`:

from civic_office.clocks import register_clock
register_clock(CaseClock)          # a concrete subclass of civic_office.models.Clock
"""

from civic_office.models.clocks import Clock

_registered: dict[str, type[Clock]] = {}


def register_clock(model: type[Clock]) -> type[Clock]:
    """Have the due dates of `model` computed again when the calendar changes. Registering twice is harmless."""
    if not issubclass(model, Clock) or model._meta.abstract:
        raise TypeError(f"{model!r} is not a concrete subclass of civic_office.models.Clock.")
    _registered[model._meta.label_lower] = model
    return model


def registered_clocks() -> tuple[type[Clock], ...]:
    """Every registered table, in the order of its name."""
    return tuple(_registered[label] for label in sorted(_registered))
