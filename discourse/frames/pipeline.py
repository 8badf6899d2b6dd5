"""An installed spaCy pipeline, loaded by name: nothing is downloaded, no path is read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from discourse.errors import ArgumentError, listing

if TYPE_CHECKING:
    from spacy.language import Language


def load_parser(name: str, *, without: Sequence[str], instead: str = "") -> "Language":
    """Load a pipeline that parses, leaving out components that are not needed.

    Parameters
    ----------
    name
        Of an installed pipeline, such as ``"en_core_web_sm"``.
    without
        Components not to load.
    instead
        What to do without one, for the message, such as ``"or use engine='rules'"``.

    Raises
    ------
    ArgumentError
        If spaCy or the pipeline is not installed, or it does not parse.
    """
    otherwise = f", {instead}" if instead else ""
    try:
        import spacy
    except ImportError as error:
        raise ArgumentError(
            f"engine '{name}' needs spaCy, which is not installed; install the extra 'parse'{otherwise}"
        ) from error
    there = sorted(spacy.util.get_installed_models())
    if name not in there:
        raise ArgumentError(
            f"no spaCy pipeline called '{name}' is installed; pipelines there: {listing(there)}; for English, "
            f"conda-forge has 'spacy-model-en_core_web_sm' (then engine='en_core_web_sm'){otherwise}"
        )
    pipeline = spacy.load(name, exclude=list(without))
    if "parser" not in pipeline.pipe_names:
        raise ArgumentError(
            f"spaCy pipeline '{name}' has no dependency parser (it has {listing(pipeline.pipe_names)}); use another"
            f"{otherwise}"
        )
    return pipeline
