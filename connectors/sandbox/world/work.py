"""What the invented company hires for, and through which steps."""

from typing import NamedTuple


class Step(NamedTuple):
    """`kind` is none, needs_scheduling or take_home_test; a retired step is only met in old interviews."""

    name: str
    minutes: int
    kind: str = "needs_scheduling"
    retired: bool = False


class Phase(NamedTuple):
    name: str
    steps: tuple[Step, ...] = ()
    retired: bool = False


REVIEW = Phase("Application Review")
OFFER = Phase("Offer")

ENGINEERING = (
    REVIEW,
    Phase(
        "Phone Screen",
        (Step("Screening call", 30), Step("Recruiter chat (2023 format)", 30, retired=True)),
    ),
    Phase("Take-home", (Step("Take-home exercise", 180, "take_home_test"),)),
    Phase(
        "Technical",
        (
            Step("Pair programming", 90),
            Step("Code review conversation", 60),
            Step("Whiteboard challenge", 60, retired=True),
        ),
    ),
    Phase(
        "Onsite",
        (Step("System design", 60), Step("Culture & values", 45), Step("Hiring manager", 45)),
    ),
    OFFER,
)
COMMERCIAL = (
    REVIEW,
    Phase("Phone Screen", (Step("Screening call", 30),)),
    Phase("Case", (Step("Case preparation", 120, "take_home_test"), Step("Case presentation", 60))),
    Phase(
        "Team",
        (Step("Meet the team", 45), Step("Role play", 45), Step("Panel of five", 60, retired=True)),
    ),
    Phase("Final", (Step("Hiring manager", 60), Step("Conversation with the founders", 30))),
    OFFER,
)
DESIGN = (
    REVIEW,
    Phase("Phone Screen", (Step("Intro call", 30),)),
    Phase(
        "Portfolio", (Step("Portfolio walkthrough", 60), Step("Spec task review", 60, retired=True))
    ),
    Phase(
        "Workshop",
        (Step("Design exercise", 180, "take_home_test"), Step("Whiteboarding with product", 60)),
    ),
    Phase("References", (Step("Reference call", 30, retired=True),), retired=True),
    Phase("Onsite", (Step("Cross-functional panel", 60), Step("Culture & values", 45))),
    OFFER,
)

OPENINGS: tuple[tuple[str, str, tuple[Phase, ...]], ...] = (
    ("Backend Engineer", "Engineering", ENGINEERING),
    ("Product Designer", "Design", DESIGN),
    ("Account Executive", "Sales", COMMERCIAL),
    ("Data Engineer", "Engineering", ENGINEERING),
    ("Customer Success Manager", "Sales", COMMERCIAL),
    ("Site Reliability Engineer", "Engineering", ENGINEERING),
    ("Payroll Specialist", "People", COMMERCIAL),
    ("Frontend Engineer", "Engineering", ENGINEERING),
    ("UX Researcher", "Design", DESIGN),
    ("Embedded Firmware Engineer", "Engineering", ENGINEERING),
    ("Head of Partnerships", "Sales", COMMERCIAL),
    ("Machine Learning Engineer", "Engineering", ENGINEERING),
    ("Regulatory Affairs Manager", "Legal", COMMERCIAL),
    ("Brand Designer", "Design", DESIGN),
    ("Engineering Manager, Platform", "Engineering", ENGINEERING),
    ("Field Service Technician", "Operations", COMMERCIAL),
    ("QA Analyst", "Engineering", ENGINEERING),
    ("Working Student, Marketing", "Marketing", COMMERCIAL),
)
DEPARTMENTS = ("Engineering", "Design", "Sales", "People", "Legal", "Operations", "Marketing")
SOURCES = (
    "Jobs page on your website",
    "Referral",
    "Agency",
    "University fair",
    "Sourced by recruiter",
)
REJECTIONS = ("Position filled", "Skills do not match", "Withdrew", "Salary expectations")
TAGS = ("Python", "Relocation", "Silver medalist", "Remote", "Part-time", "Speaks Korean", "긴급")
