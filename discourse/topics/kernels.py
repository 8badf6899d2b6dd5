"""Compiled loops of the topic model. Imported inside the functions that use them.

Sums run in a fixed order that no compiler may change (no ``fastmath``), so a result depends neither on threads nor on
how many lanes a processor adds at once. Probabilities below e⁻⁴⁰ count as zero: they change no topic, and without this
most time goes into denormal numbers.
"""

import numpy as np
from numba import njit

#: Topics are padded to a multiple of this, with columns of zeros.
LANES = 4
_DEEPEST = 40.0  # of ψ, up to the logarithm of the topic's size: e⁻⁴⁰ is nothing
_NOTHING = np.float32(1.1920929e-07)  # added to a word's probability, as gensim does
_FLOOR = np.float32(1e-30)


@njit(inline="always", cache=True)
def exp_digamma(x, over):
    """exp(ψ(x)) × over, without a logarithm: the asymptotic series at x + 6, brought back by the recurrence.

    Written without branches, so that compilers work at several topics at once.
    """
    u = x * x + 5.0 * x  # 1/x + 1/(x+1) + … + 1/(x+5) is one fraction in u
    steps = (2.0 * x + 5.0) * (3.0 * u * u + 20.0 * u + 24.0) / (u * (u + 4.0) * (u + 6.0))
    y = x + 6.0
    inverse = 1.0 / y
    square = inverse * inverse
    tail = square * (1.0 / 12.0 - square * (1.0 / 120.0 - square * (1.0 / 252.0 - square * (1.0 / 240.0))))
    depth = steps + 0.5 * inverse + tail
    z = (depth if depth < _DEEPEST else _DEEPEST) * (-1.0 / 128.0)
    p = 1.0 + z * (1.0 + z * (1 / 2 + z * (1 / 6 + z * (1 / 24 + z * (1 / 120 + z * (1 / 720))))))
    p = (p * p) * (p * p)
    p = (p * p) * (p * p)
    p = (p * p) * (p * p)
    p = p * p
    value = y * p * over
    return value if depth < _DEEPEST else 0.0


