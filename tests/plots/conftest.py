import matplotlib
import pytest


@pytest.fixture(autouse=True)
def _no_window():
    import matplotlib.pyplot as plt

    matplotlib.use("agg")
    yield
    plt.close("all")
