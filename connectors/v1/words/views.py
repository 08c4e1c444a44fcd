"""The door of words: read the question, call one service or selector, write the answer."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from rest_framework.request import Request

from connectors.api import params
from connectors.api.answers import answer
from connectors.api.bodies import read_body
from connectors.api.keys import MayRead, MayWrite, key_of
from connectors.api.params import BadParameters, refused
from connectors.json_values import dump
from connectors.models import IntegratedAccount
from connectors.selectors.vendors import told_of
from connectors.selectors.words import word_at, words_of
from connectors.services.words import WordRefused, give_meaning
from connectors.v1.operations.selection import all_accounts, one_of
from connectors.v1.operations.views import OperationsView
from connectors.v1.words import render, schema
from connectors.v1.words.catalogue import FIELDS, NAMES, PLACE


class Words(OperationsView):
    http_method_names = ["get", "head", "put", "delete"]

    def get_permissions(self) -> list[Any]:
        reads = self.request.method in ("GET", "HEAD", "OPTIONS")
        return [MayRead()] if reads else [MayWrite()]

    @schema.LIST_WORDS
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        params.read(request.query_params, ())
        account = self.account(request, uuid)
        found = words_of(account) if told_of(account) else []
        return answer(request, dump({"result": [render.word(one) for one in found]}))

    @schema.GIVE_MEANING
    def put(self, request: Request, uuid: UUID) -> HttpResponseBase:
        params.read(request.query_params, ())
        account = self.account(request, uuid)
        given = read_body(request.data, FIELDS, required=tuple(FIELDS))
        return given_to(request, account, **given)

    @schema.TAKE_MEANING_BACK
    def delete(self, request: Request, uuid: UUID) -> HttpResponseBase:
        account = self.account(request, uuid)
        given = params.read(request.query_params, PLACE, required=dict.fromkeys(NAMES, ()))
        return given_to(request, account, **given, meaning=None)

    def account(self, request: Request, uuid: UUID) -> IntegratedAccount:
        found: IntegratedAccount = one_of(
            all_accounts, key_of(request), "integrated account", uuid=uuid
        )
        return found


def given_to(
    request: Request,
    account: IntegratedAccount,
    *,
    resource: str,
    path: str,
    word: str,
    meaning: str | None,
) -> HttpResponseBase:
    if told_of(account) is None:
        raise BadParameters(
            [refused("resource", "this version of the hub does not know the vendor.")]
        )
    try:
        give_meaning(account=account, resource=resource, path=path, word=word, meaning=meaning)
    except WordRefused as error:
        raise BadParameters([refused(error.field, str(error))]) from None
    return answer(request, dump(render.word(word_at(account, resource, path, word))))
