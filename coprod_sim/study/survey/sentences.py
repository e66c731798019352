"""What a survey has set in a scenario, what not, and how sure, in sentences for whoever made the survey.

Shares and trust are of 100.  The same sentences stand on the screen and, as remarks, in the file.
"""

from collections.abc import Iterator
from typing import Final

from coprod_sim.indicators import YEAR
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.setting_checks import quoted
from coprod_sim.study.survey.figures import TOO_FEW, SurveyFigure
from coprod_sim.study.survey.read import Column
from coprod_sim.study.survey.starting import SurveyStart, Taken, whatever_others_say
from coprod_sim.study.survey.trial import MONTHS, TRIAL_SEEDS, Means, Move, Stay, Trial

MOST_LISTED: Final = 10
KINDS_OF_TRUST: Final = {
    "felt_trust": "Trust",
    "people_trust": "Trust in staff",
    "council_trust": "Trust in the council",
}
KINDS_OF_STARTS: Final = {
    "start_family_trust": "trust in staff, which no column asks for alone",
    "start_council_trust": "trust in the council, which no column asks for alone",
}
NOT_EVERYBODY: Final = (
    "The ranges allow for chance in who answered, and for nothing else.",
    "Who answers a survey is not everybody: families with no time, another language, or no trust in surveys may be missing.",
)
LONGEST_GAP: Final = 24
"""The longest time between reviews that a scenario may have [months]."""


def hundred(share: float) -> str:
    """Write a share as people read it.

    >>> hundred(0.265), hundred(-0.001)
    ('26', '0')
    """
    return f"{abs(100 * share):.0f}"


def answers_text(column: Column, figure: SurveyFigure) -> str:
    """Write what the answers to a question come to, of 100."""
    if column.scale and not column.question.fact and (column.scale.low, column.scale.high) != (0, 1):
        scale = column.scale
        mean = scale.low + (1 - figure.mean if scale.turned else figure.mean) * (scale.high - scale.low)
        return f"{mean:.1f} on {scale.low:g} to {scale.high:g}: {hundred(figure.mean)}"
    if column.question.settings and not column.question.fact:
        return hundred(figure.mean)
    partly = f", partly {hundred(figure.partly)}" if figure.partly else ""
    return f"yes {hundred(figure.yes)}{partly}, no {hundred(figure.no)}"


def range_text(column: Column, figure: SurveyFigure) -> str:
    """Write the interval of a figure, of whatever it is."""
    of_yes = "yes " if figure.partly and not column.question.settings else ""
    return f"{of_yes}{hundred(figure.low)} to {hundred(figure.high)}"


def set_text(taken: Taken) -> str:
    """Write a setting as it stands in the file."""
    return f"{taken.name} = {taken.value:g}"


def certainty_lines(start: SurveyStart) -> Iterator[str]:
    """Say how sure the figures are, and how answers were read."""
    few = [
        start.survey.columns[name].question.title.lower()
        for name, figure in start.figures.items()
        if figure.answered < TOO_FEW
    ]
    if few:
        yield f"Fewer than {TOO_FEW} families answered about: {', '.join(few)}. That is too few to go by: one more family could change it."
    yield from NOT_EVERYBODY
    yield from sent_lines(start)
    silent = [
        f"{column.question.title.lower()} {column.no_answer}"
        for column in start.survey.columns.values()
        if column.no_answer
    ]
    if silent:
        yield f"No answer, for it is blank, or says 'prefer not to say', 'don't know' or 'n/a': {', '.join(silent)}."
    yield from unreadable_lines(start)


def sent_lines(start: SurveyStart) -> Iterator[str]:
    """Say what those who did not answer could change, where it is known how many they are."""
    if start.sent is None:
        return
    given = start.survey.families
    yield f"{given} of the {start.sent} families to whom it went have answered: {hundred(given / start.sent)} of 100."
    for name in dict.fromkeys(taken.column.question.name for taken in start.taken):
        low, high = whatever_others_say(start.figures[name], start.sent)
        title = start.survey.columns[name].question.title
        yield f"{title}: whatever the others would say, it is between {hundred(low)} and {hundred(high)} of 100, and the answers alone cannot say where."


