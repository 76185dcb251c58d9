"""The fake service's answers about quizzes and the review of the day."""

from tornado.web import HTTPError

from tests.coursewright_lab.fake_state import Handler


class Quiz(Handler):
    def get(self, key: str) -> None:  # noqa: ARG002
        self.answer(self.state.quizzes.overview())


class Sittings(Handler):
    def get(self, key: str) -> None:  # noqa: ARG002
        self.answer(self.state.quizzes.lines())

    def post(self, key: str) -> None:  # noqa: ARG002
        self.answer(self.state.quizzes.begin(only_missed=self.body()["only_missed"]))


class Sitting(Handler):
    def get(self, number: str) -> None:
        self.answer(self.state.quizzes.sitting(number))


class QuizAnswer(Handler):
    def put(self, number: str, question: str) -> None:
        sitting = self.state.quizzes.sitting(number)
        if sitting["submitted_at"]:
            raise HTTPError(409, "You submitted this quiz already: look at its result.")
        asked = next(each for each in sitting["questions"] if each["id"] == question)
        asked.update(self.body())
        self.answer({"question": question, **self.body()})


class QuizSubmission(Handler):
    def post(self, number: str) -> None:
        self.answer(self.state.quizzes.submit(number))


class Review(Handler):
    def get(self) -> None:
        self.answer(self.state.quizzes.review())


class ReviewAnswer(Handler):
    def post(self, card: str) -> None:
        self.answer(self.state.quizzes.answer(card, self.body()))


class Verdict(Handler):
    def put(self, number: str) -> None:
        self.answer(self.state.quizzes.judge(number, is_correct=self.body()["is_correct"]))


ROUTES: dict[str, type[Handler]] = {
    "review": Review,
    "modules/([^/]+)/quiz": Quiz,
    "modules/([^/]+)/quiz/sessions": Sittings,
    "quiz-sessions/([^/]+)": Sitting,
    "quiz-sessions/([^/]+)/answers/([^/]+)": QuizAnswer,
    "quiz-sessions/([^/]+)/submission": QuizSubmission,
    "review/cards/([^/]+)/answers": ReviewAnswer,
    "review/answers/([^/]+)/verdict": Verdict,
}
