"""Entry points: what stands behind `make lint`, `tox -e py`, `npm test`, `pre-commit run`."""