def unreadable_lines(start: SurveyStart) -> Iterator[str]:
    """List the answers that were not understood, at most ten, and count the rest."""
    columns = start.survey.columns.values()
    found = sorted((line, text, column.header) for column in columns for line, text in column.unreadable)
    if found:
        listed = "; ".join(f"line {line} {quoted(text)} ({header})" for line, text, header in found[:MOST_LISTED])
        more = f"; and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
        yield f"Not understood, and left out: {listed}{more}."


def source_text(start: SurveyStart, taken: Taken) -> str:
    """Say where a setting comes from, and how sure it is."""
    column, figure = taken.column, taken.figure
    asked_of = f"{figure.answered} of {start.survey.families} families answered {quoted(column.header)}"
    return (
        f"{asked_of}: {answers_text(column, figure)} of 100; likely {range_text(column, figure)}: {figure.certainty}."
    )


def caveats(start: SurveyStart, taken: Taken) -> Iterator[str]:
    """Say what had to be taken for granted for a setting."""
    figure = taken.figure
    if taken.moved:
        allowed = BY_NAME[taken.name]
        yield f"A run can begin with {hundred(allowed.low)} to {hundred(allowed.high)} only, so {hundred(taken.value)} stands for {hundred(figure.mean)}."
    if taken.name == "asks":
        if figure.partly:
            yield f"Partly counts as half: {hundred(figure.mean)} of 100."
        yield "It is read as the share of reviews at which a family is asked. If you asked whether they ever were, it is too high."
    elif taken.column.question.name == "trust":
        both = len({other.column.question.name for other in start.trust}) == 1
        stands = "trust in staff and in the council alike" if both else KINDS_OF_STARTS[taken.name]
        yield f"Trust in general stands for {stands}; a column for each says more."


def compared_lines(start: SurveyStart, course: Means) -> Iterator[str]:
    """Say of each answer that sets nothing what it is, what is nearest to it in the model, and in what they differ."""
    for name in start.compared:
        column, figure = start.survey.columns[name], start.figures[name]
        answers = f"{column.question.title}: {answers_text(column, figure)} of 100 (likely {range_text(column, figure)}; {figure.answered} answers)."
        yield f"{answers} {nearest_text(name, course)}"
        if name == "reviewed":
            yield gap_text(figure)
    ratings = [taken for taken in start.trust if taken.figure.answered > 1]
    if ratings:
        spread = ratings[0].figure.spread
        yield (
            f"How much families differ in trust (a spread of {hundred(spread)}) is not put in: in the model all begin with the same trust in "
            "the council, and the setting for staff (start_trust_evenness) holds for staff's own trust, too."
        )


def nearest_text(name: str, course: Means) -> str:
    """Name what is nearest in the model to an answer that sets nothing, as it is after a year."""
    after = {indicator: hundred(float(series[YEAR])) for indicator, series in course.items()}
    heard = hundred(sum(float(course[f"decisions_{rung}"][YEAR]) for rung in ("heard", "together", "led")))
    if name == "listened":
        return (
            f"The model after {YEAR} months: a family's own view has {after['voice']} of 100 of the weight in its plan, and {heard} of 100 "
            "families had a real say at their last review. That is not the same: families say how it felt, the model counts what it changed."
        )
    if name == "satisfied":
        return (
            f"The model after {YEAR} months: what comes fits daily life by {after['lived_fit']} of 100. That is not the same: "
            "people are satisfied, or not, with waiting, letters and tone as well."
        )
    if name == "reviewed":
        return (
            f"The model after {YEAR} months: the last review of {after['reviews_on_time']} of 100 families was not late. That is not the "
            "same: there a review is every meeting about the plan, one each term and the yearly one, and all families have the same gap."
        )
    return f"The model after {YEAR} months: trust in the service is {after['felt_trust']} of 100. Questions on staff and on the council were used instead."


