"""Names people give to topics, kept in a file that knows which model they belong to."""

import tomllib
from hashlib import sha256
from pathlib import Path

import pandas as pd

from discourse.errors import ReadError, TableError, together
from discourse.topics.model import TopicModel
from discourse.topics.terms import top_terms

_LISTED = 20


def write_topic_names(topics: TopicModel, path: str | Path) -> Path:
    """Write a file to name topics in: one line a topic, its terms above it. *What do we call what we found?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    path
        A ``.toml`` file that is not there yet; names somebody wrote are never overwritten.

    Raises
    ------
    ReadError
        If the file is there.
    """
    path = Path(path)
    if path.exists():
        raise ReadError(f"{path} is there already; rename it, or read it with read_topic_names()")
    lines = ["# Names of topics. Read the documents before naming a topic; leave a name empty rather than guess."]
    lines += [f'model = "{topics_digest(topics)}"', "", "[names]"]
    for topic, words in top_terms(topics, n=12).groupby("topic")["token"]:
        shown = ", ".join(words).replace("\n", " ").replace("\r", " ")
        lines += [f"# {shown}", f"{topic} = {_quoted(topics.priors.loc[topic, 'name'])}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def read_topic_names(path: str | Path, topics: TopicModel) -> dict[int, str]:
    """Read names of topics. *Are these the names of this model's topics, or of another's?*

    Returns
    -------
    dict
        Topic → name; topics without a name are left out.

    Raises
    ------
    ReadError
        If the file cannot be read or was written for a model with other topics; all problems at once.
    """
    path = Path(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"{path} cannot be read as names of topics: {error}") from error
    problems = []
    if content.get("model") != topics_digest(topics):
        problems.append("it was written for a model with other topics; names do not move from model to model")
    names = content.get("names", {})
    known = {str(topic) for topic in topics.topic_terms.index}
    problems += [f"no topic {topic}; there are topics 1 to {len(known)}" for topic in names if topic not in known]
    problems += [f"the name of topic {topic} is no text" for topic, name in names.items() if not isinstance(name, str)]
    given = [name.strip() for name in names.values() if isinstance(name, str) and name.strip()]
    problems += [f"two topics are called '{name}'" for name in sorted({n for n in given if given.count(n) > 1})]
    if problems:
        raise ReadError(together(f"{path} does not name these topics:", problems))
    return {int(topic): name.strip() for topic, name in names.items() if name.strip()}


def name_topics(table: pd.DataFrame, names: dict[int, str]) -> pd.DataFrame:
    """Put a column ``topic_name`` beside ``topic`` in any table of topics; a topic without a name is ``"topic 3"``."""
    if "topic" not in table.columns:
        raise TableError(f"the table has no column 'topic'; columns there: {', '.join(map(str, table.columns))}")
    called = [names.get(topic, f"topic {topic}") for topic in table["topic"].tolist()]
    result = table.copy()
    result.insert(result.columns.get_loc("topic") + 1, "topic_name", pd.Series(called, index=table.index, dtype="str"))
    return result


def topics_digest(topics: TopicModel) -> str:
    """A short hash of each topic's most probable terms, in their order: what a name is given to."""
    terms = top_terms(topics, n=_LISTED)
    text = "\n".join(f"{topic} {token}" for topic, token in zip(terms["topic"], terms["token"], strict=True))
    return sha256(text.encode()).hexdigest()[:16]
