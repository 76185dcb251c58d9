"""The fake service's answers about where to read on."""

from tests.coursewright_lab.fake_state import Handler


class ResourceList(Handler):
    def get(self, key: str) -> None:  # noqa: ARG002
        self.answer(self.state.resources.listed(self.get_argument("before", "")))

    def post(self, key: str) -> None:  # noqa: ARG002
        refusal = self.state.resources.refusal(self.state.username, self.body())
        if refusal is None:
            self.answer(self.state.resources.propose(self.state.username, self.body()), 201)
        else:
            status, code, message = refusal
            self.answer({"error": {"code": code, "message": message}}, status)


class ResourceProposals(Handler):
    def get(self, key: str) -> None:  # noqa: ARG002
        self.answer(self.state.resources.own(self.state.username))


class TakenBack(Handler):
    def delete(self, number: str) -> None:
        self.answer(self.state.resources.take_back(number))


class ResourceVote(Handler):
    def put(self, number: str) -> None:
        self.answer(self.state.resources.vote(number, is_good=True))

    def delete(self, number: str) -> None:
        self.answer(self.state.resources.vote(number, is_good=False))


ROUTES: dict[str, type[Handler]] = {
    "modules/([^/]+)/resources": ResourceList,
    "modules/([^/]+)/resource-proposals": ResourceProposals,
    "resources/([^/]+)": TakenBack,
    "resources/([^/]+)/vote": ResourceVote,
}
