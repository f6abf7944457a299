"""A source as a citation ready to paste, in one of seven styles. Pure.

What a source does not say is left out or called undated, and a title that is our description is not set as a title.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot import say
from data.wording import tokens

AP_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
"""Months as the Associated Press shortens them beside a day."""

_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
_FAMILY = re.compile(r"[^\W\d]+(?:[-'’][^\W\d]+)*\.?(?: [^\W\d]+(?:[-'’][^\W\d]+)*\.?){1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is cited: the source, and the words quoted from it where it is a quotation.

    `date` and `written` are ISO text with their precision. `title_is_ours`: a description, not a printed title.
    `seen` is the ISO day on which the data was last checked. `remark` is what a reader must know of the source,
    `mark` what he must know of the words, `attribution` through whom they came.
    """

    id: str
    author: str | None
    title: str | None
    title_is_ours: bool
    publisher: str | None
    date: str | None
    written: str | None
    url: str | None
    seen: str
    remark: str | None = None
    words: str | None = None
    mark: str | None = None
    speaker: str | None = None
    role: str | None = None
    attribution: str | None = None

    @property
    def quoted(self) -> str | None:
        """The words quoted, and beside them that they are only a fragment."""
        return f"{self.words} {self.mark}" if self.words and self.mark else self.words


def cite(reference: Reference, style: str) -> str:
    """The citation in `style`: plain, ap, chicago, apa, bibtex, wiki or markdown."""
    return _STYLES[style](reference)


def _plain(r: Reference) -> str:
    title = f"“{r.title}”" if r.title and not r.title_is_ours else r.title
    told = ", ".join(filter(None, [r.author, title, r.publisher, _day(r) or _undated(r), r.url]))
    told = f"{told} ({r.remark})." if r.remark else f"{told}."
    return f"{r.quoted} {say.cap(_speaker(r))}: {told}" if r.words else told


def _ap(r: Reference) -> str:
    title = f"“{r.title},”" if r.title and not r.title_is_ours else f"{r.title}," if r.title else None
    author, publisher = (f"{name}," if name else None for name in (r.author, r.publisher))
    source = " ".join(filter(None, [author, title, publisher, _ap_date(r) or "undated"]))
    told = _with_remark(r, f"{source}. {r.url}" if r.url else f"{source}.")
    return f"{r.quoted} {say.cap(_speaker(r))}. ({told.rstrip('.')})" if r.words else told


def _chicago(r: Reference) -> str:
    title = f"“{r.title},”" if r.title and not r.title_is_ours else f"{r.title}," if r.title else None
    author = f"{r.author}," if r.author else None
    publisher = f"{r.publisher}," if r.publisher else None
    told = " ".join(filter(None, [author, title, publisher, _american(r) or "n.d."]))
    told = _with_remark(r, f"{told}, {r.url}." if r.url else f"{told.rstrip('.')}.")
    return f"{say.cap(_speaker(r))}, {r.quoted} quoted in {told}" if r.words else told


def _apa(r: Reference) -> str:
    who = _initials(r.author) if r.author else r.publisher
    title = f"[{r.title}]" if r.title and r.title_is_ours else r.title
    publisher = r.publisher if r.author else None
    head = [f"{who.rstrip('.')}." if who else None, f"({_apa_date(r)}).", f"{title.rstrip('.')}." if title else None]
    told = _with_remark(r, " ".join(filter(None, [*head, f"{publisher}." if publisher else None, r.url])))
    return f"{r.quoted} ({_speaker(r)}, as cited in {who or r.id}, {_year(r) or 'n.d.'}). {told}" if r.words else told


def _bibtex(r: Reference) -> str:
    year, month = _year(r), _month(r)
    note = "; ".join(filter(None, [f"{r.quoted} ({_speaker(r)})" if r.words else None, _undated(r), r.remark]))
    fields = [
        ("author", f"{{{_tex(r.author)}}}" if r.author else None),
        ("title", f"{{{_tex(r.title)}}}" if r.title else None),
        ("howpublished", _tex(r.publisher) if r.publisher else None),
        ("year", year),
        ("month", str(month) if month else None),
        ("url", r.url),
        ("urldate", r.seen if r.url else None),
        ("note", _tex(note) if note else None),
    ]
    told = [f"{name} = {{{value}}}" for name, value in fields if value]
    return f"@misc{{{', '.join([r.id, *told])}}}"


