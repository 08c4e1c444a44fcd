"""Invented people. Each part is `Native` or `Native:latin`, where the latin form makes the address."""

import unicodedata
from typing import NamedTuple


class Culture(NamedTuple):
    given: tuple[str, ...]
    family: tuple[str, ...]


def _culture(given: str, family: str) -> Culture:
    return Culture(tuple(given.split()), tuple(part.replace("_", " ") for part in family.split()))


KOREAN = _culture(
    "지우:Jiwoo 서연:Seoyeon 민준:Minjun 하윤:Hayoon 도현:Dohyun 예린:Yerin 시우:Siwoo 수아:Sua 은찬:Eunchan"
    " 다은:Daeun 현우:Hyunwoo 채원:Chaewon 태윤:Taeyoon 나래:Narae",
    "김:Kim 이:Lee 박:Park 최:Choi 정:Jung 강:Kang 조:Cho 윤:Yoon 장:Jang 임:Lim 한:Han 오:Oh 남궁:Namgung 선우:Sunwoo",
)
GERMAN = _culture(
    "Jürgen Annegret Björn Käthe Lukas Mareike Sören Friederike Hannes Wiebke Torben Maximiliane Götz Heike",
    "Müller Weiß Größmann Schäfer Kühn Löwenthal Brandstätter Oßwald Vogelsang Hübner Dreßler Köstlin"
    " von_Hohenwald-Rautenstrauch Schmidt-Blümel",
)
TURKISH = _culture(
    "Ayşe Çağlar İpek Oğuzhan Gülşen Emre Şebnem Umut Zeynep Yiğit Büşra Kaan Özge Tuğba",
    "Yıldızoğlu Çelikkaya Şahinbaş Öztekin Güneşli Aydınlıoğlu Karadağlı İnceoğlu Ünverdi Taşçıoğlu Demirağ Bozkırlı",
)
IBERIAN = _culture(
    "João Inês Duarte Conceição Tomás Matilde Gonçalo Leonor Íris Raúl Begoña Martín Lourdes Iñaki",
    "Magalhães Queirós Simões Brandão Assunção Valadares Peñalver Ibáñez Goñi Figueirêdo Vasconcelos_de_Albuquerque"
    " Sepúlveda Antunes Leitão",
)
ENGLISH = _culture(
    "Harper Elliott Maeve Desmond Rosalind Quincy Imogen Bartholomew Tamsin Nolan Winifred Jasper Odette Callum",
    "Ashdown O’Hanlon Featheringham Winterbourne Kettlewell Marlowe-Pryce Thackery Brannigan Hollowell Pemberthy"
    " Larkspur Underhill Fitzgibbon Stonebridge",
)
GLOBAL = _culture(
    "Adaeze Chukwuemeka Priya Arjun Ngozi Kavya Thandiwe Tuấn Linh Oluwaseun Wanjirũ Sione Łucja Zdzisław",
    "Okonkwo-Eze Venkataraghavan Nwachukwu Chattopadhyay Mthembu Nguyễn Phạm Adeyẹmi Krishnamurthy Wójcikowska"
    " Szczęsny Ramanujam Fa’asavalu Brzęczyszczak",
)
NORDIC_FRENCH = _culture(
    "Åsa Mikkel Solveig Jørgen Élodie Gaël Hélène Benoît Ingebjørg Þóra Anaïs Rasmus Céline Øystein",
    "Ångström-Lind Sørbø Lefèbvre Château-Girard Østergård Guðmundsdóttir Bélanger Håkonsen Fjällström Crèvecœur"
    " Ravnsborg Dubœuf Næss Desrosières",
)

_ASCII = str.maketrans(
    {"ß": "ss", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "æ": "ae", "Æ": "Ae",
     "œ": "oe", "ð": "d", "Þ": "Th", "’": "", " ": "-"}
)  # fmt: skip


def native(part: str) -> str:
    return part.partition(":")[0]


def latin(part: str) -> str:
    """ASCII, for the left side of an e-mail address."""
    text, _, given = part.partition(":")
    folded = unicodedata.normalize("NFKD", (given or text).translate(_ASCII))
    return folded.encode("ascii", "ignore").decode().lower()
