"""What the header and the footer of the public site show, as an office would enter it."""

from civic_disclosure.models import SiteFacts
from cms.demo.facts import City


def enter_site_facts(city: City) -> SiteFacts:
    """Enter what is still blank; what somebody has entered stays.

    The domain stays blank: the demo is found where it is served, and addresses would lead to a website that is not there.
    """
    facts = SiteFacts.load()
    for name, value in city.site.items():
        setattr(facts, name, getattr(facts, name) or value)
    facts.full_clean()
    facts.save()
    return facts
