"""What can be chosen on /batch: scenarios, settings and outcomes, all from the declarations of the model."""

from typing import Any

from coprod_sim.files import VERSION
from coprod_sim.indicators import HEADLINES, INDICATORS
from coprod_sim.scenario.parameters import DECLARED, GROUPS, Parameter
from coprod_sim.scenario.scenario import list_scenarios, tidy
from coprod_sim.scenario.setup.setup import label_of
from coprod_sim.study.certainty_text import unit_of


def batch_choices() -> dict[str, Any]:
    """Give everything that can be chosen: what the server sends once."""
    scenarios = list_scenarios()
    return {
        "version": VERSION,
        "scenarios": [{"key": one.name, "title": one.title} for one in scenarios if not one.modifier],
        "modifiers": [{"key": one.name, "title": one.title} for one in scenarios if one.modifier],
        "groups": [
            {"role": group.role, "settings": [setting_table(one) for one in DECLARED if one.role == group.role]}
            for group in GROUPS
        ],
        "outcomes": [
            {
                "key": name,
                "title": one.title,
                "unit": unit_of(name).full,
                "meaning": one.definition,
                "headline": name in HEADLINES,
            }
            for name, one in INDICATORS.items()
        ],
    }


def setting_table(one: Parameter) -> dict[str, Any]:
    """Give what people read of a setting, its allowed range, and the range that is worth exploring in four steps."""
    low, high = one.explore
    step = max(1, round((high - low) / 4)) if one.whole else float(f"{(high - low) / 4:.3g}")
    return {
        "key": one.name,
        "label": label_of(one.name),
        "meaning": one.meaning,
        "unit": one.unit,
        "low": f"{one.low:.10g}",
        "high": f"{one.high:.10g}",
        "usual": f"{tidy(one.name, one.default):.4g}",
        "start": f"{low:.10g}",
        "step": f"{step:.10g}",
        "end": f"{high:.10g}",
    }
