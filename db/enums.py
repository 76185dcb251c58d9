"""Every vocabulary of the platform: the only place where its words are spelled."""

from enum import StrEnum


class UserRole(StrEnum):
    """What a person is on the whole platform; roles inside a cohort are `CohortRole`."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"


class CohortRole(StrEnum):
    """What a person is in one cohort; `ADMIN` runs that cohort and no other."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"
    ADMIN = "admin"


class Visibility(StrEnum):
    """Who may see something; `FRIENDS` are people who follow each other."""

    PUBLIC = "public"
    FRIENDS = "friends"
    PRIVATE = "private"


class Track(StrEnum):
    """The four tracks of the crypto curriculum, easiest first."""

    USER = "user"
    POWER_USER = "power-user"
    DEVELOPER = "developer"
    ARCHITECT = "architect"


class LessonType(StrEnum):
    """How a lesson is taught."""

    READING = "reading"
    VIDEO = "video"
    INTERACTIVE = "interactive"
    CODING = "coding"


class QuestionType(StrEnum):
    """What an assessment asks for; a coding task is an nbgrader assignment."""

    MULTIPLE_CHOICE = "multiple-choice"
    TRUE_FALSE = "true-false"
    SHORT_ANSWER = "short-answer"
    CODING_TASK = "coding-task"


class ResourceType(StrEnum):
    """What kind of outside material a resource is."""

    VIDEO = "video"
    ARTICLE = "article"
    TUTORIAL = "tutorial"
    DOCUMENTATION = "documentation"


class ResourceDifficulty(StrEnum):
    """For whom outside material is written."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class ResourceState(StrEnum):
    """Whether a link is in the list of its module."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class RigorLevel(StrEnum):
    """How demanding a blueprint module is."""

    STANDARD = "standard"
    ADVANCED = "advanced"


class CourseStatus(StrEnum):
    """Where a generated course is in its life."""

    ACTIVE = "active"
    COMPLETED = "completed"
    ARCHIVED = "archived"


class RequestState(StrEnum):
    """Where the making of a generated course stands; the last three are ends."""

    QUEUED = "queued"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class PresentTool(StrEnum):
    """With what a learner keeps track of her domain today; it sets where she begins."""

    INTUITION = "intuition"
    SPREADSHEETS = "spreadsheets"
    SCRIPTS = "scripts"


class ExerciseType(StrEnum):
    """What a blueprint exercise asks the learner to do."""

    CODE_REVIEW = "code_review"
    REFACTOR = "refactor"
    BUILD = "build"
    DIAGNOSIS = "diagnosis"


class ExerciseDifficulty(StrEnum):
    """How hard a blueprint exercise is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class ItemKind(StrEnum):
    """What a learner can open in a course."""

    LESSON = "lesson"
    EXERCISE = "exercise"
    QUIZ = "quiz"


class ProgressStatus(StrEnum):
    """Progress words: the first three belong to modules and lessons, the others to exercises."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    PENDING = "pending"
    PASSED = "passed"
    FAILED = "failed"


class SubmissionStatus(StrEnum):
    """What the teacher's side says about a submission."""

    SUBMITTED = "submitted"
    GRADED = "graded"
    REVISION_NEEDED = "revision-needed"


class SubmissionSource(StrEnum):
    """By which way a submission came in."""

    NBGRADER = "nbgrader"
    WEB = "web"
    GITHUB = "github"


class GradingState(StrEnum):
    """Where automatic grading of a submission stands."""

    QUEUED = "queued"
    GRADING = "grading"
    GRADED = "graded"
    FAILED = "failed"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more comes of it by itself."""
        return self in {GradingState.GRADED, GradingState.FAILED}


class RegradeDecision(StrEnum):
    """What came of a learner's request to look at an attempt once more."""

    KEPT = "kept"
    REGRADED = "regraded"
    MARKED = "marked"


class TestOutcome(StrEnum):
    """How one test cell of a submission ended."""

    __test__ = False

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    KILLED = "killed"
    NOT_RUN = "not_run"
    MANUAL = "manual"


