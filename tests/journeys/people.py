"""Who walks through the journeys: people of the office at a screen, and citizens, who have only the API."""

import json

import altcha
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories


class Person:
    """Someone at a screen: signed in, with a camera."""

    def __init__(self, browser, live_server, username, *, width=1280):
        context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 900})
        context.set_default_timeout(30_000)
        self.page = context.new_page()
        self.address = live_server.url
        self.page.goto(f"{self.address}/admin/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", factories.PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_url("**/admin/")

    def shoot(self, name):
        folder = settings.VAR / "screens"
        folder.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_load_state("networkidle")
        self.page.screenshot(path=folder / f"{name}.png")

    def sees(self, words):
        return self.page.get_by_text(words).first.is_visible()

    def presses(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def follows(self, name):
        self.page.locator("#main").get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def fills(self, **fields):
        for name, value in fields.items():
            self.page.locator(f"[name={name}]:visible").first.fill(value)

    def is_not_scrolled_sideways(self):
        return self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


#: What is done with a letter that asks for the proof of a person.
SENT_BY_A_PERSON = ("supplement", "rate")


class Citizen:
    """What the public site does for somebody who has only a form."""

    def __init__(self, client):
        self.client = client
        self.codes = {}

    def get(self, address, **parameters):
        return self.client.get(f"/api/v1/{address}", parameters).json()

    def post(self, address, body, **headers):
        answer = self.client.post(
            f"/api/v1/{address}", json.dumps(body), content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json()

    def proof(self):
        challenge = altcha.Challenge.from_dict(self.get("letters/proof/")["challenge"])
        return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()

    def upload(self, name, content):
        file = SimpleUploadedFile(name, content)
        return self.client.post("/api/v1/uploads/", {"file": file}).json()["token"]

    def writes(self, **form):
        status, receipt = self.post("letters/", {**form, "proof": self.proof()}, idempotency_key="the-only-form-0001")
        if status == 201:
            self.codes = {name: receipt[name] for name in ("receipt_number", "query_code")}
        return status, receipt

    def does(self, what, **facts):
        """`open`, `supplement`, `rate`, `reopen` with the own letter; what the citizen then reads of its case."""
        proof = {"proof": self.proof()} if what in SENT_BY_A_PERSON else {}
        status, seen = self.post(f"letters/{what}/", {**self.codes, **facts, **proof})
        assert status == 200, seen
        return seen["cases"][0]
