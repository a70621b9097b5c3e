"""What the crew's browsers send: cookies and tokens as the product signs them, and the requests to measure."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from bench.load import Request
from bench.seeding import COURSE, PASSWORD, TEN_QUESTIONS, Member, Seeded, email
from elearn import clock
from elearn.people.signed_in import LAST_USED
from elearn.settings import Settings

LESSON = f"/learn/{COURSE}/class-v/procedure"
LESSON_MARKER = "</html>"


class Browsers:
    """Signs what browsers hold with the secret of the settings."""

    def __init__(self, settings: Settings) -> None:
        app = Flask("bench")
        app.secret_key = settings.secret
        self._cookies = SecureCookieSessionInterface().get_signing_serializer(app)
        self._tokens = URLSafeTimedSerializer(settings.secret, salt="wtf-csrf-token")
        self._raw = hashlib.sha256(b"bench").hexdigest()
        self._used = int(clock.now().timestamp())

    def lessons(self, members: Sequence[Member]) -> list[Request]:
        """The same lesson, each for another learner."""
        return [Request(LESSON, self._cookie(member)) for member in members]

    def saves(self, seeded: Seeded) -> list[Request]:
        """The first answer to every question of every open attempt."""
        token = self._token()
        return [
            Request(f"/attempts/{attempt_id}/answers/{position}", cookie, token, _save(answer))
            for member in seeded.crew.savers
            for cookie in [self._cookie(member)]
            for quiz_id, attempt_id in member.attempts.items()
            for position, answer in enumerate(seeded.answers[quiz_id], 1)
        ]

    def submits(self, members: Sequence[Member]) -> list[Request]:
        """Finish the test of ten questions."""
        token = self._token()
        paths = (f"/attempts/{member.attempts[TEN_QUESTIONS]}/submit" for member in members)
        return [
            Request(path, self._cookie(member), token, f"csrf_token={token}")
            for path, member in zip(paths, members, strict=True)
        ]

    def sign_ins(self, members: Sequence[Member]) -> list[Request]:
        """Each member signing in anew, from a browser that has only seen the form."""
        token, cookie = self._token(), "elearn=" + self._signed({"csrf_token": self._raw})
        forms = ({"email": email(one.person_id), "password": PASSWORD, "csrf_token": token} for one in members)
        return [Request("/sign-in", cookie, token, urlencode(form)) for form in forms]

    def _cookie(self, member: Member) -> str:
        held = {"_user_id": member.token, LAST_USED: self._used, "csrf_token": self._raw}
        return "elearn=" + self._signed(held)

    def _signed(self, held: dict[str, object]) -> str:
        assert self._cookies is not None
        return str(self._cookies.dumps(held))

    def _token(self) -> str:
        return str(self._tokens.dumps(self._raw))


def _save(answer: dict[str, Any]) -> str:
    return json.dumps({"save_id": str(uuid.uuid4()), "base": 0, "answer": answer})
