"""Which encoding a text is in, from its bytes: files of offices in Seoul and Berlin rarely say."""

import codecs

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
KOREAN, WESTERN = "cp949", "cp1252"


class NotText(Exception):
    """These bytes are no text."""


def read_text(content: bytes) -> tuple[str, str]:
    """The text without its byte order mark, and the name of the encoding. Raises NotText.

    UTF-8 and UTF-16 say so themselves. What is left is Korean where the bytes are pairs of the common Korean
    syllables, else Western European.
    """
    encoding = encoding_of(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise NotText from problem
    if "\0" in text:
        raise NotText
    return text, encoding


def encoding_of(content: bytes) -> str:
    if content.startswith(UTF_16):
        return "utf-16"
    if decodes(content, "utf-8-sig"):
        return "utf-8-sig"
    return KOREAN if is_korean(content) else WESTERN


def decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def is_korean(content: bytes) -> bool:
    """Rare syllables have a Latin letter as their second byte, so an umlaut before a letter may look like one:
    they do not count.
    """
    if not decodes(content, KOREAN):
        return False
    text = content.decode(KOREAN)
    foreign = [letter for letter in text if not letter.isascii()]
    common = sum(len(letter.encode("euc_kr", "ignore")) == 2 for letter in foreign)
    return common * 2 > len(foreign)
