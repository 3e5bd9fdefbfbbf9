"""JSON-LD: one schema.org Claim an object, one object a line; who claims what, never whether it is true."""

from __future__ import annotations

from typing import Any

from demarche.export.columns import Format, Target, country_name, party_name
from demarche.export.objects import key, known, objects
from demarche.records import ClaimRow, DocumentRow, EntityRow
from demarche.records.rows import PlaceRow

CONTEXT = ["https://schema.org", {"demarche": "urn:demarche:record:"}]
_TERMS = "urn:demarche:type:"
_KINDS = {"person": "Person", "country": "Country", "org": "Organization"}


def _agent(entity: EntityRow) -> dict[str, Any]:
    kind = (entity.id or "").partition(":")[0]
    return known(
        **{"@type": _KINDS.get(kind, "Thing")},  # words such as «residents» do not say what they stand for
        identifier=entity.id,
        name=party_name(entity),
        **{"demarche:country": entity.country, "demarche:sectors": list(entity.sectors)},
    )


def _place(place: PlaceRow) -> dict[str, Any]:
    address = known(
        **{"@type": "PostalAddress"}, addressRegion=place.admin1, addressCountry=country_name(place.country)
    )
    geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return known(
        **{"@type": "Place"},
        name=place.name or place.text,
        address=address if len(address) > 1 else None,
        geo=None if place.latitude is None else geo,
        sameAs=None if place.geonameid is None else f"https://sws.geonames.org/{place.geonameid}/",
    )


def _claim(row: DocumentRow, claim: ClaimRow) -> dict[str, Any]:
    article = known(
        **{"@type": "NewsArticle"},
        identifier=row.id,
        url=row.url,
        headline=row.title,
        inLanguage=row.language,
        datePublished=None if row.published is None else row.published.isoformat(),
        publisher=None if row.publisher is None else {"@type": "Organization", "name": row.publisher},
    )
    event = known(
        **{"@type": "Event"},
        name=" ".join((claim.type, *claim.modes)),
        additionalType=f"{_TERMS}{claim.type}",
        startDate=None if claim.date is None else claim.date.start.isoformat(),
        endDate=None if claim.date is None else claim.date.end.isoformat(),
        location=None if claim.place is None else _place(claim.place),
        **{
            "demarche:actor": list(map(_agent, claim.actors)),
            "demarche:recipient": list(map(_agent, claim.recipients)),
        },
    )
    voices = [{"demarche:source": _agent(voice.source), "demarche:stance": voice.stance} for voice in claim.attribution]
    first = [_agent(voice.source) for voice in claim.attribution[:1]]
    return known(
        **{"@context": CONTEXT, "@type": "Claim", "@id": f"urn:demarche:claim:{claim.id}"},
        identifier=claim.id,
        text=claim.evidence.text,
        author=first[0] if first else article.get("publisher"),
        appearance=article,
        about=event,
        keywords=list(claim.contexts),
        **{"demarche:standing": claim.standing, "demarche:auxiliary": list(claim.aux), "demarche:voices": voices},
        creditText=f"{row.software}; {row.codebook}; {row.model}",
    )


COLUMNS = (
    key("@context", "schema.org, and `demarche:` for what schema.org has no word for"),
    key("@type", "Claim"),
    key("@id", "`urn:demarche:claim:` and the claim's id"),
    key("identifier", "id of the claim"),
    key("text", "the words that the claim rests on; left out with `--no-text`"),
    key("author", "the innermost voice; without one the outlet, whose own voice it is"),
    key("appearance", "the document as a NewsArticle: `identifier`, `url`, `headline`, `datePublished`, `publisher`"),
    key("about", "the event: type and modes as `name`, days, place with its GeoNames address, actors and recipients"),
    key("keywords", "contexts"),
    key("demarche:standing", "how the text lets the event stand"),
    key("demarche:auxiliary", "auxiliary modes"),
    key("demarche:voices", "who says so, innermost first, with its stance"),
    key("creditText", "program, codebook and model"),
    Target("reviewRating", "empty: what is claimed is not judged"),
)

JSONLD = Format(
    name="jsonld",
    gloss="schema.org claims as JSON-LD, one a line",
    suffix=".jsonl",
    notes=(
        "One line is a claim, as a JSON-LD object; what is unknown has no key. Nothing is left out: the standing says "
        "how each event stands. There is no `reviewRating`: a ClaimReview says whether a claim is true, and Demarche "
        "does not judge that."
    ),
    columns=COLUMNS,
    open=objects(_claim),
)