def _wiki(r: Reference) -> str:
    fields = [
        ("url", r.url),
        ("title", r.title),
        ("author", r.author),
        ("publisher", r.publisher),
        ("date", _day(r) or "n.d."),
        ("access-date", say.when(r.seen) if r.url else None),
        ("quote", r.quoted),
    ]
    told = " ".join(f"|{name}={_wiki_text(value)}" for name, value in fields if value)
    made = f"{{{{cite web {told}}}}}" if r.url else f"{{{{cite news {told}}}}}"
    return _with_remark(r, f"{_wiki_text(_speaker(r))}: {made}" if r.words else made)


def _markdown(r: Reference) -> str:
    title = _md(r.title or r.id)
    linked = f"[{title}](<{r.url}>)" if r.url else f"*{title}*" if not r.title_is_ours else title
    told = ", ".join(filter(None, [_md(r.author), linked, _md(r.publisher), _day(r) or _undated(r)]))
    told = f"{told} ({_md(r.remark)})" if r.remark else told
    return f"{_md(r.quoted)} {_md(say.cap(_speaker(r)))}: {told}" if r.words else told


_STYLES: dict[str, Callable[[Reference], str]] = {
    "plain": _plain,
    "ap": _ap,
    "chicago": _chicago,
    "apa": _apa,
    "bibtex": _bibtex,
    "wiki": _wiki,
    "markdown": _markdown,
}


def _with_remark(r: Reference, told: str) -> str:
    return f"{told} [{say.cap(r.remark)}]" if r.remark else told


def _speaker(r: Reference) -> str:
    """Name and role; the role alone where it names the speaker already: `a spokesperson for the X Department`."""
    is_named = r.speaker and r.role and set(tokens(r.speaker)) <= set(tokens(r.role))
    return ", ".join(filter(None, [None if is_named else r.speaker, r.role, r.attribution])) or r.id


def _day(r: Reference) -> str | None:
    return say.when(r.date) if r.date else None


def _undated(r: Reference) -> str | None:
    if r.date:
        return None
    return f"undated, written {say.when(r.written)}" if r.written else "undated"


def _parts(r: Reference) -> list[int]:
    """Year, month and day of a date as far as it has them; a window has none."""
    return [int(part) for part in r.date.split("-")] if r.date and "/" not in r.date else []


def _year(r: Reference) -> str | None:
    return str(_parts(r)[0]) if _parts(r) else None


def _month(r: Reference) -> int | None:
    return _parts(r)[1] if len(_parts(r)) > 1 else None


def _ap_date(r: Reference) -> str | None:
    parts = _parts(r)
    if len(parts) == 3:
        return f"{AP_MONTHS[parts[1] - 1]} {parts[2]}, {parts[0]}"
    return _american(r)


def _american(r: Reference) -> str | None:
    parts = _parts(r)
    if len(parts) == 3:
        return f"{say.MONTHS[parts[1] - 1]} {parts[2]}, {parts[0]}"
    return _day(r)


def _apa_date(r: Reference) -> str:
    parts = _parts(r)
    if not parts:
        return "n.d."
    day = f" {parts[2]}" if len(parts) == 3 else ""
    return f"{parts[0]}, {say.MONTHS[parts[1] - 1]}{day}" if len(parts) > 1 else str(parts[0])


def _initials(author: str) -> str:
    """`Standish, R.` for a person's name in Latin order; any other name as it stands."""
    if not _FAMILY.fullmatch(author):
        return author
    *given, family = author.split()
    return f"{family}, {' '.join(f'{name[0]}.' for name in given)}"


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(letter, letter) for letter in text)


def _wiki_text(text: str) -> str:
    return text.replace("{{", "{ {").replace("}}", "} }").replace("\n", " ").replace("|", "{{!}}")


def _md(text: str | None) -> str:
    return _MARKDOWN.sub(r"\\\1", text) if text else ""