class RelationshipStatus(StrEnum):
    """What the follower feels: muted still follows, ignored does not, blocked hides both from each other."""

    ACTIVE = "active"
    MUTED = "muted"
    IGNORED = "ignored"
    BLOCKED = "blocked"


class ActivityType(StrEnum):
    """What the feed can tell."""

    STARTED_COURSE = "started_course"
    COMPLETED_MODULE = "completed_module"
    PASSED_REVIEW = "passed_review"
    PASSED_EXERCISE = "passed_exercise"
    EARNED_ACHIEVEMENT = "earned_achievement"


class ReferenceType(StrEnum):
    """What a feed item points at."""

    COURSE = "course"
    MODULE = "module"
    EXERCISE = "exercise"
    ACHIEVEMENT = "achievement"


class AchievementCategory(StrEnum):
    """What an achievement rewards."""

    COMPLETION = "completion"
    SPEED = "speed"
    QUALITY = "quality"
    SOCIAL = "social"
    SCORE = "score"
    ENGAGEMENT = "engagement"
    HELPER = "helper"


class Rarity(StrEnum):
    """How rare an achievement is."""

    COMMON = "common"
    RARE = "rare"
    LEGENDARY = "legendary"


class VoteType(StrEnum):
    """A vote on a forum post."""

    UPVOTE = "upvote"
    DOWNVOTE = "downvote"


class LlmProvider(StrEnum):
    """Who serves the language model of a bot."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    OLLAMA = "ollama"


class CallOutcome(StrEnum):
    """How a request to a language model ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    FAILED = "failed"
    TIMED_OUT = "timed_out"


class CardState(StrEnum):
    """How well a question is known: still being learnt, reviewed now and then, or learnt again."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class RecommendationReason(StrEnum):
    """Why a course is recommended."""

    SIMILAR_USERS = "similar_users"
    NEXT_STEP = "next_step"
    TRENDING = "trending"
    FRIEND_ACTIVITY = "friend_activity"


class TimeWindow(StrEnum):
    """Over which time a trend is measured."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


class InteractionType(StrEnum):
    """What a person did with a course."""

    VIEWED = "viewed"
    STARTED = "started"
    COMPLETED = "completed"
    SAVED = "saved"


class Channel(StrEnum):
    """PostgreSQL NOTIFY channels."""

    MARKS = "coursewright_marks"
    EVENTS = "coursewright_events"


class EventType(StrEnum):
    """What a live event is about."""

    SUBMISSION = "submission"
    ACTIVITY = "activity"
    REGRADE = "regrade"
    COURSE = "course"
    QUIZ = "quiz"
    RESOURCE = "resource"
    PEOPLE = "people"
    FORUM = "forum"


class OutboxTopic(StrEnum):
    """What kind of effect a transaction promises."""

    SUBMISSION = "submission"
    ACTIVITY = "activity"
    ANSWER_DECIDED = "answer_decided"


class AchievementFact(StrEnum):
    """What about a person an achievement counts; the first group follows from grades and lessons alone."""

    EXERCISES_PASSED = "exercises_passed"
    EXERCISES_PERFECT = "exercises_perfect"
    FIRST_TRY_PASSES = "first_try_passes"
    COMEBACK_PASSES = "comeback_passes"
    LARGEST_RISE = "largest_rise"
    EARLY_PASSES = "early_passes"
    MODULES_COMPLETED = "modules_completed"
    MODULES_MASTERED = "modules_mastered"
    COURSES_COMPLETED = "courses_completed"
    LESSONS_COMPLETED = "lessons_completed"

    QUIZZES_PASSED = "quizzes_passed"
    QUIZZES_PERFECT = "quizzes_perfect"
    QUESTIONS_ASKED = "questions_asked"
    ANSWERS_ACCEPTED = "answers_accepted"
    VOTES_RECEIVED = "votes_received"
    REVIEWS_GIVEN = "reviews_given"
    HELPFUL_REVIEWS = "helpful_reviews"
    RESOURCES_SHARED = "resources_shared"
    FRIENDS = "friends"
    SENIOR_REVIEWS_PASSED = "senior_reviews_passed"
    STRATEGIES_BACKTESTED = "strategies_backtested"
