"""Simulated students, who ask the service as JupyterLab does."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random
from typing import Any

import aiohttp

THINKING = 20.0  # seconds between two requests, in the mean
_DEADLINE = aiohttp.ClientTimeout(total=30)


@dataclass
class Diary:
    """What students met: seconds by route, what went wrong, how many streams stood to the end, and events."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    streams: int = 0
    events: int = 0

    @property
    def count(self) -> int:
        """How many requests were answered."""
        return sum(map(len, self.times.values()))


async def work(url: str, names: list[str], seconds: float) -> Diary:
    """Let these students work for so many seconds, each with a stream of events."""
    diary = Diary()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:
        end = time.monotonic() + seconds
        for number, name in enumerate(names):
            student = Student(session, url, name, diary, Random(number), end)  # noqa: S311
            group.create_task(student.listen())
            group.create_task(student.learn())
    return diary


@dataclass
class Student:
    """One student in front of JupyterLab."""

    session: aiohttp.ClientSession
    url: str
    name: str
    diary: Diary
    chance: Random
    end: float

    async def listen(self) -> None:
        """Hold the stream of events open until the end."""
        try:
            async with asyncio.timeout(self.end - time.monotonic()), self._answer("GET", "/events") as answer:
                async for line in answer.content:
                    self.diary.events += line.startswith(b"event:")
            self.diary.errors["GET /events ended"] += 1
        except TimeoutError:
            self.diary.streams += 1
        except aiohttp.ClientError as error:
            self.diary.errors[f"GET /events: {type(error).__name__}"] += 1

    async def learn(self) -> None:
        """Do one thing after the other, with time to think in between; the first ones come one by one."""
        await asyncio.sleep(self.chance.uniform(0, THINKING))
        habits = [self.look_around, self.read, self.take_quiz, self.review, self.look_at_the_feed]
        while time.monotonic() < self.end:
            await self.chance.choices(habits, weights=[3, 4, 3, 1, 3])[0]()

    async def look_around(self) -> None:
        """Open the dashboard."""
        await self.ask("GET", "/dashboard?east=60")
        await self.ask("GET", "/course", think=False)

    async def read(self) -> None:
        """Read a lesson, and be at it for a while."""
        course = await self.ask("GET", "/course")
        if lessons := _open_lessons(course):
            key = self.chance.choice(lessons)
            await self.ask("GET", f"/items/{key}/notebook", "/items/{key}/notebook")
            await self.ask("POST", f"/items/{key}/minutes", "/items/{key}/minutes", {"east": 60})

    async def take_quiz(self) -> None:
        """Begin the quiz of an open module, answer some questions, and hand it in."""
        module = self.chance.choice(_open_modules(await self.ask("GET", "/course")) or [None])
        if module is None:
            return
        address = f"/modules/{module['key']}/quiz/sessions"
        sitting = await self.ask("POST", address, "/modules/{key}/quiz/sessions", {})
        if not sitting or "questions" not in sitting:
            return
        for question in sitting["questions"][: self.chance.randint(2, 6)]:
            options = question["options"]
            said = self.chance.choice(options)["id"] if options else "a chain of blocks"
            address = f"/quiz-sessions/{sitting['id']}/answers/{question['id']}"
            body = {"answer": said, "seconds": 5}
            await self.ask("PUT", address, "/quiz-sessions/{id}/answers/{question}", body)
        address = f"/quiz-sessions/{sitting['id']}/submission"
        await self.ask("POST", address, "/quiz-sessions/{id}/submission", {})

    async def review(self) -> None:
        """Look what is to be reviewed today."""
        await self.ask("GET", "/review?east=60")

    async def look_at_the_feed(self) -> None:
        """Read what others did."""
        await self.ask("GET", "/feed?limit=20")

    async def ask(
        self, method: str, address: str, route: str = "", body: object = None, *, think: bool = True
    ) -> Any:
        """Ask, after thinking; return the answer, None after the end or where it was an error."""
        if think:
            await asyncio.sleep(self.chance.expovariate(1 / THINKING))
        if time.monotonic() >= self.end:
            return None
        route = f"{method} {route or address.partition('?')[0]}"
        begin = time.perf_counter()
        try:
            async with self._answer(method, address, json=body, timeout=_DEADLINE) as answer:
                found = await answer.json()
        except (aiohttp.ClientError, TimeoutError) as error:
            self.diary.errors[f"{route}: {type(error).__name__}"] += 1
            return None
        if answer.status >= HTTPStatus.BAD_REQUEST:
            self.diary.errors[f"{route}: {answer.status} {found.get('error', {}).get('code')}"] += 1
            return None
        self.diary.times[route].append(time.perf_counter() - begin)
        return found

    @asynccontextmanager
    async def _answer(
        self, method: str, address: str, **options: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        headers = {"Authorization": f"token of-{self.name}"}
        async with self.session.request(method, f"{self.url}{address}", headers=headers, **options) as answer:
            yield answer


def _open_modules(course: Any) -> list[Any]:
    tracks = course["tracks"] if course else []
    return [module for track in tracks for module in track["modules"] if not module["is_locked"]]


def _open_lessons(course: Any) -> list[str]:
    items = [item for module in _open_modules(course) for item in module["items"]]
    return [item["key"] for item in items if item["kind"] == "lesson" and item["version"]]
