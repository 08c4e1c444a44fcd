"""What a column holds, guessed from its name in English, Korean or German."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, str | Promise] = {
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "name": _("Whole name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "gender": _("Form of address"),
    "address": _("Address"),
    "language": _("Language"),
    "time_zone": _("Time zone"),
    "username": _("User name"),
    "deadline": _("Deadline"),
}
"""What a column may hold. A whole name is split into first and last name."""

WORDS = {
    "first_name": "firstname first givenname given forename vorname rufname",
    "last_name": "lastname last surname familyname family nachname familienname zuname 성 성씨",
    "name": "name fullname wholename candidate candidatename applicant kandidat kandidatin bewerber bewerberin "
    "vollständigername vorundnachname 이름 성명 성함 지원자 지원자명 지원자이름 후보자 후보자명",
    "email": "email emailaddress mail mailaddress emailadresse mailadresse "
    "이메일 이메일주소 메일 메일주소 전자우편 전자메일",
    "phone": "phone phonenumber telephone tel mobile mobilephone mobilenumber cell telefon telefonnummer rufnummer "
    "handy handynummer mobil mobilnummer 전화 전화번호 연락처 휴대폰 휴대폰번호 휴대전화 휴대전화번호 핸드폰",
    "gender": "gender sex salutation title anrede geschlecht 성별 호칭",
    "address": "address postaladdress street adresse anschrift wohnort 주소",
    "language": "language lang sprache 언어",
    "time_zone": "timezone zeitzone 시간대",
    "username": "username login user benutzername benutzer 아이디 사용자이름 사용자명",
    "deadline": "deadline duedate due respondby frist stichtag fälligam 마감 마감일 마감일시 기한",
}
MEANT = {word: name for name, words in WORDS.items() for word in words.split()}


def meant_by(header: str) -> str | None:
    plain = unicodedata.normalize("NFKC", header).casefold()
    return MEANT.get(re.sub(r"[\W_]+", "", plain))


def guessed(headers: Iterable[str]) -> dict[str, str]:
    """`{column: field}`; a field is given to the first column that names it."""
    found: dict[str, str] = {}
    for header in headers:
        meant = meant_by(header)
        if meant is not None and meant not in found.values():
            found[header] = meant
    return found