def gap_text(figure: SurveyFigure) -> str:
    """Say what gap between reviews would go with the share of plans that were reviewed."""
    months = gap_months(figure)
    return (
        f"So review_months is not changed. If that yearly review is the only meeting that families have, it would be about {months} months: "
        "take the # away from its line in the file."
    )


def gap_months(figure: SurveyFigure) -> int:
    """Give the gap between reviews at which such a share of plans is reviewed in a year [months]."""
    return min(LONGEST_GAP, round(YEAR / figure.mean)) if figure.mean > 0 else LONGEST_GAP


def stay_lines(stay: Stay, base: str) -> Iterator[str]:
    """Say where trust begins, and where it is after a month, a year and two."""
    what, later = KINDS_OF_TRUST[stay.aim.indicator], stay.later
    course = f"{what} begins at {hundred(stay.start)} of 100, and is {hundred(later[1])} after one month, {hundred(later[YEAR])} after {YEAR}, {hundred(later[MONTHS])} after {MONTHS}"
    if stay.lasts:
        yield f"{course}: it stays about where your families put it."
        return
    less = later[YEAR] > stay.start
    yield f"{course}: the rules of {base} make {'more' if less else 'less'} trust than your families report. {likely_text(stay)}"
    yield f"If your families are right, something in your place that {'takes' if less else 'builds'} trust is not in this scenario. A run tells of the first months as your families know them, and of later years as the rules would have it."


def move_lines(trial: Trial) -> Iterator[str]:
    """Say which assumptions were moved so that trust stays, how far, and whether it was enough."""
    if trial.moves is None:
        return
    if not trial.moves:
        yield (
            "Nothing had to be moved for trust to last."
            if all(stay.lasts for stay in trial.stays)
            else "No assumption can be moved further for trust to last."
        )
    if trial.moves:
        yield "So that it lasts, assumptions on how the world works were moved, which no survey can tell:"
    for move in trial.moves:
        yield move_text(move)
    for before, after in zip(trial.before, trial.stays, strict=True):
        if before.lasts:
            continue
        what, now = KINDS_OF_TRUST[after.aim.indicator], hundred(after.later[YEAR])
        changed = f"{what} is then {now} after {YEAR} months (without this {hundred(before.later[YEAR])}), and {hundred(after.later[MONTHS])} after {MONTHS}"
        yield f"{changed}; it began at {hundred(after.start)}: {enough_text(after)}"


def move_text(move: Move) -> str:
    """Say how far an assumption was moved."""
    setting = BY_NAME[move.name]
    low, high = setting.explore
    whole = "which is the end of" if move.whole else "within"
    span = f"{whole} its plausible range ({low:g} to {high:g})"
    return f"{setting.sentence.rstrip('.')} ({move.name}): from {move.before:g} to {move.after:g}, {span}."


def enough_text(stay: Stay) -> str:
    """Say whether trust stays after what was moved."""
    if stay.lasts:
        return "so it lasts a year."
    return f"these assumptions go no further, and that does not suffice. {likely_text(stay)}"


def likely_text(stay: Stay) -> str:
    """Say whether the survey can tell where trust is after a year from where it began."""
    after = hundred(stay.later[YEAR])
    if stay.likely:
        return f"But {after} is still within the likely range of your survey: more answers would tell."
    return f"And {after} is outside the likely range of your survey."


def look_lines(trial: Trial) -> Iterator[str]:
    """Say which levers would bring trust after a year nearer to where families put it."""
    for stay, looks in zip(trial.before, trial.looks, strict=True):
        what = KINDS_OF_TRUST[stay.aim.indicator].lower()
        if looks:
            tried = "; ".join(
                f"{BY_NAME[look.name].title} ({look.name} = {look.value:g}) gives {hundred(look.trust)}"
                for look in looks
            )
            yield f"What could be looked at, one at a time ({what} after {YEAR} months, now {hundred(stay.later[YEAR])}): {tried}."
        elif not stay.lasts:
            yield f"None of the levers that were tried moves {what} nearer to where it began."


def trial_text() -> str:
    """Say what was run."""
    return f"These are means of {len(TRIAL_SEEDS)} runs in a made-up town."
