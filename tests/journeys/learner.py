"""A person at the platform's HTTP door: logs in, opens, edits and submits as her browser would."""

from types import TracebackType
from typing import Any, Self

import httpx

from tests.journeys.waiting import wait_until

Json = dict[str, Any]


class Learner:
    """A logged-in person with a running server of her own.

    Cookies, redirects and XSRF tokens are handled as a browser handles them; nothing else is known to it.
    """

    def __init__(self, hub: str, name: str, password: str) -> None:
        self.name = name
        self.client = httpx.Client(base_url=hub, follow_redirects=True, timeout=120)
        self._password = password

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    @property
    def server(self) -> str:
        """The path of her server, with a slash on both ends."""
        return f"/user/{self.name}/"

    def xsrf(self, path: str) -> str:
        """Return the XSRF cookie that a browser would send to ``path``."""
        tokens = {cookie.path: cookie.value for cookie in self.client.cookies.jar if cookie.name == "_xsrf"}
        best = max((known for known in tokens if path.startswith(known)), key=len)
        return tokens[best] or ""

    def log_in(self) -> httpx.Response:
        """Fill in the login form and return the page that follows."""
        self.client.get("/hub/login")
        form = {"username": self.name, "password": self._password, "_xsrf": self.xsrf("/hub/")}
        return self.client.post("/hub/login", data=form, params={"next": "/hub/home"})

    def start_server(self) -> None:
        """Start her server and wait until JupyterLab answers."""
        answer = self.client.get("/hub/spawn")
        assert answer.status_code in {200, 404, 424, 503}, answer.text[:500]
        wait_until(f"the server of {self.name}", self._is_lab_up)

    def _is_lab_up(self) -> bool:
        answer = self.client.get(f"{self.server}lab")
        return answer.status_code == 200 and answer.url.path == f"{self.server}lab"

    def stop_server(self) -> None:
        """Stop her server, as with the button of the hub's control panel."""
        headers = {"X-XSRFToken": self.xsrf("/hub/"), "Referer": str(self.client.base_url.join("/hub/home"))}
        address = f"/hub/api/users/{self.name}/server"
        answer = self.client.delete(address, params={"_xsrf": self.xsrf("/hub/")}, headers=headers)
        assert answer.is_success, answer.text
        wait_until(f"the end of {self.name}'s server", self._is_stopped)

    def _is_stopped(self) -> bool:
        answer = self.client.get(f"/hub/api/users/{self.name}", params={"_xsrf": self.xsrf("/hub/")})
        return answer.is_success and not answer.json()["servers"]

    def get(self, path: str, **params: str | int) -> httpx.Response:
        """GET a path of her own server, ``coursewright/api/v1/course`` say."""
        return self.client.get(self.server + path, params=params or None)

    def send(self, method: str, path: str, body: Json | None = None) -> httpx.Response:
        """Send a change to her own server with the token that her pages carry."""
        headers = {"X-XSRFToken": self.xsrf(self.server)}
        return self.client.request(method, self.server + path, json=body or {}, headers=headers)

    def open(self, key: str) -> str:
        """Open a lesson or an exercise and return the path of its notebook."""
        answer = self.send("POST", "coursewright/local/open", {"key": key})
        assert answer.is_success, answer.text
        path: str = answer.json()["path"]
        return path

    def read(self, path: str) -> Json:
        """Return the notebook at ``path`` of her files."""
        content: Json = self.get(f"api/contents/{path}").json()["content"]
        return content

    def save(self, path: str, notebook: Json) -> None:
        """Save a notebook as JupyterLab does."""
        body = {"type": "notebook", "format": "json", "content": notebook}
        answer = self.send("PUT", f"api/contents/{path}", body)
        assert answer.is_success, answer.text

    def write(self, path: str, sources: dict[str, str]) -> None:
        """Put ``sources`` (grade id to source) into the cells of the notebook at ``path``."""
        notebook = self.read(path)
        for cell in notebook["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if grade_id in sources:
                cell["source"] = sources[grade_id]
        self.save(path, notebook)

    def submit(self, path: str) -> httpx.Response:
        """Press Submit on the notebook at ``path``."""
        return self.send("POST", "coursewright/local/submit", {"path": path})

    def result(self, submission_id: str) -> Json:
        """Wait until a submission is judged and return it."""

        def look() -> Json | None:
            answer = self.get(f"coursewright/api/v1/submissions/{submission_id}")
            if not answer.is_success:
                return None
            submission: Json = answer.json()
            return submission if submission["state"] in {"graded", "failed"} else None

        return wait_until(f"the result of {self.name}'s submission", look)

    def course(self) -> Json:
        """Return what her Course panel shows."""
        answer = self.get("coursewright/api/v1/course")
        assert answer.is_success, answer.text
        course: Json = answer.json()
        return course
