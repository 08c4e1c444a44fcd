"""What OpenAPI says of words."""

from drf_spectacular.utils import extend_schema

from connectors.api.chapter import READ, WRITE, body
from connectors.api.schema import answers, described
from connectors.v1.operations.schema import OPERATIONS
from connectors.v1.operations.schema import UUID as ACCOUNT
from connectors.v1.words import examples
from connectors.v1.words.catalogue import PLACE

LATER = (
    " It holds for all that is read from then on; what is here already gets it when the stored records are read again "
    "(`manage.py replay`, or the page of the account's words). Needs an API key with the scope “write”."
)

LIST_WORDS = extend_schema(
    operation_id="list_words",
    summary="List an account's words",
    description="Every word of the vendor that the account's records hold, how often, and what it became. "
    "Needs an API key with the scope “read”.",
    tags=[OPERATIONS.tag],
    parameters=[ACCOUNT],
    responses=answers("WordList", "They.", {"result": [examples.WORD]}, *READ),
)
GIVE_MEANING = extend_schema(
    operation_id="give_word_a_meaning",
    summary="Give a word a meaning",
    description="The account's own meaning of a word, before that of the vendor's file." + LATER,
    tags=[OPERATIONS.tag],
    parameters=[ACCOUNT],
    request=body("WordMeaning", examples.GIVEN),
    responses=answers("Word", "The word.", examples.WORD, *WRITE),
)
TAKE_MEANING_BACK = extend_schema(
    operation_id="take_meaning_back",
    summary="Take a meaning back",
    description="The word means again what the vendor's file says." + LATER,
    tags=[OPERATIONS.tag],
    parameters=[ACCOUNT, *(each for one in PLACE for each in described(one))],
    responses=answers("Word", "The word.", examples.WORD | {"own": False}, *READ),
)
