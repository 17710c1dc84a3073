"""Keys and passwords. None of them opens anything: they are put together here, from letters."""

from __future__ import annotations

import pytest

from tiltyard import personal

# In pieces, so that this file holds none itself.
LETTERS = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0fD3hJ6kL9nP2rS5uV8xY1"
WEB_TOKEN = ".".join(["eyJ" + LETTERS[:20], "eyJ" + LETTERS[5:30], LETTERS])
PRIVATE = "-----BEGIN {0}PRIVATE KEY-----\n" + LETTERS + "\n-----END {0}PRIVATE KEY-----"


def keys(text: str) -> list[str]:
    """The keys in a text."""
    return [text[span.start : span.end] for span in personal.find(text, ["key"])]


@pytest.mark.parametrize(
    "key",
    [
        "sk-" + LETTERS[:48],
        "sk-proj-" + LETTERS[:40],
        "sk_" + "live_" + LETTERS[:24],
        "rk_" + "test_" + LETTERS[:24],
        "gh" + "p_" + LETTERS[:36],
        "gh" + "o_" + LETTERS[:36],
        "github_" + "pat_" + LETTERS[:30],
        "glpat" + "-" + LETTERS[:20],
        "AK" + "IA" + "ABCDEFGH23456789",
        "AS" + "IA" + "ABCDEFGH23456789",
        "xo" + "xb-" + LETTERS[:30],
        "AI" + "za" + LETTERS[:35],
        "ya" + "29." + LETTERS[:40],
        "GOC" + "SPX-" + LETTERS[:28],
        "hf" + "_" + LETTERS[:34],
        "np" + "m_" + LETTERS[:36],
        "pyp" + "i-" + LETTERS[:50],
        "S" + "G." + LETTERS[:22] + "." + LETTERS[:43],
        "gs" + "k_" + LETTERS[:50],
        WEB_TOKEN,
        "xa" + "pp-1-A0123-4567-" + "ab12" * 16,
        "wh" + "sec_" + LETTERS[:32],
        "shp" + "at_" + "ab12" * 8,
        "sq0" + "atp-" + LETTERS[:22],
        "lin_" + "api_" + LETTERS[:40],
        "da" + "pi" + "ab12" * 8,
        "r8" + "_" + LETTERS[:37],
        "xa" + "i-" + LETTERS[:50],
        "pp" + "lx-" + LETTERS[:48],
        "hv" + "s." + LETTERS[:40],
        "PM" + "AK-" + "ab12" * 6 + "-" + "ab12" * 8 + "ab",
        "fi" + "gd_" + LETTERS[:40],
        "dckr_" + "pat_" + LETTERS[:27],
        "SK" + "ab12" * 8,
        "ke" + "y-" + "ab12" * 8,
        "M" + LETTERS[:23] + "." + LETTERS[:6] + "." + LETTERS[:30],
        "123456789" + ":AA" + LETTERS[:33],
        PRIVATE.format(""),
        PRIVATE.format("RSA "),
        PRIVATE.format("OPENSSH "),
    ],
    ids=lambda key: key[:12].strip("-"),
)
@pytest.mark.parametrize("around", ["{}", "use {} here", "key={}", '"{}",', "({})"])
def test_this_is_a_key(key: str, around: str) -> None:
    assert keys(around.format(key)) == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("password: kite-42!", "kite-42!"),
        ("Password = 'W1ndy!Day'", "W1ndy!Day"),
        ("my password is windy77day", "windy77day"),
        ("passwd=windy#day", "windy#day"),
        ("pwd: 12345678", "12345678"),
        ("DB_PASSWORD=w1ndyday", "w1ndyday"),
        ('{"password": "w1ndyday"}', "w1ndyday"),
        ("passphrase: kites-4-all!", "kites-4-all!"),
        (f"api_key = '{LETTERS[:32]}'", LETTERS[:32]),
        (f"API key: {LETTERS[:24]}", LETTERS[:24]),
        (f"client_secret={LETTERS[:24]}", LETTERS[:24]),
        (f"access_token: {LETTERS[:24]}", LETTERS[:24]),
        (f"aws_secret_access_key = {LETTERS[:40]}", LETTERS[:40]),
        (f"Authorization: Bearer {LETTERS[:32]}", LETTERS[:32]),
        (f"the token is {LETTERS[:24]}.", LETTERS[:24]),
        (f"AccountKey={LETTERS[:40]}==", f"{LETTERS[:40]}=="),
        ("Passwort: w1ndyday", "w1ndyday"),
        ("mot de passe : w1ndy#day", "w1ndy#day"),  # codespell:ignore mot
        ("contraseña: w1ndyday", "w1ndyday"),
        ("пароль: w1ndyday", "w1ndyday"),
        ("密码：w1ndyday", "w1ndyday"),
        ("login: ada / pass: w1ndyday", "w1ndyday"),
        ("curl -u ada:w1ndyday https://example.org", "w1ndyday"),
        ("Authorization: Basic YWRhOndpbmR5IGRheQ==", "YWRhOndpbmR5IGRheQ=="),
        (f"Cookie: sessionid={LETTERS[:32]}", LETTERS[:32]),
        (f"https://example.org/a?sig={LETTERS[:40]}&v=1", LETTERS[:40]),
        ("private key 0x" + "ab12" * 16, "0x" + "ab12" * 16),
        ("postgres://ada:w1ndyday@db.example.org/kites", "w1ndyday"),
    ],
)
def test_what_is_called_a_secret_is_one(text: str, key: str) -> None:
    assert keys(text) == [key]


def test_a_private_key_without_an_end_is_taken_as_far_as_it_goes() -> None:
    text = PRIVATE.format("")[:60]
    assert keys(f"mine: {text}\nand so on") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "What is a password?",
        "the password is required",
        "password: your_password",
        "password = getpass()",
        "password = os.environ['PASSWORD']",
        "password: ********",
        "password = <password>",
        "password: ${DB_PASSWORD}",
        "password=example123",
        "password = self.password1",
        "password: string",
        "api_key = 'YOUR_API_KEY_123456789'",
        "api_key = process.env.API_KEY_12345",
        "token = tokenizer.encode(text)",
        "max_tokens = 4096",
        "tokens: 1234567890",
        "token: a sequence of letters",
        "the secret is patience",
        "secret = 'aaaaaaaaaaaaaaaaaaaa1'",
        "sk-learn is a library",
        "ask-me-anything-about-kites-and-wind",
        "risk-averse-investors-and-others-too",
        "ghp_short",
        "AKIA",
        "eyJhbGciOi",
        "Bearer of good news and glad tidings",
        "Basic instructions and rules",
        "d41d8cd98f00b204e9800998ecf8427e",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "https://example.org:8080/a@b",
        "http://user:password@example.org",
        "-----BEGIN PUBLIC KEY-----",
        "it begins with -----BEGIN " + "PRIVATE KEY----- and then letters follow",
        "primary key: kite_id",
        "key = value",
        "private key cryptography",
        "tokenization: splitting text",
        "npm_config_registry=https://registry.example.org",
        "session: 2024-morning-workshop",
        "self.token = token_from_file_v2",
        "Bearer bonds1234567890123456 are rare",
        "Basic understanding1 of kites",
        "https://www.example.org/watch?v=dQw4w9WgXcQ&key=value",
        "mot de passe oublié, contraseña segura",  # codespell:ignore mot
        "curl -u ada https://example.org",
        "password: null",
        "passwords = load('passwords.txt')",
    ],
)
def test_this_is_no_key(text: str) -> None:
    assert keys(text) == []
