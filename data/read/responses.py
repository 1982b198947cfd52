"""The best responses under recommendations, within the reader's reach."""

from collections.abc import Mapping
from typing import Any

from data.store import Reader
from domain.codes import Decision
from domain.responses import ResponseCriteria, ResponseValue, may_respond
from domain.views.responses import GivenResponse, ResponseInForce, ResponseRecord


def response_record(reader: Reader, recommendation_id: str) -> ResponseRecord:
    """All that was recorded of the response under one recommendation; nothing where it is out of reach."""
    rows = reader.rows("follow_up/responses", recommendation_id=recommendation_id)
    return ResponseRecord(tuple(_given(row) for row in rows))


def responses_of_case(reader: Reader, case_id: str) -> dict[str, ResponseInForce]:
    """The best response in force by recommendation, also where the answer no longer says followed."""
    rows = reader.rows("case/responses", case_id=case_id)
    return {row["recommendation_id"]: response_in_force(row) for row in rows}


def response_in_force(row: Mapping[str, Any]) -> ResponseInForce:
    """A response of a row that has its value, criteria and day, and the decision it stands under."""
    decision = Decision(row["decision"]) if row["decision"] else None
    return ResponseInForce(
        ResponseValue(row["value"]),
        ResponseCriteria(row["criteria"]),
        row["assessed_on"],
        may_respond(decision),
    )


def _given(row: Mapping[str, Any]) -> GivenResponse:
    return GivenResponse(
        response_no=row["response_no"],
        version=row["version"],
        value=ResponseValue(row["value"]),
        criteria=ResponseCriteria(row["criteria"]),
        assessed_on=row["assessed_on"],
        assessed_by=row["assessed_by"],
        comment=row["comment"],
        reason=row["correction_reason"],
        withdrawn=row["withdrawn"],
        recorded_by=row["recorded_by"],
        recorded_at=row["recorded_at"],
        on_behalf_of=row["on_behalf_of"],
    )
