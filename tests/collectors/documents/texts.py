"""Short documents as people write them; shared by the tests of this folder."""

CONTRIBUTING = """# Contributing

Thank you for helping our project. Fork the repository, make a branch and open a pull request.
Run the test suite with `pytest` before you commit. A maintainer reviews every change; contributions
without tests are sent back. Report bugs in the issue tracker first when a change is large, so that
we can agree on the design before you spend your time on a patch that does not fit.

## Making a release

1. Bump the version and update the changelog.
2. Merge the release branch, tag the commit and push the tag with `git push --tags`.
3. The pipeline builds the packages and uploads them to PyPI; then announce the release on the mailing list.
"""
RISKS = """# Risk register

Reviewed 2026-03-02 by the team, every month.

| Risk | Likelihood | Impact | Mitigation | Owner |
| --- | --- | --- | --- | --- |
| The only database expert leaves | medium | high | pair on migrations | lead |
| The forge is down at a release | low | medium | mirror the repository | ops |
| A supplier ends support | low | high | second source | product owner |
"""
DECISION = """# 3. Use SQLite

## Status

Accepted, 2026-02-03

## Context

We need a store that needs no server for our small teams.

## Decision

We will use SQLite because it is everywhere.

## Consequences

Writes are serialised; the team accepts this. Alternatives were files and PostgreSQL, both rejected for now.
"""
MINUTES = """# Team meeting 2026-04-07

## Attendees

Ann, Bob, Cara

## Agenda

Release 2.3, the risk list

## Decisions

We agreed to release on Friday. Action items: Bob updates the changelog until 2026-04-09.
"""
SECURITY = """# Security policy

Please report a vulnerability privately to security@example.org and do not open a public issue.
We acknowledge within 3 days and publish an advisory with a CVE. Supported versions: the latest release.
"""
CHANGELOG = """# Changelog

## 1.1.0 (2026-02-01)

- Added a reader for CSV.
- Fixed a bug in dates.

## 1.0.0 (2025-12-01)

- First release, changed everything.
"""
GUIDE = """# Risk assessment for your organisation

With this tool you can assess risks in your projects. Click the button to add a risk; you can set its likelihood,
its impact and a mitigation. For example, your team may define an owner for each risk. The default value is medium.
Your company can configure the risk matrix with `--matrix`. The dashboard shows the high risks of your organisation.
This page explains the risk score.
"""
README = """# Rocket

Rocket is a library that parses timetables. Install it with pip, see the documentation for usage.
The project is licensed under the MIT licence and welcomes contributions.
"""
