"""The promises of the tree: who may import whom, how large a file may grow, what may not be in it."""

import ast
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("config", "connectors", "interviews", "candidates")
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 50
HOMELESS = {"utils", "helpers", "common", "core", "managers", "signals", "misc", "constants"}
DOORS = {
    "admin", "api", "context", "feeds", "forms", "management", "middleware", "selectors", "tasks", "templatetags",
    "unified", "urls", "v1", "views",
}  # fmt: skip
ROW_WRITES = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
QUERY_WRITES = {"create", "update", "delete"}
TEXT_SUFFIXES = {
    ".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".json", ".po", ".svg", ".yml", ".sh", ""
}  # fmt: skip

# Written in pieces, so that this file does not name what it forbids.
FOREIGN_PLACES = re.compile(
    "|".join(
        re.escape(head + tail)
        for head, tail in (
            ("py", "pi.org"),
            ("files.python", "hosted.org"),
            ("registry.npm", "js.org"),
            ("deb.de", "bian.org"),
            ("/wo", "rk/"),
            ("/ro", "ot/"),
            ("/fa", "rm/"),
        )
    )
)


@cache
def product_files() -> list[Path]:
    return [
        path
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions_in(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{name.name}" for name in node.names]
    return []


def place(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(ROOT)}" + (f":{line}" if line else "")


def test_rooms_and_floors_import_downwards_only():
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_nothing_is_imported_inside_a_function():
    hidden = [
        place(path, inner.lineno)
        for path in product_files()
        for function in functions_in(path)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_the_sandbox_and_the_connector_share_nothing():
    """The sandbox is written from the vendor's sheet: what both shared could be wrong in both alike."""
    rooms = re.compile(r"^(candidates|interviews|connectors(?!\.sandbox))\b")
    shared = [
        f"{place(path)} imports {name}"
        for path in product_files()
        if path.is_relative_to(ROOT / "connectors/sandbox")
        for node in ast.walk(tree_of(path))
        for name in imported_by(node)
        if rooms.match(name)
    ]
    leaning = [
        f"{place(path)} imports {name}"
        for path in product_files()
        if not path.is_relative_to(ROOT / "connectors/sandbox") and "management" not in path.parts
        for node in ast.walk(tree_of(path))
        for name in imported_by(node)
        if name.startswith("connectors.sandbox")
    ]

    assert shared + leaning == []


def test_doors_and_selectors_leave_writing_to_services():
    """A row that a door writes itself leaves no Change: the timeline would lie."""
    written = [
        f"{place(path, call.lineno)} {ast.unparse(call.func)}"
        for path in product_files()
        if DOORS & {path.stem, *path.relative_to(ROOT).parts}
        for call in ast.walk(tree_of(path))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if call.func.attr in ROW_WRITES
        or (call.func.attr in QUERY_WRITES and ".objects" in ast.unparse(call.func))
    ]

    assert written == []


def test_no_file_is_long():
    long = [
        f"{place(path)} has {lines} lines"
        for path in product_files()
        if (lines := len(path.read_text().splitlines())) > MAX_FILE_LINES
    ]

    assert long == []


def test_no_function_is_long():
    long = [
        f"{place(path, function.lineno)} {function.name} has {lines} lines"
        for path in product_files()
        for function in functions_in(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > MAX_FUNCTION_LINES
    ]

    assert long == []


def test_every_module_has_a_home():
    homeless = [
        place(path)
        for path in product_files()
        if HOMELESS & {path.stem, *path.relative_to(ROOT).parts}
    ]

    assert homeless == []


def test_no_text_is_hidden_from_the_translators_in_an_fstring():
    """xgettext does not look into f-strings."""
    hidden = [
        place(path, node.lineno)
        for path in product_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and "gettext" in call.func.id
        and isinstance(call.args[0], ast.Constant)
    ]

    assert hidden == []


def test_every_silenced_check_is_named():
    blanket = re.compile(r"#\s*(type:\s*ignore(?!\[)|noqa(?!:\s*[A-Z]))")
    silenced = [
        place(path, number)
        for path in [*product_files(), *sorted((ROOT / "tests").rglob("*.py"))]
        if path != Path(__file__)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if blanket.search(line)
    ]

    assert silenced == []


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_no_tracked_file_names_a_registry_or_a_place_on_one_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this tree is not a git clone")
    found = [
        place(path, number)
        for name in listed.stdout.split("\0")
        if (path := ROOT / name).is_file() and path.suffix in TEXT_SUFFIXES
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1)
        if FOREIGN_PLACES.search(line)
    ]

    assert found == []
