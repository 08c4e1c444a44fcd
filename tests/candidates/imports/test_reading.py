"""Lists in files: whatever kind they are, the same rows come out; what is no list is refused with a sentence."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from candidates.imports.columns import guessed
from candidates.imports.reading import read_sheet
from candidates.imports.sheet import MOST_BYTES, NotReadable
from candidates.imports.spreadsheet import csv_lines

HEADERS = ["First name", "Last name", "E-mail", "Phone"]
cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12).map(str.strip)
names = st.sampled_from(
    ["김민지", "Jürgen", "O'Neil", 'the "best"', "a,b;c", "two\nlines", "=1+1", ""]
)
lines = st.tuples(
    cells | names,
    cells | names,
    st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True),
    st.from_regex(r"\+[0-9]{4,12}", fullmatch=True),
).filter(lambda line: not any(cell.startswith("'") for cell in line))
tables = st.lists(lines, min_size=1, max_size=8)


def rows_in(content: bytes) -> list[list[str]]:
    sheet = read_sheet(content)
    assert sheet.headers == HEADERS
    return [[str(row.values.get(header) or "") for header in HEADERS] for row in sheet.rows]


def delimited(table, delimiter: str, **options) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, **options).writerows([HEADERS, *table])
    return written.getvalue()


@given(
    tables,
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
)
def test_csv_comes_out_as_it_went_in(table, delimiter, encoding, marked) -> None:
    text = delimited(table, delimiter, quoting=csv.QUOTE_ALL)
    text = f"sep={delimiter}\r\n{text}" if marked else text

    assert rows_in(text.encode(encoding)) == [list(line) for line in table]


@given(tables)
def test_json_comes_out_as_it_went_in(table) -> None:
    told = [dict(zip(HEADERS, line, strict=True)) for line in table]

    assert rows_in(json.dumps(told).encode()) == [list(line) for line in table]


@given(tables)
def test_a_workbook_comes_out_as_it_went_in(table) -> None:
    table = [
        [ILLEGAL_CHARACTERS_RE.sub("", cell).replace("\r", "").strip() for cell in line]
        for line in table
    ]
    book = openpyxl.Workbook()
    for place, line in enumerate([HEADERS, *table], start=1):
        for column, value in enumerate(line, start=1):
            cell = book.active.cell(place, column, value)
            cell.data_type = "s"
    written = io.BytesIO()
    book.save(written)

    assert rows_in(written.getvalue()) == table


@given(tables)
def test_what_is_written_for_excel_is_no_formula_and_comes_back_the_same(table) -> None:
    text = "".join(csv_lines([HEADERS, *table]))

    for line in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")):
        assert not any(cell[:1] in tuple("=+-@\t\r") for cell in line if cell)
    assert rows_in(text.encode()) == [list(line) for line in table]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("이름;이메일\n김민지;minji@example.org\n", "cp949"),
        ("Vorname;E-Mail\nJürgen Groß;j@example.org\n", "cp1252"),
        ("Vorname;E-Mail\nÄnne;j@example.org\nJörg;k@example.org\n", "cp1252"),
        ("이름\t이메일\n똠방각하 홍길동\tminji@example.org\n", "cp949"),
    ],
)
def test_offices_of_seoul_and_berlin_are_read_without_saying_their_encoding(text, encoding) -> None:
    sheet = read_sheet(text.encode(encoding))

    assert sheet.headers[1] in {"이메일", "E-Mail"}
    header = sheet.headers[0]
    assert [row.values[header] for row in sheet.rows] == [
        line.replace("\t", ";").split(";")[0] for line in text.splitlines()[1:]
    ]


def test_a_file_without_a_header_and_with_gaps_keeps_its_numbers() -> None:
    sheet = read_sheet(b"\nann@example.org,Ann\n\n,\nbob@example.org,Bob,x\n")

    assert sheet.headers == ["Column 1", "Column 2", "Column 3"]
    assert [row.number for row in sheet.rows] == [1, 4]


def test_columns_of_one_name_are_told_apart() -> None:
    assert read_sheet(b"email,email,\na@b.example,c,d\n").headers == [
        "email",
        "email (2)",
        "Column 3",
    ]


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["First Name", "Surname", "E-Mail Address", "Mobile"], ["first_name", "last_name", "email", "phone"]),
        (["Vorname", "Nachname", "E-Mail-Adresse", "Handy-Nr"], ["first_name", "last_name", "email"]),
        (["성", "이름", "이메일 주소", "휴대폰 번호", "마감일"], ["last_name", "name", "email", "phone", "deadline"]),
        (["Name", "Mail", "mail", "Notes"], ["name", "email"]),
    ],
)  # fmt: skip
def test_columns_are_guessed_in_three_languages(headers, fields) -> None:
    assert list(guessed(headers).values()) == fields


def archive(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return written.getvalue()


def workbook_with(change) -> bytes:
    """A workbook whose first sheet was tampered with."""
    book, written = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["email"])
    book.save(written)
    parts = zipfile.ZipFile(io.BytesIO(written.getvalue()))
    sheet = "xl/worksheets/sheet1.xml"
    return archive(
        **{
            name: change(parts.read(name)) if name == sheet else parts.read(name)
            for name in parts.namelist()
        }
    )


def entities(sheet: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + sheet


def far_away(sheet: bytes) -> bytes:
    return sheet.replace(b'r="1"', b'r="1048576"').replace(b'r="A1"', b'r="XFD1048576"')


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no row"),
        (b"\n\n,,\n", "no row"),
        (b"email,name\n", "no row below it"),
        (b"\x00\x01\x02", "no list of candidates"),
        (b"\x89PNG\r\n\x1a\n\x00", "no list of candidates"),
        (b'email\n"a@b.example\nx@y.example\n', "quotation mark"),
        (b"email" + b"\nx@y.example" * 50_001, "more than 50000 rows"),
        (b",".join([b"a"] * 101) + b"\nb", "more than 100 columns"),
        (b"a" * (MOST_BYTES + 1), "larger than 20 MB"),
        (b'{"candidates": 5}', "must be an array"),
        (b"[]", "no row"),
        (b"[{]", "not valid JSON"),
        (b'[{"a": NaN}]', "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx"),
        (b"PK\x03\x04", "damaged"),
        (archive(a=b"1"), "save it anew"),
        (archive(a=b"\0" * 120_000_000), "more than 100 MB"),
        (archive(**{"../a": b"1"}), "outside"),
        (workbook_with(entities), "save it anew"),
        (workbook_with(far_away), "more than"),
        (workbook_with(lambda sheet: sheet[:100]), "save it anew"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)  # fmt: skip
def test_what_is_no_list_is_refused_with_a_sentence(content, why) -> None:
    with pytest.raises(NotReadable, match=why):
        read_sheet(content)


def test_a_row_of_json_that_is_no_object_costs_itself_alone() -> None:
    sheet = read_sheet(b'[{"email": "a@b.example"}, 5, {"email": {"x": 1}, "phone": "\\ud800"}]')

    assert [bool(row.told) for row in sheet.rows] == [False, True, True]
    assert sheet.rows[2].values == {}
