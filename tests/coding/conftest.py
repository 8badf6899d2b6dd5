"""A population of units of which the truth is known, and coders who know it."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from discourse.coding.sample import drawn_rows, weighted
from discourse.coding.strata import plan, stratified

Population = tuple[pd.DataFrame, pd.DataFrame]


@pytest.fixture(scope="session")
def population() -> Callable[..., Population]:
    """A function making units of two outlets, as ``coding_units`` lists them, with ``truth``, and a sample of them."""

    def make(
        random_state: int,
        *,
        documents: int = 150,
        length: int = 20,
        prevalence: float = 0.2,
        sensitivity: float = 0.8,
        specificity: tuple[float, float] = (0.95, 0.85),
        n: int = 200,
        n_no_hit: int = 400,
    ) -> Population:
        generator = np.random.default_rng(random_state)
        outlet = np.repeat(["A", "B"], documents * length)
        inclined = generator.beta(10 * prevalence, 10 * (1 - prevalence), size=2 * documents)  # themes come in clusters
        truth = generator.random(2 * documents * length) < np.repeat(inclined, length)
        false = 1 - np.repeat(specificity, documents * length)
        label = generator.random(len(truth)) < np.where(truth, sensitivity, false)
        document = pd.Series(np.repeat(np.arange(2 * documents), length)).map("d{:04d}".format)
        place = pd.Series(np.tile(np.arange(length), 2 * documents))
        units = pd.DataFrame(
            {
                "unit_id": (document + "#" + place.astype("str")).astype("str"),
                "doc_id": document.astype("str"),
                "start": place * 10,
                "end": place * 10 + 9,
                "machine": np.where(label, "war", ""),
                "outlet": outlet,
                "truth": truth.astype(float),
            }
        )
        placed = stratified(units, by="outlet", period=None)
        rows = drawn_rows(placed, plan(placed, n=n, n_no_hit=n_no_hit), random_state=random_state)
        return units, weighted(units, placed, rows).assign(before="", text="a sentence", after="")

    return make


@pytest.fixture(scope="session")
def coded() -> Callable[..., pd.DataFrame]:
    """A function making the codes of coders who see the truth, save for a share of mistakes."""

    def make(sample: pd.DataFrame, *coders: str, mistakes: float = 0.0, random_state: int = 0) -> pd.DataFrame:
        generator = np.random.default_rng(random_state)
        parts = []
        for coder in coders or ("X",):
            wrong = generator.random(len(sample)) < mistakes
            value = np.where(wrong, 1 - sample["truth"], sample["truth"])
            parts.append(sample[["unit_id"]].assign(coder=coder, code="war", value=value, time="", note=""))
        return pd.concat(parts, ignore_index=True)

    return make
