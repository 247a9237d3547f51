import json

import altcha
import pytest
from django.core.cache import cache

from tests.interaction.letters import make_city


@pytest.fixture(autouse=True)
def cheap_proofs(settings):
    """A proof costs a browser a second; here it costs nothing. Nothing is counted from one test to the next."""
    settings.CIVIC_INTERACTION_PROOF_COST = 1
    cache.clear()


@pytest.fixture
def city(db):
    return make_city(publication="offered")


@pytest.fixture
def get(client):
    """Ask the API; the answer of a server error is looked at like any other."""
    client.raise_request_exception = False
    return client.get


@pytest.fixture
def send(client):
    """Send JSON to an endpoint of letters."""
    client.raise_request_exception = False

    def post(address, body, **headers):
        return client.post(f"/api/v1/{address}", json.dumps(body), content_type="application/json", headers=headers)

    return post


def solve(offer):
    challenge = altcha.Challenge.from_dict(offer["challenge"])
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


@pytest.fixture
def proof(client):
    """A new proof of work each time it is called."""
    return lambda: solve(client.get("/api/v1/letters/proof/").json())


@pytest.fixture
def letter(city, proof):
    """What a citizen fills in."""

    def fill_in(**fields):
        return {
            "channel": city.channel.code,
            "title": "小区暖气不热",
            "text": "我家暖气一直不热，请尽快解决。",
            "name": "李明",
            "phone": "13800138000",
            "proof": proof(),
            **fields,
        }

    return fill_in
