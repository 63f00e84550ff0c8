"""The data structure of `sdmx_csv` as an SDMX-JSON 2.0 message, for systems that want it before the data.

python -m extractor.emit.sdmx_structure > structure.json
"""

from __future__ import annotations

import sys
from typing import Any

import orjson

AGENCY = "ZHSTAT"
VERSION = "1.0.0"
CONCEPTS = "CONCEPTS"
STRUCTURE = "FACTS"
NAME = f"{AGENCY}:{STRUCTURE}({VERSION})"
SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/"
    "2.0.0/sdmx-json-structure-schema.json"
)
"""The name of the message's form; readers tell it by that."""
PREPARED = "2026-11-22T00:00:00Z"
"""When the structure was last changed."""

_DIMENSIONS = (
    (
        "REF_AREA",
        "String",
        "Reference area",
        "division code (GB/T 2260), 100000 for the nation, _X not specified",
    ),
    ("INDICATOR", "String", "Indicator", "the id of an indicator, else the words of the source"),
    (
        "TRANSFORMATION",
        "String",
        "Transformation",
        "N none, G growth rate, D difference; 1Y over a year, 1 a period",
    ),
    ("FACT_ID", "String", "Fact", "the id of the fact, which makes the key unique"),
)
_TIME = ("TIME_PERIOD", "ObservationalTimePeriod", "Time period", "the period that the value belongs to")
_MEASURE = ("OBS_VALUE", "Decimal", "Observation value", "the value as stated; of a fall, negative")
_ATTRIBUTES = (
    ("UNIT_MEASURE", "String", "Unit of measure", "the classifier or unit as the source has it"),
    ("UNIT_MULT", "Integer", "Unit multiplier", "always 0"),
    ("OBS_STATUS", "String", "Observation status", "A stated exactly, E with words such as about or over"),
    ("COMMENT", "String", "Comment", "the document, bounds, the period as stated and the sentence"),
)
COMPONENTS = tuple(one[0] for one in (*_DIMENSIONS, _TIME, _MEASURE, *_ATTRIBUTES))
"""The ids of the structure's components."""


def structure() -> dict[str, Any]:
    """Give the message: the concepts and the structure that is made of them."""
    about = {"agencyID": AGENCY, "version": VERSION, "isExternalReference": False}
    return {
        "meta": {
            "schema": SCHEMA,
            "id": f"{AGENCY}_{STRUCTURE}",
            "test": False,
            "prepared": PREPARED,
            "contentLanguages": ["en"],
            "sender": {"id": AGENCY},
        },
        "data": {
            "conceptSchemes": [
                {
                    "id": CONCEPTS,
                    **about,
                    "name": "Concepts of facts",
                    "isPartial": False,
                    "concepts": [
                        {"id": one, "name": name, "description": said}
                        for one, _, name, said in (*_DIMENSIONS, _TIME, _MEASURE, *_ATTRIBUTES)
                    ],
                }
            ],
            "dataStructures": [
                {
                    "id": STRUCTURE,
                    **about,
                    "name": "Numbers that Chinese reports state",
                    "dataStructureComponents": {
                        "dimensionList": {
                            "id": "DimensionDescriptor",
                            "dimensions": [
                                {"position": at, **_component(*one)} for at, one in enumerate(_DIMENSIONS)
                            ],
                            "timeDimension": _component(*_TIME),
                        },
                        "measureList": {
                            "id": "MeasureDescriptor",
                            "measures": [{"usage": "mandatory", **_component(*_MEASURE)}],
                        },
                        "attributeList": {
                            "id": "AttributeDescriptor",
                            "attributes": [
                                {
                                    "usage": "optional",
                                    "attributeRelationship": {"observation": {}},
                                    **_component(*one),
                                }
                                for one in _ATTRIBUTES
                            ],
                        },
                    },
                }
            ],
        },
    }


def _component(name: str, kind: str, *_: str) -> dict[str, Any]:
    urn = f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:{CONCEPTS}({VERSION}).{name}"
    return {"id": name, "conceptIdentity": urn, "localRepresentation": {"format": {"dataType": kind}}}


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(structure(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
