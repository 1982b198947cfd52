"""When things happen: runs of a laboratory, reports, weekly meetings, all counted from one day."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from commands.demo_cohort.places import CENTRES
from commands.demo_cohort.quotas import dealt, largest_remainder, lognormal_quantiles

MEETING_WEEKDAY = 3
"""Thursday."""
PAST_MEETINGS = 50
COMING_CASES = 8
RUN_SIZE = 6
MEDIAN_DAYS = 27.5
"""Days from the laboratory's receipt to the report; with the transport the median is 29."""
SPREAD = 0.28
ARCHIVAL_SHARE = 0.1
ARCHIVAL_DAYS = (60, 600)
DAYS_BEFORE_REPORT = 3
"""At least so many days lie between receipt and sequencing."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One patient's way through laboratory and board, as dates."""

    centre_id: str
    laboratory_id: str
    run: int
    collected_on: date
    received_on: date
    reported_on: date
    meeting_on: date
    discussed: bool


@dataclass(frozen=True, slots=True)
class _Booking:
    centre_id: str
    laboratory_id: str
    run: int
    reported_on: date
    meeting_on: date
    discussed: bool


def coming_meeting(today: date) -> date:
    """The next meeting's day: today, if today is a day of meeting."""
    return today + timedelta(days=(MEETING_WEEKDAY - today.weekday()) % 7)


def meeting_days(today: date) -> list[date]:
    """The past meetings and two to come, in order."""
    coming = coming_meeting(today)
    return [coming + timedelta(weeks=week) for week in range(-PAST_MEETINGS, 2)]


def schedule(rng: Random, patients: int, today: date) -> tuple[list[Visit], dict[int, date]]:
    """The visits in order of receipt, and the day of each run by its number."""
    past, coming = _runs(rng, patients)
    days = _run_days(rng, len(past), today)
    bookings: list[_Booking] = []
    run_days: dict[int, date] = {}
    for number, (run, day) in enumerate(zip(past, days, strict=True)):
        run_days[number] = day
        bookings += [_past_booking(rng, centre, number, day, today) for centre in run]
    last_past = coming_meeting(today) - timedelta(weeks=1)
    latest = min(today, coming_meeting(today) - timedelta(days=1))
    for number, run in enumerate(coming, start=len(past)):
        run_days[number] = last_past - timedelta(days=5)
        for centre in run:
            reported = last_past + timedelta(days=rng.randint(0, max(0, (latest - last_past).days)))
            laboratory = _laboratory_of(centre)
            booking = _Booking(centre, laboratory, number, reported, coming_meeting(today), False)
            bookings.append(booking)
    return _visits(rng, bookings, run_days), run_days


def _laboratory_of(centre_id: str) -> str:
    return next(centre.laboratory_id for centre in CENTRES if centre.id == centre_id)


def _runs(rng: Random, patients: int) -> tuple[list[list[str]], list[list[str]]]:
    """Centre ids of the patients, run by run: those discussed already, and those to be."""
    hand = dealt(rng, [one.id for one in CENTRES], [one.weight for one in CENTRES], patients)
    queues: dict[str, list[str]] = {}
    for centre in hand:
        queues.setdefault(_laboratory_of(centre), []).append(centre)
    coming: list[list[str]] = []
    left = min(COMING_CASES, patients // 6)
    for queue in sorted(queues.values(), key=len, reverse=True):
        taken = min(left, COMING_CASES // 2, len(queue))
        if taken:
            coming.append([queue.pop() for _ in range(taken)])
        left -= taken
    past: list[list[str]] = []
    for laboratory in sorted(queues):
        queue = queues[laboratory]
        count = max(1, round(len(queue) / RUN_SIZE))
        for size in largest_remainder([1.0] * count, len(queue)):
            past.append([queue.pop() for _ in range(size)])
    past = [run for run in past if run]
    rng.shuffle(past)
    return past, coming


def _run_days(rng: Random, count: int, today: date) -> list[date]:
    last_past = coming_meeting(today) - timedelta(weeks=1)
    first = last_past - timedelta(weeks=PAST_MEETINGS - 1, days=8)
    span = (last_past - first).days - 14
    return [first + timedelta(days=int((i + rng.uniform(0.0, 1.0)) * span / count)) for i in range(count)]


def _past_booking(rng: Random, centre: str, run: int, run_on: date, today: date) -> _Booking:
    last_past = coming_meeting(today) - timedelta(weeks=1)
    reported = min(run_on + timedelta(days=rng.randint(4, 13)), last_past - timedelta(days=1))
    wait = (MEETING_WEEKDAY - reported.weekday()) % 7 or 7
    return _Booking(centre, _laboratory_of(centre), run, reported, reported + timedelta(days=wait), True)


def _visits(rng: Random, bookings: list[_Booking], run_days: dict[int, date]) -> list[Visit]:
    lags = [(one.reported_on - run_days[one.run]).days for one in bookings]
    # A long wait between run and report belongs to a long turnaround: otherwise a specimen
    # would be received after its own run.
    ranked = sorted(range(len(bookings)), key=lambda i: lags[i] + rng.gauss(0.0, 9.0))
    turnaround = dict(zip(ranked, lognormal_quantiles(len(bookings), MEDIAN_DAYS, SPREAD), strict=True))
    visits: list[Visit] = []
    for i, one in enumerate(bookings):
        days = max(round(turnaround[i]), lags[i] + DAYS_BEFORE_REPORT)
        received = one.reported_on - timedelta(days=days)
        archival = rng.random() < ARCHIVAL_SHARE
        kept = rng.randint(*ARCHIVAL_DAYS) if archival else rng.randint(0, 2)
        visits.append(
            Visit(
                centre_id=one.centre_id,
                laboratory_id=one.laboratory_id,
                run=one.run,
                collected_on=received - timedelta(days=kept),
                received_on=received,
                reported_on=one.reported_on,
                meeting_on=one.meeting_on,
                discussed=one.discussed,
            )
        )
    return sorted(visits, key=lambda one: (one.received_on, one.run, one.centre_id, one.reported_on))
