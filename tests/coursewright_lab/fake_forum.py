"""The part of the fake service that keeps a forum."""

from dataclasses import dataclass, field

from tornado.web import HTTPError

from tests.coursewright_lab.fake_course import Json

FIRST, SECOND = "t1", "t2"
QUOTED = "def seal(block):\n    return sha256(block)"
NAMES = {"ada": "Ada", "bob": "Bob", "ines": "Ines"}


def _post(number: str, thread: str, who: str, content: str, parent: Json | None = None) -> Json:
    return {
        "id": number,
        "thread_id": thread,
        "parent_id": parent["id"] if parent else None,
        "depth": parent["depth"] + 1 if parent else 0,
        "username": who,
        "full_name": NAMES[who],
        "is_mine": who == "ada",
        "content": content,
        "is_withheld": False,
        "is_hidden": False,
        "is_folded": False,
        "is_answer": False,
        "upvotes": 0,
        "downvotes": 0,
        "my_vote": None,
        "created_at": "2026-11-20T11:00:00+00:00",
        "edited_at": None,
    }


def _thread(post: Json, title: str, **more: object) -> Json:
    facts: Json = {
        "post": post,
        "module": None,
        "key": None,
        "cell_id": None,
        "quoted": None,
        "title": title,
        "is_pinned": False,
        "is_locked": False,
        "is_solved": False,
        "reply_count": 0,
        "may_accept": post["is_mine"],
        "may_moderate": False,
    }
    return facts | more


def _at_first() -> dict[str, Json]:
    mine = _post(FIRST, FIRST, "ada", "My **digest** is `None`, though $h = H(m)$:\n\n```python\nx = 1\n```")
    bobs = _post(SECOND, SECOND, "bob", "I don't see why.")
    return {
        SECOND: _thread(bobs, "Is a chain a list?", module="m01-foundations", is_pinned=True),
        FIRST: _thread(mine, "Why is my digest empty?", key="m01-hash-chain", quoted=QUOTED, cell_id="a"),
    }


def _replies_at_first() -> list[Json]:
    one = _post("r1", FIRST, "bob", "You forgot to *return* it.", {"id": FIRST, "depth": 0})
    return [one, _post("r2", FIRST, "ines", "Look at line 2.", one)]


@dataclass
class Forum:
    """Threads by id, all replies in their order, and the requests that were sent."""

    threads: dict[str, Json] = field(default_factory=_at_first)
    replies: list[Json] = field(default_factory=_replies_at_first)
    written: dict[str, Json] = field(default_factory=dict)
    sent: list[Json] = field(default_factory=list)

    def lines(self, show: str, module: str, key: str) -> Json:
        """Return what `GET forum/threads` answers."""
        found = [
            self._line(each)
            for each in self.threads.values()
            if (not module or each["module"] == module)
            and (not key or each["key"] == key)
            and (show != "mine" or each["post"]["is_mine"])
            and (show != "unanswered" or not self.of(each["post"]["id"]))
            and (show not in {"solved", "unsolved"} or each["is_solved"] == (show == "solved"))
        ]
        return {"items": found, "next": None}

    def open(self, number: str) -> Json:
        """Return what opens a thread."""
        if number not in self.threads:
            raise HTTPError(404, "There is no such thread any more: read the list of threads again.")
        self.threads[number]["reply_count"] = len(self.of(number))
        return self.threads[number]

    def of(self, number: str) -> list[Json]:
        """Return the replies in a thread."""
        return [each for each in self.replies if each["thread_id"] == number]

    def post(self, number: str) -> Json:
        """Return one post."""
        posts = [*(each["post"] for each in self.threads.values()), *self.replies]
        return next(each for each in posts if each["id"] == number)

    def ask(self, body: Json) -> Json:
        """Open a thread, once for each request key."""
        self.sent.append(body)
        key = body["idempotency_key"]
        if key not in self.written:
            number = f"t{len(self.threads) + 1}"
            place = {name: body.get(name) for name in ("module", "key", "cell_id", "quoted")}
            opened = _thread(_post(number, number, "ada", body["content"]), body["title"], **place)
            self.threads[number] = self.written[key] = opened
        return self.written[key]

    def reply(self, parent: str, body: Json, who: str = "ada") -> Json:
        """Add a reply, once for each request key."""
        self.sent.append(body)
        key = body["idempotency_key"]
        if key not in self.written:
            above = self.post(parent)
            reply = _post(f"r{len(self.replies) + 1}", above["thread_id"], who, body["content"], above)
            self.replies.append(reply)
            self.written[key] = reply
        return self.written[key]

    def vote(self, number: str, vote: str | None) -> Json:
        """Keep ada's vote."""
        post = self.post(number)
        for word, count in (("upvote", "upvotes"), ("downvote", "downvotes")):
            post[count] += (vote == word) - (post["my_vote"] == word)
        post["my_vote"] = vote
        return post

    def accept(self, number: str, answer: str | None) -> Json:
        """Mark what solved a thread."""
        for reply in self.of(number):
            reply["is_answer"] = reply["id"] == answer
        self.threads[number]["is_solved"] = answer is not None
        return self.open(number)

    def delete(self, number: str) -> Json:
        """Take a reply's words away."""
        post = self.post(number)
        post.update(content=None, is_withheld=True, username=None, full_name=None)
        return {"id": number, "thread_id": post["thread_id"]}

    def found(self, words: str) -> Json:
        """Return the posts that say the words."""
        posts = [*(each["post"] for each in self.threads.values()), *self.replies]
        hits = [self._hit(post) for post in posts if words.lower() in (post["content"] or "").lower()]
        return {"items": hits, "next": None}

    def _hit(self, post: Json) -> Json:
        thread = self.threads[post["thread_id"]]
        names = ("id", "thread_id", "username", "full_name", "upvotes", "created_at")
        about = {name: thread[name] for name in ("title", "module", "key", "is_solved")}
        return about | {name: post[name] for name in names} | {"excerpt": post["content"]}

    def _line(self, thread: Json) -> Json:
        post = thread["post"]
        names = ("id", "username", "full_name", "is_mine", "upvotes", "downvotes", "created_at")
        marks = ("module", "key", "title", "is_pinned", "is_locked", "is_solved")
        return (
            {name: post[name] for name in names}
            | {name: thread[name] for name in marks}
            | {"opening": post["content"][:200], "last_activity_at": post["created_at"]}
            | {"reply_count": len(self.of(post["id"]))}
        )
