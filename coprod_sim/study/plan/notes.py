"""What a plan's scenarios will do otherwise than it looks: events that never happen, and levers that they take away."""

from coprod_sim.scenario.events_without_effect import notes, overridden
from coprod_sim.study.plan.plan import Plan


def plan_notes(plan: Plan) -> list[str]:
    """Say it in sentences, each once; nothing where all is as it looks."""
    varied = [one.name for one in plan.varied]
    found: list[str] = []
    for scenario in plan.loaded:
        found += notes(scenario, plan.months, own_place=bool(varied))
        found += overridden(scenario, varied, "which the plan varies", plan.months)
        found += overridden(scenario, plan.settings, "set in [settings]", plan.months)
    return list(dict.fromkeys(found))
