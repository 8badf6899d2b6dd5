"""Sentences about a specification curve: what was compared, what came of it, methods and limits."""

from collections.abc import Sequence

import pandas as pd

from discourse.stats.specification_summary import (
    MIN_ESTIMATED,
    SAME_SIGN,
    SIGNIFICANT,
    specification_choices,
    specification_summary,
)


def describe_specifications(
    specifications: pd.DataFrame, *, theme: str, groups: Sequence[object], noun: str = "vocabulary"
) -> list[str]:
    """Say what a specification curve shows: the primary estimate, how far others go, what moves them, the verdict."""
    name = f"{theme.replace('_', ' ')} {noun}"
    summary = specification_summary(specifications).iloc[0]
    observed = specifications[specifications["permutation"] == 0]
    if not len(observed) or observed["estimate"].isna().all():
        return [f"No specification of {name} could be estimated. Verdict: {summary['verdict']}."]
    first = observed.iloc[0]
    versus = f"{groups[0]} against {groups[1] if len(groups) > 1 else 'all others'}"
    said = [f"Verdict: {summary['verdict']}.", _primary(first, name, versus)]
    said.append(
        f"Over {summary['specifications']:,} specifications ({summary['estimated']:,} with an interval) the "
        f"{summary['measure']} runs from {summary['lowest']:.2f} to {summary['highest']:.2f}, median "
        f"{summary['median']:.2f}; {summary['same_sign']:.0%} have the sign of the primary one, and in "
        f"{summary['significant']:.0%} the interval also excludes no difference."
    )
    if summary["permutations"]:
        said.append(
            f"With the group labels dealt out anew over documents ({summary['permutations']:,} times) "
            f"{summary['null_significant']:.1%} of the specifications exclude no difference on average; a curve with "
            f"as many significant on one side comes with p = {summary['p_significant']:.3f}."
        )
    choices = specification_choices(specifications)
    top = choices[choices["choice"] != "(combinations)"].head(1)
    if len(top) and pd.notna(top["variance_share"].iloc[0]):
        name = top["choice"].iloc[0].replace("_", " ")
        said.append(
            f"Of single choices, {name} moves the result most: {top['variance_share'].iloc[0]:.0%} of the variance of "
            "the estimates lies between its options; "
            f"{choices['variance_share'].iloc[-1]:.0%} lies in combinations of choices."
        )
    return said


def specification_methods(specifications: pd.DataFrame, *, by: str) -> str:
    """A paragraph on how a specification curve was made, ready to paste."""
    observed = specifications[specifications["permutation"] == 0]
    permutations = int(specifications["permutation"].max()) if len(specifications) else 0
    choices = specification_choices(specifications)
    listed = [
        f"{choice.replace('_', ' ')} ({', '.join(block['option'])})"
        for choice, block in choices.groupby("choice", sort=False)
        if choice != "(combinations)"
    ]
    null = (
        f" The whole grid was measured again with the values of {by} dealt out anew over documents {permutations:,} "
        "times."
        if permutations
        else ""
    )
    measure = observed["measure"].iloc[0] if len(observed) else "contrast"
    return (
        f"The contrast (a {measure}) was estimated in all {len(observed):,} combinations of these choices: "
        f"{'; '.join(listed)}. Documents are the sampling unit; intervals (95 %) and p are linearised over documents, "
        f"with Student's t.{null} A result is called stable if {SAME_SIGN:.0%} of all specifications or more have one "
        f"sign and {SIGNIFICANT:.0%} or more an interval that excludes no difference; specifications that cannot be "
        f"estimated count against it, and with fewer than {MIN_ESTIMATED:.0%} estimated there is no verdict. "
        "Thresholds were fixed before the result was seen (specification curve: Simonsohn, Simmons & Nelson 2020)."
    )


def _primary(first: pd.Series, name: str, versus: str) -> str:
    bounds = f"95% interval {first['low']:.2f} to {first['high']:.2f}" if pd.notna(first["low"]) else first["note"]
    if pd.isna(first["estimate"]):
        return f"The primary specification of {name} ({versus}) has no estimate: {first['note']}."
    return (
        f"In the primary specification {versus} has a {first['measure']} of {first['estimate']:.2f} in {name} "
        f"({bounds}; {first['base']}, in {first['documents']:,} and {first['documents_reference']:,} documents)."
    )
