"""The part of the fake service that offers, previews, makes, archives and restores personal courses."""

import asyncio
from dataclasses import dataclass, field

from tests.coursewright_lab import fake_course
from tests.coursewright_lab.fake_course import Json

SHOES = {
    "entity_primary": "Shoe",
    "entity_plural": "Shoes",
    "metric": "Resale price",
    "container": "Collection",
}
STEPS = 5


def own_course(number: str, domain: str, **changes: object) -> Json:
    """Return one course of `GET courses`, at hand unless `changes` say otherwise."""
    fields: Json = {
        "id": number,
        "title": f"The {domain} Architect",
        "pitch": f"Seven modules about {domain}.",
        "domain": domain,
        "state": "ready",
        "done": STEPS,
        "total": STEPS,
        "error": None,
        "status": "active",
        "progress_percent": 0,
        "created_at": "2026-11-20T10:00:00+00:00",
    }
    return fields | changes


@dataclass
class OwnCourses:
    """What one learner asked for; `step_seconds` is the pace of the making, and `fails` its end."""

    courses: list[Json] = field(default_factory=lambda: [own_course("c1", "Sneakers")])
    keys: dict[str, str] = field(default_factory=dict)
    step_seconds: float = 0.1
    fails: bool = False

    def offer(self) -> Json:
        """Return what `GET onboarding` answers."""
        making = [each for each in self.courses if each["state"] in {"queued", "making"}]
        return {
            "kinds": [
                _kind("digital", "Digital systems", ["builder", "defender"]),
                _kind("economic", "Economic systems", ["allocator", "founder"]),
            ],
            "tools": [
                _tool("intuition", "My head and my hands", 1),
                _tool("spreadsheets", "Lists and spreadsheets", 2),
                _tool("scripts", "Scripts of my own", 4),
            ],
            "most_characters": 60,
            "answers": None,
            "making": making[0] if making else None,
            "has_course": any(each["status"] for each in self.courses),
        }

    def ask(self, said: Json) -> Json:
        """Begin a course, or return the one that was begun under this key."""
        key = str(said["idempotency_key"])
        if key not in self.keys:
            number = f"c{len(self.courses) + 1}"
            fresh = own_course(number, said["domain"], state="queued", done=0, total=0, status=None)
            self.courses.insert(0, fresh)
            self.keys[key] = number
        return self.find(self.keys[key])

    def find(self, number: str) -> Json:
        """Return one course."""
        return next(each for each in self.courses if each["id"] == number)

    async def make(self, course: Json) -> None:
        """Take the course to its end, unless it is given up meanwhile."""
        for done in range(STEPS + 1):
            await asyncio.sleep(self.step_seconds)
            if course["state"] == "cancelled":
                return
            course.update(state="making", done=done, total=STEPS)
        if self.fails:
            course.update(state="failed", error="These words would break a lesson: choose plainer ones.")
        else:
            self.put_away()
            course.update(state="ready", status="active")

    def put_away(self) -> None:
        """Archive what is at hand."""
        for each in self.courses:
            if each["status"] == "active":
                each["status"] = "archived"

    def at_hand(self) -> list[Json]:
        """Return what the Course panel shows of them."""
        lesson = fake_course.item("b1-lesson", "lesson", "One of them, one object each")
        module = fake_course.module("atom_state", 1, "The atom", [lesson])
        return [
            {"id": each["id"], "title": each["title"], "progress_percent": 0, "modules": [module]}
            for each in self.courses
            if each["status"] == "active"
        ]


def preview(said: Json) -> Json:
    """Return how the course would read; a `<` can't be used."""
    problems = {
        name: "The character '<' can't be used: keep to letters."
        for name, value in {"domain": said["domain"], **said["words"]}.items()
        if "<" in value
    }
    own = {name: word for name, word in said["words"].items() if word and name not in problems}
    words = SHOES | own
    if "entity_primary" in own and "entity_plural" not in own:
        words["entity_plural"] = f"{own['entity_primary']}s"
    domain = "Sneakers" if "domain" in problems else said["domain"]
    first = {"intuition": 1, "spreadsheets": 2, "scripts": 4}[said["tool"]]
    return {
        "title": f"The {domain} Architect",
        "pitch": f"Seven modules that turn {domain} into a system.",
        "lesson": f"The atom: one {words['entity_primary']}",
        "paragraphs": [
            f"You know {domain}, and what a good {words['entity_primary']} is.",
            f"The {words['metric']} is state. So is where in the {words['container']} it is kept.",
        ],
        "modules": [
            {"number": number, "title": f"Module {number}", "is_optional": number < first}
            for number in range(1, 8)
        ],
        "words": words,
        "suggestions": SHOES | {"entity_plural": words["entity_plural"]},
        "matched": "Sneakers" if domain == "Sneakers" else None,
        "problems": problems,
    }


def _kind(key: str, title: str, archetypes: list[str]) -> Json:
    return {
        "key": key,
        "title": title,
        "about": f"What belongs to {title.lower()}.",
        "archetypes": [
            {
                "key": name,
                "title": name.title(),
                "about": f"Thinks as {name}s do.",
                "unit": "What is it that you hold?",
                "measure": "Which figure do you look at?",
                "place": "Where do you keep them?",
                "domains": ["Sneakers", "Stamps", "Tickets"],
            }
            for name in archetypes
        ],
    }


def _tool(key: str, title: str, starting_module: int) -> Json:
    return {"key": key, "title": title, "about": f"{title}, mostly.", "starting_module": starting_module}