@njit(cache=True, nogil=True, error_model="numpy")
def expect(indptr, indices, counts, first, last, start, weights, alpha, gamma, expected, ratios, iterations, tolerance):
    """Infer the topics of the documents ``first`` to ``last`` (a variational E-step).

    ``weights`` is terms × padded topics, exp E[log β]; ``alpha`` the prior; ``gamma`` holds the start and receives
    the result, ``expected`` (padded, zeros) receives exp E[log θ], ``ratios`` count / probability of each entry;
    ``gamma`` and ``expected`` begin at document ``start``, ``ratios`` at its first entry. A topic
    that has come down to nothing in a document stays there, so its columns are taken out of that document's sums.
    """
    padded = weights.shape[1]
    topics = gamma.shape[1]
    longest = 0
    for document in range(first, last):
        longest = max(longest, indptr[document + 1] - indptr[document])
    rows = np.empty(padded * longest, np.float32)
    columns = np.empty(padded * longest, np.float32)
    ratio = np.empty(longest, np.float32)
    size = np.empty(longest, np.float32)
    sums = np.empty(padded, np.float32)
    theta = np.zeros(padded, np.float32)
    current = np.empty(padded, np.float64)
    prior = np.zeros(padded, np.float64)
    active = np.empty(padded, np.int64)
    for document in range(first, last):
        begin, n, here = indptr[document], indptr[document + 1] - indptr[document], document - start
        _load(indices, counts, begin, n, weights, rows, columns, size)
        width = _all_topics(gamma[here], alpha, current, prior, active, padded)
        idle = 0.0  # the prior of the topics taken out
        _theta(current, theta, width, idle)
        _ratios(theta, columns, size, ratio, n, width)
        for _ in range(iterations):
            _weighted(ratio, rows, sums, n, width)
            change = 0.0
            for topic in range(width):
                value = prior[topic] + theta[topic] * sums[topic]
                change += abs(value - current[topic])
                current[topic] = value
            alive = _theta(current, theta, width, idle)
            settled = change < tolerance * topics
            alive = -(-alive // LANES) * LANES
            if alive <= width // 2 and not settled:
                idle += _compact(current, prior, theta, active, rows, columns, n, width, alive)
                width = alive
            _ratios(theta, columns, size, ratio, n, width)
            if settled:
                break
        gamma[here] = alpha[:topics]
        for topic in range(width):
            if active[topic] < topics:
                gamma[here, active[topic]] = current[topic]
                expected[here, active[topic]] = theta[topic]
        ratios[begin - indptr[start] : begin - indptr[start] + n] = ratio[:n]


@njit(inline="always", error_model="numpy")
def _load(indices, counts, begin, n, weights, rows, columns, size):
    """Copy the words of a document: their counts, and their weights by word and by topic."""
    padded = weights.shape[1]
    for word in range(n):
        size[word] = counts[begin + word]
        term = indices[begin + word]
        for topic in range(padded):
            rows[word * padded + topic] = weights[term, topic]
            columns[topic * n + word] = weights[term, topic]


@njit(inline="always", error_model="numpy")
def _all_topics(gamma, alpha, current, prior, active, padded):
    for topic in range(padded):
        active[topic] = topic
        current[topic] = gamma[topic] if topic < len(gamma) else 0.0
        prior[topic] = alpha[topic] if topic < len(gamma) else 0.0
    return padded


@njit(inline="always", error_model="numpy")
def _theta(current, theta, width, idle):
    """exp E[log θ] of the topics at hand; returns how many are more than nothing."""
    total = idle
    for topic in range(width):
        total += current[topic]
    over = 1.0 / exp_digamma(total, 1.0)
    alive = 0
    for topic in range(width):
        value = exp_digamma(current[topic], over)
        theta[topic] = value
        alive += value > 0.0
    return alive


@njit(inline="always", error_model="numpy")
def _compact(current, prior, theta, active, rows, columns, n, width, alive):
    """Keep the topics that are more than nothing, filled up to ``alive``; returns the prior of the rest."""
    gone, kept, spare = 0.0, 0, alive
    for topic in range(width):
        spare -= theta[topic] > 0
    moved = np.empty(alive, np.int64)
    for topic in range(width):
        if theta[topic] > 0 or spare > 0:
            spare -= theta[topic] <= 0
            for word in range(n):
                columns[kept * n + word] = columns[topic * n + word]
            current[kept], prior[kept], theta[kept] = current[topic], prior[topic], theta[topic]
            active[kept], moved[kept] = active[topic], topic
            kept += 1
        else:
            gone += prior[topic]
    for word in range(n):
        for topic in range(alive):
            rows[word * alive + topic] = rows[word * width + moved[topic]]
    return gone


@njit(inline="always", error_model="numpy")
def _ratios(theta, columns, size, ratio, n, width):
    """count / probability of each word, four topics at a time."""
    for word in range(n):
        ratio[word] = _NOTHING
    for topic in range(0, width, LANES):
        a, b, c, d = theta[topic], theta[topic + 1], theta[topic + 2], theta[topic + 3]
        first, second = columns[topic * n : topic * n + n], columns[topic * n + n : topic * n + 2 * n]
        third, fourth = columns[topic * n + 2 * n : topic * n + 3 * n], columns[topic * n + 3 * n : topic * n + 4 * n]
        for word in range(n):
            ratio[word] += (a * first[word] + b * second[word]) + (c * third[word] + d * fourth[word])
    for word in range(n):
        ratio[word] = size[word] / ratio[word]


@njit(inline="always", error_model="numpy")
def _weighted(ratio, rows, sums, n, width):
    """Sum of the rows, each weighted with its ratio, four words at a time."""
    for topic in range(width):
        sums[topic] = np.float32(0)
    whole = n - n % LANES
    for word in range(0, whole, LANES):
        a, b, c, d = ratio[word], ratio[word + 1], ratio[word + 2], ratio[word + 3]
        first, second = rows[word * width : word * width + width], rows[(word + 1) * width : (word + 2) * width]
        third, fourth = rows[(word + 2) * width : (word + 3) * width], rows[(word + 3) * width : (word + 4) * width]
        for topic in range(width):
            sums[topic] += (a * first[topic] + b * second[topic]) + (c * third[topic] + d * fourth[topic])
    for word in range(whole, n):
        a = ratio[word]
        for topic in range(width):
            sums[topic] += a * rows[word * width + topic]


@njit(cache=True, nogil=True, error_model="numpy")
def collect(indptr, indices, first, last, low, high, ratios, expected, weights, statistics):
    """Add up the sufficient statistics of the terms ``low`` to ``high``, documents in their order."""
    topics = statistics.shape[1]
    for term in range(low, high):
        for topic in range(topics):
            statistics[term, topic] = np.float32(0)
    offset = indptr[first]
    for document in range(first, last):
        row = expected[document - first]
        entry, end = indptr[document], indptr[document + 1]
        if low > 0:
            entry += np.searchsorted(indices[entry:end], low)
        while entry < end and indices[entry] < high:
            ratio, term = ratios[entry - offset], indices[entry]
            for topic in range(topics):
                statistics[term, topic] += ratio * row[topic]
            entry += 1
    for term in range(low, high):
        for topic in range(topics):
            value = statistics[term, topic] * weights[term, topic]
            statistics[term, topic] = value if value > _FLOOR else np.float32(0)


@njit(cache=True, nogil=True, error_model="numpy")
def term_weights(statistics, eta, shared, weights):
    """exp E[log β], terms × padded topics, from the statistics and the prior (terms × 1 if ``shared``, or × topics)."""
    terms, topics = statistics.shape
    totals = np.zeros(topics, np.float64)
    for term in range(terms):
        for topic in range(topics):
            totals[topic] += statistics[term, topic] + eta[term, 0 if shared else topic]
    for topic in range(topics):
        totals[topic] = 1.0 / exp_digamma(totals[topic], 1.0)
    for term in range(terms):
        for topic in range(topics):
            value = np.float64(statistics[term, topic] + eta[term, 0 if shared else topic])
            weights[term, topic] = exp_digamma(value, totals[topic])


@njit(cache=True, nogil=True, error_model="numpy")
def fold_in(indptr, indices, counts, terms, alpha, iterations):
    """Shares of the topics in each document by expectation–maximisation, topics (terms × topics) held fixed."""
    documents, topics = len(indptr) - 1, terms.shape[1]
    shares = np.full((documents, topics), 1.0 / topics)
    sums = np.empty(topics)
    for document in range(documents):
        share = shares[document]
        for _ in range(iterations):
            sums[:] = alpha
            for entry in range(indptr[document], indptr[document + 1]):
                row = terms[indices[entry]]
                probability = 0.0
                for topic in range(topics):
                    probability += share[topic] * row[topic]
                ratio = counts[entry] / probability
                for topic in range(topics):
                    sums[topic] += ratio * share[topic] * row[topic]
            total = 0.0
            for topic in range(topics):
                total += sums[topic]
            for topic in range(topics):
                share[topic] = sums[topic] / total
    return shares
