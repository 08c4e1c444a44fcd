"""What the words of a search in the list of interviews stand for: candidates, jobs and titles by the value that stands
in an interview, so that each is found by an index. A condition on the texts themselves would look at every interview.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from candidates.models import Candidate
from interviews.models import Interview, Job

SEARCHED = ("candidate__name", "title", "job__name")
MOST = 1000
MOST_TITLES = 500
TITLES = """
    WITH RECURSIVE found(title) AS (
        SELECT MIN(title) FROM {interviews} WHERE company_id = %s
        UNION ALL
        SELECT (SELECT MIN(title) FROM {interviews} WHERE company_id = %s AND title > found.title)
        FROM found WHERE found.title IS NOT NULL
    )
    SELECT title FROM found WHERE title IS NOT NULL LIMIT %s
"""
"""Each title once: from one to the next in the index, however many interviews have it."""


@dataclass(frozen=True, slots=True)
class Word:
    """Who and what has it in their name. None where they are too many to be named one by one."""

    text: str
    candidates: tuple[int, ...] | None
    jobs: tuple[int, ...] | None
    titles: tuple[str, ...] | None

    @property
    def where(self) -> Q:
        return (
            one_of("title", self.titles, often("title", self.text))
            | one_of("job", self.jobs, often("job__name", self.text))
            | one_of("candidate", self.candidates, often("candidate__name", self.text))
        )


def one_of(column: str, known: tuple[Any, ...] | None, otherwise: Q) -> Q:
    return otherwise if known is None else Q(**{f"{column}__in": known})


def often(column: str, text: str) -> Q:
    """That it has the text: as a case, for which PostgreSQL expects that half of all do. Of the bare condition it
    expects a handful, and looks through everything instead of in the order of the list until the page is full.
    """
    has = When(**{f"{column}__icontains": text}, then=Value(value=True))
    return Q(Case(has, default=Value(value=False), output_field=BooleanField()))


def having_words(rows: QuerySet[Any], words: Iterable[Word | str]) -> QuerySet[Any]:
    """Interviews in which every word stands in one of the searched texts."""
    for word in words:
        rows = rows.filter(word.where if isinstance(word, Word) else anywhere(word))
    return rows


def anywhere(text: str) -> Q:
    found = Q()
    for column in SEARCHED:
        found |= Q(**{f"{column}__icontains": text})
    return found


def words_of(company_id: int, texts: Iterable[str]) -> tuple[Word, ...]:
    """Two statements for each word, and one for all."""
    wanted = list(texts)
    titles = titles_of(company_id) if wanted else None
    return tuple(
        Word(
            text,
            keys_of(Candidate, company_id, text),
            keys_of(Job, company_id, text),
            among(titles, text),
        )
        for text in wanted
    )


def keys_of(model: type[Any], company_id: int, text: str) -> tuple[int, ...] | None:
    rows = model.objects.filter(company=company_id, name__icontains=text).order_by()
    keys = tuple(rows.values_list("pk", flat=True)[: MOST + 1])
    return keys if len(keys) <= MOST else None


def titles_of(company_id: int) -> tuple[str, ...] | None:
    """None where they are too many."""
    table = connection.ops.quote_name(Interview._meta.db_table)
    with connection.cursor() as cursor:
        asked = [company_id, company_id, MOST_TITLES + 1]
        cursor.execute(TITLES.format(interviews=table), asked)
        found = tuple(title for (title,) in cursor.fetchall())
    return found if len(found) <= MOST_TITLES else None


def among(titles: tuple[str, ...] | None, text: str) -> tuple[str, ...] | None:
    if titles is None:
        return None
    return tuple(title for title in titles if text.casefold() in title.casefold())
