"""The fake service's answers about the forum."""

from tests.coursewright_lab.fake_state import Handler


class Threads(Handler):
    def get(self) -> None:
        wanted = (self.get_argument(name, "") for name in ("show", "module", "key"))
        self.answer(self.state.forum.lines(*wanted))

    def post(self) -> None:
        self.answer(self.state.forum.ask(self.body()), 201)


class Thread(Handler):
    def get(self, number: str) -> None:
        self.answer(self.state.forum.open(number))


class ThreadReplies(Handler):
    def get(self, number: str) -> None:
        self.answer({"items": self.state.forum.of(number), "next": None})


class ThreadAnswer(Handler):
    def put(self, number: str) -> None:
        self.answer(self.state.forum.accept(number, self.body()["post"]))


class PostReplies(Handler):
    def post(self, number: str) -> None:
        self.answer(self.state.forum.reply(number, self.body()), 201)


class ForumPost(Handler):
    def put(self, number: str) -> None:
        post = self.state.forum.post(number)
        post.update(content=self.body()["content"], edited_at="2026-11-20T12:00:00+00:00")
        self.answer(post)

    def delete(self, number: str) -> None:
        self.answer(self.state.forum.delete(number))


class Vote(Handler):
    def put(self, number: str) -> None:
        self.answer(self.state.forum.vote(number, self.body()["vote"]))

    def delete(self, number: str) -> None:
        self.answer(self.state.forum.vote(number, None))


class ForumSearch(Handler):
    def get(self) -> None:
        self.answer(self.state.forum.found(self.get_argument("words", "")))


ROUTES: dict[str, type[Handler]] = {
    "forum/threads": Threads,
    "forum/threads/([^/]+)": Thread,
    "forum/threads/([^/]+)/replies": ThreadReplies,
    "forum/threads/([^/]+)/answer": ThreadAnswer,
    "forum/posts/([^/]+)": ForumPost,
    "forum/posts/([^/]+)/replies": PostReplies,
    "forum/posts/([^/]+)/vote": Vote,
    "forum/search": ForumSearch,
}
