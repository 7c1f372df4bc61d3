"""Quantiles at 100,000 points, tails included: zopa's beside SciPy's.

    python -m venv venv && venv/bin/pip install scipy mpmath
    cargo build --release --package zopa --example quantiles
    venv/bin/python benches/peers/scipy_quantiles.py target/release/examples/quantiles

Each quantile should be the same to 1e-12 of its size. Where one of the beta distribution is not, its distribution
function in 60 digits says by how much each of the two is off.
"""

import subprocess
import sys

import mpmath
import numpy
from scipy import special, stats

draw = numpy.random.default_rng(1)
COUNT = 25_000
# Half of the probabilities from the middle, the others from both tails down to 1e-300 and up to 1 - 1e-15.
middle = draw.random(COUNT // 2)
low = 10 ** -draw.uniform(0, 300, COUNT // 4)
high = 1 - 10 ** -draw.uniform(0, 15, COUNT - COUNT // 2 - COUNT // 4)
chances = numpy.concatenate([middle, low, high])
chances = chances[(chances > 0) & (chances < 1)]


def shapes(least, most):
    return 10 ** draw.uniform(least, most, chances.size)


wide = shapes(-2, 4)
mode = draw.random(chances.size)
kinds = {
    "normal": (numpy.zeros(chances.size), numpy.ones(chances.size), lambda a, b, p: special.ndtri(p)),
    "lognormal": (draw.normal(size=chances.size), shapes(-2, 0.5), lambda m, s, p: numpy.exp(m + s * special.ndtri(p))),
    "beta": (shapes(-1, 4), shapes(-1, 4), special.betaincinv),
    "triangular": (mode * wide, wide, lambda c, b, p: stats.triang.ppf(p, c / b, scale=b)),
}
asked = "".join(
    f"{kind} {float(x)!r} {float(y)!r} {float(p)!r}\n" for kind, (a, b, _) in kinds.items() for x, y, p in zip(a, b, chances)
)
told = subprocess.run([sys.argv[1]], input=asked, capture_output=True, text=True, check=True).stdout.split()
ours = numpy.array(told, float).reshape(len(kinds), chances.size)


def miss(a, b, p, x):
    """How far x is off, as a share of it: a Newton step in 60 digits."""
    if not 0 < x < 1:
        return float("nan")
    mpmath.mp.dps = 60
    a, b, p, x = (mpmath.mpf(float(number)) for number in (a, b, p, x))
    whole = mpmath.beta(a, b)
    density = x ** (a - 1) * (1 - x) ** (b - 1) / whole
    # The lower tail as a series of positive terms (DLMF 8.17.8).
    tail = x**a * (1 - x) ** b / (a * whole) * mpmath.nsum(lambda n: mpmath.rf(a + b, n) / mpmath.rf(a + 1, n) * x**n, [0, mpmath.inf])
    return float(abs((tail - p) / density / x))


for (kind, (a, b, quantile)), mine in zip(kinds.items(), ours):
    theirs = quantile(a, b, chances)
    off = abs(mine - theirs) / numpy.maximum(abs(theirs), 1e-290)
    apart = numpy.flatnonzero(~(off <= 1e-12))
    print(f"{kind}: {chances.size} points, {apart.size} further apart than 1e-12, the others within {numpy.nanmax(numpy.delete(off, apart)):.1e}")
    if kind == "beta":
        off = numpy.array([[miss(a[at], b[at], chances[at], x[at]) for x in (mine, theirs)] for at in apart])
        none = numpy.isnan(off[:, 1])
        print(
            f"  there, zopa is off by {off[:, 0].max():.1e} at most; SciPy gives no number {none.sum()} times "
            f"and is off by up to {numpy.nanmax(off[:, 1]):.1e} {(~none).sum()} times"
        )
