"""Where a fact's place, agency and period come from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from extractor.pipeline import Steps, Told
from extractor.resolve.agency.scope import Agency
from extractor.resolve.period.scope import Period
from extractor.resolve.place.scope import Place
from extractor.types import AgencyName, Mention

from .matches import quote_of
from .notes import ArticleNote, Origin, Quote

_REGION: Mapping[str, str] = MappingProxyType({
    "clause": "its clause names it",
    "sentence": "its sentence names it",
    "paragraph": "a sentence before it in the paragraph is about it",
    "article": "the article is about it",
    "none": "nothing names a place",
})  # fmt: skip
_AGENCY: Mapping[str, str] = MappingProxyType({
    "named": "its sentence names who acts",
    "paragraph": "it acted before in the paragraph, and the number is its work",
    "article": "the article is about it, and the number is its work",
    "place": "the same body of the place that the number belongs to",
    "source": "its sentence quotes it, and the number is its kind of work",
})  # fmt: skip
_PERIOD: Mapping[str, str] = MappingProxyType({
    "clause": "its clause says so",
    "sentence": "its sentence says so",
    "paragraph": "its paragraph has opened so",
    "article": "the article is about this time",
    "none": "nothing says when",
})  # fmt: skip
_CODELESS = ", which is no division: several together, a line, or abroad"


class Origins:
    """Says where the fields of an article's facts come from."""

    def __init__(self, steps: Steps, told: Told) -> None:
        self._steps = steps
        self._told = told
        self._text = steps.page.text
        self._standings = {standing.start: standing for standing in told.regions.standings}
        self._agencies: dict[int, AgencyName] = {name.start: name for name in steps.page.agencies}
        self._times = {one.start: one for one in steps.page.mentions if one.kind in ("date", "period")}

    def article(self) -> ArticleNote:
        """Say what the article as a whole gives its numbers."""
        article, page = self._told.article, self._steps.page
        start, end = self._text.origin(article.start, article.end)
        day = article.date or page.date
        came = None if day is None else "dateline" if article.date else "date"
        main, (name, type_) = self._told.regions.main, self._told.owners.about
        region = self._steps.gazetteer.code_name(main) if main else None
        return ArticleNote(article.number, start, end, day, came, region, main, name, type_)

    def region(self, place: Place) -> Origin:
        """Say where a place comes from."""
        why = _REGION[place.source]
        standing = None if place.at is None else self._standings.get(place.at)
        if standing is None:
            first = self._first_named(place.code) if place.source == "article" else None
            if place.source == "article" and first is None:
                why += ", by all the places that it names"
            return Origin(place.name, place.source, why, first)
        at = quote_of(self._text, standing.start, standing.end)
        if self._text.plain[standing.start : standing.end] in self._steps.gazetteer.anaphors:
            before = self._standings.get(self._told.regions.antecedents.get(standing.start, -1))
            goes_back = quote_of(self._text, before.start, before.end) if before else None
            why = why.replace("names it", f"says {at.text}")
            if goes_back is None:
                why += ", which is what the article is about"
                goes_back = self._first_named(place.code)
            return Origin(place.name, place.source, why, at, goes_back)
        return Origin(place.name, place.source, why + (_CODELESS if place.code is None else ""), at)

    def _first_named(self, code: str | None) -> Quote | None:
        """Give where an article first names a place."""
        for standing in self._told.regions.standings:
            anaphor = self._text.plain[standing.start : standing.end] in self._steps.gazetteer.anaphors
            if standing.code == code and not anaphor:
                return quote_of(self._text, standing.start, standing.end)
        return None

    def agency(self, agency: Agency) -> Origin:
        """Say where an agency comes from, or why there is none."""
        why = _AGENCY.get(agency.source, agency.source)
        name = None if agency.at is None else self._agencies.get(agency.at)
        if name is None:
            return Origin(agency.name, agency.source, why)
        before = self._told.owners.antecedent(name.start)
        other = None if before is None else self._agencies.get(before)
        return Origin(
            agency.name,
            agency.source,
            why,
            quote_of(self._text, name.start, name.end),
            quote_of(self._text, other.start, other.end) if other else None,
        )

    def period(self, period: Period | None) -> Origin:
        """Say where a period comes from."""
        if period is None or period.at is None:
            return Origin(None, "none", _PERIOD["none"])
        mention = self._times.get(period.at)
        if mention is None:
            return Origin(period.edtf, period.source, _PERIOD[period.source])
        quote = quote_of(self._text, mention.start, mention.end)
        return Origin(period.edtf, period.source, _PERIOD[period.source] + self._read_by(mention), quote)

    def day(self, mention: Mention, value: str | None) -> Origin:
        """Say how the day of a date was read."""
        quote = quote_of(self._text, mention.start, mention.end)
        return Origin(value, "date", "the date itself" + self._read_by(mention), quote)

    def _read_by(self, mention: Mention) -> str:
        """Say what a date that does not give its year was read by."""
        if "year" in mention.parts:
            return ""
        note = self.article()
        given = {"dateline": "the dateline", "date": "the date given"}.get(note.day_from or "", "")
        day = f"{note.day}, {given}" if note.day else "the day of the text, which nothing gives"
        if mention.parts.keys() & {"relative", "offset"}:
            return f"; read by {day}"
        if mention.parts.keys() & {"month", "day"}:
            return f"; what it leaves open is that of the dates before it, else read by {day}"
        return ""
