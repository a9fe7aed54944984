"""An OpenID Connect provider of our own on loopback, small and honest: whoever is asked for is who signs in.

It signs with RSA as real ones do (RS256), with a key made when it starts. `claims` are put over what a token says, and
`forged` signs with another key, so that tests can try what a provider must not be believed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "sydata", "only-for-tests"
EXPONENT = 65537
DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")  # SHA-256, as PKCS#1 writes it


def _is_prime(number: int) -> bool:
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(20):
        power = pow(secrets.randbelow(number - 3) + 2, odd, number)
        if power not in (1, number - 1) and all(
            (power := power * power % number) != number - 1 for _ in range(twos - 1)
        ):
            return False
    return True


def _prime(bits: int) -> int:
    small = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]
    while True:
        number = secrets.randbits(bits) | (3 << (bits - 2)) | 1
        coprime = all(number % each for each in small) and (number - 1) % EXPONENT
        if coprime and _is_prime(number):
            return number


class Key:
    """An RSA key of 2048 bits."""

    def __init__(self) -> None:
        p, q = _prime(1024), _prime(1024)
        self.modulus, self.private = p * q, pow(EXPONENT, -1, (p - 1) * (q - 1))

    def signature(self, said: bytes) -> bytes:
        info = DIGEST_INFO + hashlib.sha256(said).digest()
        padded = b"\x00\x01" + b"\xff" * (256 - 3 - len(info)) + b"\x00" + info
        return pow(int.from_bytes(padded), self.private, self.modulus).to_bytes(256)


def words(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Provider:
    """Its address, the claims it puts over a token's own, and who signed in."""

    def __init__(self) -> None:
        self.key, self.other = Key(), Key()
        self.claims: dict[str, Any] = {}
        self.forged = False
        self.codes: dict[str, tuple[str, str]] = {}
        self.server = OfProvider(("127.0.0.1", 0), Handler)
        self.server.of = self
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> dict[str, Any]:
        one = {
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": "1",
            "n": words(self.key.modulus.to_bytes(256)),
        }
        return {"keys": [one | {"e": words(EXPONENT.to_bytes(3))}]}

    def token(self, email: str, nonce: str) -> str:
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "sub": f"id|{email}", "iat": now, "exp": now + 36_000}
        said |= {"email": email, "email_verified": True, "name": email.partition("@")[0], "nonce": nonce}
        parts = [{"alg": "RS256", "kid": "1", "typ": "JWT"}, said | self.claims]
        body = ".".join(words(json.dumps(part).encode()) for part in parts)
        return f"{body}.{words((self.other if self.forged else self.key).signature(body.encode()))}"


class Handler(BaseHTTPRequestHandler):
    """Answers for the provider that its server belongs to."""

    server: OfProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self.answer(self.server.of.metadata())
        elif parts.path == "/keys":
            self.answer(self.server.of.keys())
        elif parts.path == "/authorize":
            self.authorize(asked)
        else:
            self.send_error(404)

    def authorize(self, asked: dict[str, str]) -> None:
        if "email" not in asked:
            self.form(asked)
            return
        code = secrets.token_hex(16)
        self.server.of.codes[code] = (asked["email"], asked.get("nonce", ""))
        back = urlencode({"code": code, "state": asked["state"]})
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.end_headers()

    def do_POST(self) -> None:
        given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        code, provider = given.get("code", [""])[0], self.server.of
        if self.headers.get("Authorization") != f"Basic {basic}" or code not in provider.codes:
            self.send_error(400)
            return
        token = provider.token(*provider.codes.pop(code))
        self.answer({"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": token})

    def form(self, asked: dict[str, str]) -> None:
        hidden = "".join(f"<input type=hidden name='{k}' value='{escape(v)}'>" for k, v in asked.items())
        page = f"<form action=/authorize>{hidden}<input name=email><button>OK</button></form>"
        self.send(page.encode(), "text/html")

    def answer(self, said: dict[str, Any]) -> None:
        self.send(json.dumps(said).encode(), "application/json")

    def send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class OfProvider(ThreadingHTTPServer):
    of: Provider


@contextmanager
def providing() -> Iterator[Provider]:
    """A provider that runs."""
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()
        thread.join(timeout=10)
