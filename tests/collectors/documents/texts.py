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

INCIDENT = """# Incident: secrets in a log, 2026-07-12

Status: resolved. Impact: two values were exposed in an operational log; no user was affected.

## Timeline

| Time | Event |
|---|---|
| 05:39 | Deployment began. |
| 05:45 | Review of the console detected the values. |

## Root cause

The script traced every command, and no test forbade it; review had missed that the log is public to operators.

## Action items

| Action | Owner | Due |
|---|---|---|
| Rotate both values | owner | 2026-07-12 |
"""
INCIDENT_PLAN = """# Incident response plan

Our team follows this plan in every incident and outage. It was last reviewed on 2026-07-11.

1. Whoever detects a failure tells the lead; the lead decides on its impact and severity.
2. The team restores service, and keeps a timeline of what happened.
3. Within a week a post-mortem with root cause, lessons and action items is written.

We must review the plan yearly; the lead is responsible for that, and approves each change of it.
"""
QUARTER = """# 2026 Q1 Rocket

## Project health

The project is on schedule: the milestone of March was completed, two releases were made and the plan is met.

## Issues

One issue blocks the next release. Progress is reported again in the next quarter, planned for June.
"""
