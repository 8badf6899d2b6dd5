"""Hedges and boosters: the shipped list of words by which a text says how sure it is."""

from importlib.resources import as_file, files

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.codebooks.file import read_codebook


def read_markers() -> Codebook:
    """Return the shipped hedges and boosters as a codebook. *How sure does a text say it is, and in whose mouth?*

    Returns
    -------
    Codebook
        Two themes, ``hedge`` and ``booster``, in English; every verb that takes a codebook takes it. Pass it to
        :func:`voice_contrast` for rates inside and outside reported words, to :func:`theme_hits` to read them.

    Notes
    -----
    A short list that is right where it hits, not all there is: of Hyland's (2005) markers those that are markers in
    nearly all of their uses in news. A *may* in a quotation is the speaker's caution; outside it may be the outlet's,
    or a statement for which no attribution was found. To change the list, copy ``markers.toml`` beside this module and
    read the copy with :func:`read_codebook`.

    Examples
    --------
    >>> read_markers().theme_names
    ['hedge', 'booster']
    """
    with as_file(files("discourse.frames.actors").joinpath("markers.toml")) as path:
        return read_codebook(path)
