"""Addresses of outside material: one form of each, and none that leads where others can't follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.web_address import MOST, UnusableAddress, read_web_address


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://example.org", "https://example.org/"),
        ("  HTTPS://Example.ORG:443/A?q=B#C \n", "https://example.org/A?q=B#C"),
        ("http://example.org:80/", "http://example.org/"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("https://example.org/a/../b/./c", "https://example.org/b/c"),
        ("https://münchen.de/straße", "https://xn--mnchen-3ya.de/stra%C3%9Fe"),
        (
            "https://example.org/<script>alert(1)</script>",
            "https://example.org/%3Cscript%3Ealert(1)%3C/script%3E",
        ),
        ("https://1.1.1.1/", "https://1.1.1.1/"),
    ],
)
def test_an_address_is_written_in_one_way(given: str, written: str) -> None:
    assert read_web_address(given) == written
    assert read_web_address(written) == written


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "//example.org",
        "https:example.org",
        "https:/example.org",
        "https:\\\\example.org",
        "https:///example.org",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://example.org",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://example.org/",
        "blob:https://example.org/x",
        "view-source:https://example.org",
        "https://",
        "https://ada@example.org/",
        "https://ada:secret@example.org/",
        "https://example.org@evil.example.com/",
        "https://exa mple.org/",
        "https://example.org/a b",
        "https://example.org/\tb",
        "https://example.org/\u202egpj.exe",
        "https://exam\u200bple.org/",
        "https://exa\0mple.org/",
        "http://localhost/",
        "http://localhost./",
        "http://a.localhost:8000/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://192.168.0.1/router",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://intranet/",
        "http://printer.local/",
        "http://wiki.corp/",
        "http://1.0.0.127.in-addr.arpa/",
        "https://example.org:99999/",
        "https://example.org/" + "x" * MOST,
        "https://example.org/" + "ß" * (MOST // 3),
    ],
)
def test_what_others_cannot_follow_is_refused(address: str) -> None:
    with pytest.raises(UnusableAddress) as caught:
        read_web_address(address)
    assert str(caught.value).endswith(".")


@given(st.one_of(st.text(), st.builds("https://{}".format, st.text(min_size=1))))
def test_what_is_taken_is_a_short_web_address_that_stays_as_it_is(text: str) -> None:
    try:
        written = read_web_address(text)
    except UnusableAddress:
        return
    assert written.startswith(("http://", "https://"))
    assert len(written) <= MOST
    assert written.isascii()
    assert read_web_address(written) == written
